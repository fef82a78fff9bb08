import { errorText } from "../../assessment/error-text.ts";
import { useState } from "react";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import { issueAssignment, type DraftCheck } from "../../store/author-issue.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { MakeKeys } from "./make-keys.tsx";
import { useKeys } from "./use-author.ts";

/** What is missing, the keys, and the button that makes the draft an assignment. */
export function IssueSection({
  row,
  check,
  isSaving,
  onIssued,
}: {
  row: AssignmentRow;
  check: DraftCheck | null;
  isSaving: boolean;
  onIssued(row: AssignmentRow): void;
}) {
  const app = useStoreApi();
  const keys = useKeys();
  const [isIssuing, setIssuing] = useState(false);
  const [problem, setProblem] = useState("");
  const signing = keys?.find(({ backedUpAt }) => backedUpAt !== undefined);
  const errors = [
    ...(check?.rules ?? []).filter(({ level }) => level === "error").map(({ message }) => message),
    ...(check?.parts ?? []).map(({ part, message }) => `Part ${part + 1}: ${message}`),
  ];
  const warnings = (check?.rules ?? []).filter(({ level }) => level === "warning").map(({ message }) => message);
  const issue = async () => {
    if (!signing) return;
    setIssuing(true);
    setProblem("");
    try {
      const issued = await issueAssignment(app, row.id, signing);
      if (issued.ok) return onIssued(issued.row);
      setProblem(issued.message);
    } catch (error) {
      setProblem(errorText(error));
    }
    setIssuing(false);
  };
  return (
    <section className="assign-block" aria-labelledby="issue">
      <h2 id="issue">Give it out</h2>
      {errors.length > 0 && (
        <>
          <p>Before you can give it out:</p>
          <ul className="assign-missing">
            {errors.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </>
      )}
      {warnings.length > 0 && (
        <ul className="assign-missing">
          {warnings.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {keys && !signing && <MakeKeys unsaved={keys[0]} />}
      <p className="muted">
        From then on, the assignment doesn’t change: every question is fixed in its version of today. To change
        something, duplicate it.
      </p>
      <p role="alert" className="assign-alert">
        {problem}
      </p>
      <button
        type="button"
        className="btn primary"
        disabled={!check?.canIssue || !signing || isSaving || isIssuing}
        onClick={() => void issue()}
      >
        {isIssuing ? "Signing…" : "Give out the assignment"}
      </button>
      {check?.canIssue && keys && !signing && <p className="small muted">Save the backup of your keys first.</p>}
    </section>
  );
}
