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
      {/* A long line scrolls sideways, so the arrow keys must be able to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      <div className="bar">
        <output>{state === "blocked" && "Copying was blocked. Select the text and press Ctrl+C."}</output>
        <button type="button" className="btn" data-copy onClick={() => void copy()}>
          {state === "copied" ? "Copied" : "Copy"}
        </button>
      </div>
    </figure>
  );
}
