import { useHref } from "react-router-dom";
import { fileNamePart } from "../../assignment/make-result.ts";
import { download } from "../shared/download.ts";
import { useGradebook } from "./gradebook-context.tsx";

/** Writes every attempt and answer as xAPI statements, for a learning record store. */
export function StatementsSection() {
  const { hash, assignment } = useGradebook((state) => state.row.issued);
  const rows = useGradebook((state) => state.rows);
  const bodies = useGradebook((state) => state.bodies);
  const root = useHref("/");
  const report = useGradebook((state) => state.report);
  const save = async () => {
    const { classStatementsFile } = await import("../../store/gradebook-statements.ts");
    const site = new URL(root, window.location.href).href;
    const text = classStatementsFile({ hash, assignment, rows, bodies, site });
    download(text, `${fileNamePart(assignment.title)} statements.json`, "application/json");
  };
  return (
    <section aria-labelledby="statements-title">
      <h2 id="statements-title">Statements for a learning record store</h2>
      <p className="small muted">
        Attempts and answers as xAPI statements, with the ids and names that learners entered. Importing the file again
        changes nothing. Walkthroughs aren’t in it. No record store was tried.
      </p>
      <button type="button" className="btn" onClick={() => void save().catch(report)}>
        Download statements
      </button>
    </section>
  );
}
