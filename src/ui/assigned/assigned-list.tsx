import type { Attempt } from "../../assessment/attempt.ts";
import type { AssignedRow } from "../../progress/assignment-rows.ts";
import { termsOf } from "../../store/assigned-open.ts";
import { Link } from "../shared/link.tsx";
import { useNow } from "../shared/use-now.ts";
import { useStore } from "../shared/use-store.tsx";
import { distanceText } from "../../assignment/zoned-text.ts";
import { OpenForm } from "./open-form.tsx";
import { useAllAssigned } from "./use-assigned.ts";

/** Returns where a learner is with an assignment, in a few words. */
function stateText(row: AssignedRow, attempts: readonly Attempt[], now: number): string {
  const isOpen = ({ attemptId }: AssignedRow["sittings"][number]) =>
    attempts.some(({ id, submittedAt }) => id === attemptId && submittedAt === undefined);
  const { sittings } = row;
  if (sittings.some(isOpen)) return "In progress";
  if (sittings.at(-1)?.result) return "Result returned";
  if (sittings.length > 0) return "Submitted";
  const { opensAt, dueAt } = termsOf(row);
  if (opensAt !== undefined && now < opensAt) return `Opens ${distanceText(opensAt, now)}`;
  if (dueAt === undefined) return "Not started";
  return now < dueAt ? `Due ${distanceText(dueAt, now)}` : `Was due ${distanceText(dueAt, now)}`;
}

/** The assignments on this device, and the ways to open one or a result. */
export function AssignedList() {
  const { value: rows, problem } = useAllAssigned();
  const attempts = useStore((state) => state.snapshot?.attempts) ?? [];
  const now = useNow();
  return (
    <div className="page assigned">
      <h1 tabIndex={-1}>Assignments</h1>
      <p className="muted">Assignments from your instructor. You answer here, offline too, and submit a sealed file.</p>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <section className="assigned-block" aria-labelledby="assigned-list" aria-busy={rows === null || undefined}>
        <h2 id="assigned-list">On this device</h2>
        {rows === null && problem === "" && <p className="muted">Loading your assignments…</p>}
        {rows?.length === 0 && (
          <p className="muted">
            No assignments yet. Open the link that you got from your instructor, or use the form below.
          </p>
        )}
        <ul className="rows links">
          {rows?.map((row) => (
            <li key={row.hash}>
              <Link to={`/a/#at/${row.hash}`}>
                {row.assignment.title}
                {row.assignment.course && `, ${row.assignment.course}`}
              </Link>
              <span className="muted num">{stateText(row, attempts, now)}</span>
            </li>
          ))}
        </ul>
      </section>
      <OpenForm />
    </div>
  );
}
