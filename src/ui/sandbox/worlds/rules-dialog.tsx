import { useEffect, useId, useState } from "react";
import type { Requests } from "../../../sandbox/protocol.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useDialog } from "../../shared/terminal/use-dialog.ts";
import { rulesText } from "../rules-text.ts";

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
        note: `This environment now uses the rules “${rulesText[other]}”. Undo brings back “${rulesText[profile]}”.`,
      });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <dialog ref={dialog} className="rules-dialog" aria-labelledby={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 id={title}>Rules of this environment: {rulesText[profile]}</h2>
        <p>
          An environment keeps the rules that it was created with. The switch in the top bar changes the text and the
          questions, not this environment.
        </p>
        {changes === undefined && <p role="status">Comparing the rules…</p>}
        {changes && changes.length > 0 && (
          <>
            <p>With the rules “{rulesText[other]}”, this changes here:</p>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
            <div className="scroll" role="region" aria-label="What changes" tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Rule</th>
                    <th scope="col">{rulesText[profile]} (now)</th>
                    <th scope="col">{rulesText[other]}</th>
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
            </div>
          </>
        )}
        {problem !== "" && <p role="alert">{problem}</p>}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={onClose}>
            Keep {rulesText[profile]}
          </button>
          <button type="button" className="btn primary" onClick={() => void change()}>
            Use {rulesText[other]}
          </button>
        </div>
      </div>
    </dialog>
  );
}
