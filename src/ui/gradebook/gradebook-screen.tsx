import { useEffect, useState } from "react";
import type { Misconception, Objective } from "../../content/content.ts";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import type { Progress } from "../../progress/progress.ts";
import { loadBodies } from "../../store/gradebook-bodies.ts";
import { startGradingWorker } from "../../store/gradebook-client.ts";
import type { IssuedRow } from "../../store/gradebook-state.ts";
import { createGradebookStore } from "../../store/gradebook-store.ts";
import { Link } from "../shared/link.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useHash } from "../shared/use-hash.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";
import { GradebookContext } from "./gradebook-context.tsx";
import { OpenGradebook } from "./open-gradebook.tsx";
import { startReplayer } from "./start-replayer.ts";
import "./gradebook.css";

const readAssignments = async (progress: Progress): Promise<AssignmentRow[]> =>
  (await progress.classes()).assignments();

const isIssued = (row: AssignmentRow): row is IssuedRow => row.issued !== undefined;

interface GradebookScreenProps {
  objectives: readonly Objective[];
  misconceptions: readonly Misconception[];
}

/** The gradebook of the assignment in the address, or the assignments that have one. */
export function GradebookScreen(props: GradebookScreenProps) {
  const id = useHash();
  useFollowProgress();
  const assignments = useStored(readAssignments);
  const row = assignments?.find((entry) => entry.id === id);
  if (assignments && row && isIssued(row)) return <Opened key={row.id} row={row} {...props} />;
  return (
    <div className="page gradebook">
      <h1>Gradebook</h1>
      {assignments ? (
        <ChooseAssignment assignments={assignments} id={id} draft={row} />
      ) : (
        <p className="muted">Loading your assignments…</p>
      )}
    </div>
  );
}

/** What the page shows without the gradebook it was asked for. */
function ChooseAssignment({
  assignments,
  id,
  draft,
}: {
  assignments: readonly AssignmentRow[];
  id: string;
  draft: AssignmentRow | undefined;
}) {
  const issued = assignments.filter(isIssued);
  return (
    <>
      {draft && (
        <p>
          “{draft.draft.title || "Untitled"}” hasn’t been given out yet, so nobody can submit it.{" "}
          <Link to={`/assign/new/#${draft.id}`}>Continue with it</Link>.
        </p>
      )}
      {id !== "" && !draft && (
        <p>
          This device has no assignment with that address. If you gave it out on another device, restore a backup from
          there in <Link to="/settings/#data">Settings</Link>.
        </p>
      )}
      {issued.length > 0 ? (
        <>
          <p>Choose an assignment that you gave out.</p>
          <ul className="rows">
            {issued.map((entry) => (
              <li key={entry.id}>
                <Link to={`/assign/gradebook/#${entry.id}`}>{entry.issued.assignment.title}</Link>
                <span className="muted">{entry.issued.assignment.course}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          No assignments have been given out on this device. <Link to="/assign/">Make one</Link>, give out its link, and
          collect what learners submit here. <Link to="/assign/guide/without-platform/">How that works</Link>.
        </p>
      )}
    </>
  );
}

function Opened({ row, ...props }: GradebookScreenProps & { row: IssuedRow }) {
  const app = useStoreApi();
  // What was issued never changes, so a new version of the row is no reason to begin again.
  const [store] = useState(() =>
    createGradebookStore(app, row, { session: startGradingWorker(), replayer: startReplayer(), loadBodies }),
  );
  useEffect(() => {
    void store.getState().open();
    return () => store.getState().close();
  }, [store]);
  return (
    <GradebookContext value={store}>
      <OpenGradebook {...props} />
    </GradebookContext>
  );
}
