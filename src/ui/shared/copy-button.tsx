import { useState } from "react";
import { Status } from "./status.tsx";
import "./copy-button.css";

interface CopyButtonProps {
  text: string;
  label: string;
  /** What is said once the text is copied. */
  done?: string;
  isPrimary?: boolean;
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label, done = "Copied", isPrimary = false }: CopyButtonProps) {
  const [state, setState] = useState<"copied" | "failed">();
  return (
    <span className="copy-button">
      <button
        type="button"
        className={isPrimary ? "btn primary" : "btn"}
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => setState("copied"),
            () => setState("failed"),
          )
        }
      >
        {label}
      </button>
      <Status as="span" className="small">
        {state === "copied" && done}
      </Status>
      {state === "failed" && (
        <label className="field">
          The browser doesn’t let this page copy. Select the text and copy it yourself.
          <textarea readOnly rows={3} value={text} onFocus={({ target }) => target.select()} />
        </label>
      )}
    </span>
  );
}
