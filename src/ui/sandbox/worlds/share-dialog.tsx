import { errorText } from "../../../assessment/error-text.ts";
import { useEffect, useId, useState } from "react";
import { useHref } from "react-router-dom";
import type { Requests } from "../../../sandbox/protocol.ts";
import { useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useDialog } from "../../shared/use-dialog.ts";
import { exportOpenWorld } from "../../shared/terminal/export-world.ts";
import { Status } from "../../shared/status.tsx";

/** A link that recreates the environment, or why there is none and what to do instead. */
export function ShareDialog({ onClose }: { onClose(): void }) {
  const dialog = useDialog();
  const store = useSandboxApi();
  const title = useId();
  const root = useHref("/sandbox/");
  const [answer, setAnswer] = useState<Requests["share"]["answer"] | undefined>(undefined);
  const [copied, setCopied] = useState<"" | "copied" | "blocked">("");
  useEffect(() => {
    store
      .getState()
      .ask("share", null)
      .then(setAnswer, (error: unknown) => setAnswer({ refused: errorText(error) }));
  }, [store]);
  const link =
    answer && "payload" in answer ? new URL(`${root}#share=${answer.payload}`, window.location.href).href : undefined;
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setCopied("copied"),
      () => setCopied("blocked"),
    );
  return (
    <dialog ref={dialog} aria-labelledby={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 id={title}>Share this environment</h2>
        {answer === undefined && <Status>Making and checking the link…</Status>}
        {answer && "refused" in answer && <p role="alert">{answer.refused}</p>}
        {link !== undefined && (
          <>
            <p>
              The link contains the starting environment and your steps: commands, skipped time and other changes.
              Anyone who opens it gets their own copy. Drydock checked that the steps lead to this environment.
            </p>
            <label className="field">
              <span className="label">Link</span>
              <input type="text" readOnly value={link} onFocus={(event) => event.target.select()} />
            </label>
            <Status className="small muted">
              {copied === "copied" && "Copied."}
              {copied === "blocked" && "The browser blocked copying. Select the link and press Ctrl+C."}
            </Status>
          </>
        )}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={onClose}>
            Close
          </button>
          {link === undefined ? (
            <button type="button" className="btn primary" onClick={() => void exportOpenWorld(store)}>
              Export as a file
            </button>
          ) : (
            <button type="button" className="btn primary" onClick={() => void copy(link)}>
              Copy link
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}
