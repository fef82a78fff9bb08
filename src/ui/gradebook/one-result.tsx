import { useState } from "react";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { isCurrent, makeResult, signKeyOf, type SealedResult } from "../../store/gradebook-results.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { download } from "../shared/download.ts";
import { useStore } from "../shared/use-store.tsx";
import { useGradebook } from "./gradebook-context.tsx";

/** The result of one learner, as a file or a code to copy. */
export function OneResult({ row }: { row: LearnerRow }) {
  const { assignment } = useGradebook((state) => state.row.issued);
  const keys = useGradebook((state) => state.keys);
  const scale = useGradebook((state) => state.scale);
  const markReturned = useGradebook((state) => state.markReturned);
  const report = useGradebook((state) => state.report);
  const now = useStore((state) => state.now);
  const [made, setMade] = useState<SealedResult>();
  const signKey = signKeyOf(assignment, keys);
  if (!signKey || row.attempts.length === 0 || row.state === "excused") return null;
  const make = async () => {
    const choices = { shows: assignment.feedback.shows, at: now(), maximum: scale.maximum };
    try {
      const result = await makeResult(row, { assignment, signKey, choices });
      setMade(result);
      if (result) await markReturned([row]);
    } catch (error) {
      report(error);
    }
  };
  return (
    <div className="one-result">
      {made && isCurrent(made, row, assignment, { maximum: scale.maximum }) ? (
        <>
          <CopyButton text={made.code} label="Copy the result’s code" />
          <button
            type="button"
            className="btn"
            onClick={() => download(made.bytes, made.name, "application/octet-stream")}
          >
            Save the result as a file
          </button>
        </>
      ) : (
        <button type="button" className="btn" onClick={() => void make()}>
          Make the result for this learner
        </button>
      )}
    </div>
  );
}
