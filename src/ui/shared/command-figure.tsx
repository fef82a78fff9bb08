import { useState } from "react";

/** Shows a command with a copy button. */
export function CommandFigure({ command, label }: { command: string; label: string }) {
  const [state, setState] = useState<"" | "copied" | "blocked">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setState("copied");
    } catch {
      setState("blocked");
    }
  };
  return (
    <figure className="command" aria-label={label}>
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      <div className="bar">
        <span role="status">{state === "blocked" && "Copying was blocked. Select the text and press Ctrl+C."}</span>
        <button type="button" className="btn" data-copy onClick={() => void copy()}>
          {state === "copied" ? "Copied" : "Copy"}
        </button>
      </div>
    </figure>
  );
}
