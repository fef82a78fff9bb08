import { errorText } from "../../../assessment/error-text.ts";
import "./rules-dialog.css";
import { useEffect, useId, useState } from "react";
import type { Requests } from "../../../sandbox/protocol.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { profileNames } from "../profile-names.ts";
import { Status } from "../status.tsx";

/** Says which rules the open environment has and what the other ones would change here, and changes them. */
export function RulesDialog({ onClose }: { onClose(): void }) {
  const dialog = useDialog();
  const store = useSandboxApi();
  const title = useId();
  const profile = useSandbox((state) => state.status?.entry.profile ?? "chapter");
  const [changes, setChanges] = useState<Requests["ruleChanges"]["answer"] | undefined>(undefined);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    store
      .getState()
      .ask("ruleChanges", null)
      .then(setChanges, () => setChanges([]));
  }, [store]);
  const other = profile === "chapter" ? "azure" : "chapter";
  const change = async () => {
    try {
      await store.getState().ask("profile", { profile: other });
      store.setState({
        note: `This environment now uses the rules “${profileNames[other]}”. Undo brings back “${profileNames[profile]}”.`,
      });
      onClose();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <dialog ref={dialog} className="rules-dialog" aria-labelledby={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 id={title}>Rules of this environment: {profileNames[profile]}</h2>
        <p>
          An environment keeps the rules that it was created with. The switch in the top bar changes the text and the
          questions, not this environment.
        </p>
        {changes === undefined && <Status>Comparing the rules…</Status>}
        {changes && changes.length > 0 && (
          <>
            <p>With the rules “{profileNames[other]}”, this changes here:</p>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
            <section className="scroll" aria-label="What changes" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Rule</th>
                    <th scope="col">{profileNames[profile]} (now)</th>
                    <th scope="col">{profileNames[other]}</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map(({ fact, label, now, other: changed }) => (
                    <tr key={fact}>
                      <th scope="row">{label}</th>
                      <td>{now}</td>
                      <td>{changed}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </>
        )}
        {problem !== "" && <p role="alert">{problem}</p>}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={onClose}>
            Keep {profileNames[profile]}
          </button>
          <button type="button" className="btn primary" onClick={() => void change()}>
            Use {profileNames[other]}
          </button>
        </div>
      </div>
    </dialog>
  );
}
