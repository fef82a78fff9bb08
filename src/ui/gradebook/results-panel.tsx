import { errorText } from "../../assessment/error-text.ts";
import { useState } from "react";
import type { ReturnedResult } from "../../assignment/returned-result.ts";
import { fileNamePart } from "../../assignment/make-result.ts";
import { makeResults, signKeyOf, type FailedResult } from "../../store/gradebook-results.ts";
import { counted } from "../../assessment/counted.ts";
import { download } from "../shared/download.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";

const releases: Record<ReturnedResult["shows"], string> = {
  score: "Mark, comment, and points for each question",
  answers: "Those, and the correct answers",
  explanations: "Those, and the explanations",
};

/** Makes results for the learners: sealed, each to the key that the submission carried. */
export function ResultsPanel() {
  const { assignment } = useGradebook((state) => state.row.issued);
  const keys = useGradebook((state) => state.keys);
  const rows = useGradebook((state) => state.rows);
  const scale = useGradebook((state) => state.scale);
  const markReturned = useGradebook((state) => state.markReturned);
  const now = useStore((state) => state.now);
  const [shows, setShows] = useState<ReturnedResult["shows"]>(assignment.feedback.shows);
  const [done, setDone] = useState<number>();
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<readonly FailedResult[]>([]);
  const signKey = signKeyOf(assignment, keys);
  const able = rows.filter(({ attempts, state }) => attempts.length > 0 && state !== "excused");
  const returned = able.filter(({ decision }) => decision?.returnedAt !== undefined).length;
  const dueAt = assignment.dueAt;
  const isEarly = dueAt !== undefined && now() < dueAt && shows !== "score";
  const make = async () => {
    if (!signKey) return;
    setSaid("");
    setFailed([]);
    setDone(0);
    try {
      const choices = { shows, at: now(), maximum: scale.maximum };
      const { results, failed: left, zip } = await makeResults(able, { assignment, signKey, choices }, setDone);
      setFailed(left);
      if (results.length === 0) return;
      download(zip, `${fileNamePart(assignment.title)} results.zip`, "application/zip");
      await markReturned(results.map(({ row }) => row));
      setSaid(`${counted(results.length, "result")} saved as one zip.`);
    } catch (error) {
      setSaid(errorText(error));
    } finally {
      setDone(undefined);
    }
  };
  return (
    <section aria-labelledby="results-title">
      <h2 id="results-title">Return results</h2>
      <p>
        A result contains the mark, your comment and the points, signed by you. It’s sealed to the learner’s own key:
        send each learner their file, and Drydock shows it next to the attempt on the device that it was made on.
      </p>
      <fieldset className="field">
        <legend className="label">What results release</legend>
        {Object.entries(releases).map(([name, title]) => (
          <label key={name} className="check-line">
            <input
              type="radio"
              name="releases"
              checked={shows === name}
              onChange={() => {
                if (name === "score" || name === "answers" || name === "explanations") setShows(name);
              }}
            />
            {title}
          </label>
        ))}
      </fieldset>
      {isEarly && (
        <p className="callout">
          The assignment isn’t due yet. Whoever gets the answers now can pass them on to learners who are still working.
        </p>
      )}
      {signKey ? (
        <button
          type="button"
          className="btn primary"
          disabled={able.length === 0 || done !== undefined}
          onClick={() => void make()}
        >
          Save results of {counted(able.length, "learner")} as a zip
        </button>
      ) : (
        <p>
          The key that signed this assignment isn’t on this device, and learners’ pages accept results from no other.
          Open <Link to="/assign/">Your keys</Link>, select “Import keys”, and choose the backup file of that key.
        </p>
      )}
      <Status>{done !== undefined ? `Sealing ${done} of ${able.length}…` : said}</Status>
      {failed.length > 0 && (
        <div className="callout">
          <p>
            {counted(failed.length, "result")} couldn’t be made. If a submission was crafted, remove it in the learner’s
            details.
          </p>
          <ul className="dots">
            {failed.map(({ row, message }) => (
              <li key={row.key}>
                <bdi>{learnerName(row)}</bdi>: <span className="muted">{message}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {returned > 0 && (
        <p className="muted">
          Results were made for {returned} of {counted(able.length, "learner")}.
        </p>
      )}
      <p className="small muted">For one learner: open the learner in the table, and copy or save the result there.</p>
    </section>
  );
}
