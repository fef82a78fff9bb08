import { useState } from "react";
import { Status } from "../shared/status.tsx";

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"copied" | "failed">();
  return (
    <span className="copy">
      <button
        type="button"
        className="btn"
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
        {state === "copied" && "Copied"}
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
