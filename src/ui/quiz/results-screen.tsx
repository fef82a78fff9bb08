import { useEffect, useState } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import type { StoredResponse } from "../../assessment/attempt.ts";
import { passed, stillMissed, tally, totals } from "../../assessment/attempt-actions.ts";
import type { ItemType } from "../../assessment/item.ts";
import { outline } from "../../content/course.ts";
import type { Objective } from "../../content/content.ts";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { PersistOffer } from "./persist-offer.tsx";
import { missesAttempt } from "./start-attempt.ts";
import { useHash } from "./use-hash.ts";
import { useItems } from "./use-items.ts";
import "./quiz.css";

const typeNames: Record<ItemType, string> = {
  single: "Single choice",
  choose: "Choose several",
  statements: "Statements",
  "build-list": "Build a list",
  matching: "Matching",
  dropdowns: "Dropdowns",
  "hot-area": "Hot area",
  reveal: "Reveal card",
};

/** A submitted attempt: the score, where points were lost, and every item with its key and reasons. */
export function ResultsScreen({ objectives }: { objectives: Objective[] }) {
  const id = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const openProgress = useStore((state) => state.openProgress);
  const attempt = snapshot?.attempts.find((one) => one.id === id);
  const items = useItems(attempt);
  const [responses, setResponses] = useState<Map<string, StoredResponse> | null>(null);

  useEffect(() => {
    if (!attempt) return;
    void openProgress()
      .then((progress) => progress.responses(attempt.id))
      .then((rows) => setResponses(new Map(rows.map((row) => [row.itemId, row]))));
  }, [attempt?.id, openProgress]);

  if (!snapshot || (attempt && (!items || !responses))) {
    return (
      <div className="page" aria-busy="true">
        <h1 tabIndex={-1}>Results</h1>
        <p className="muted">Reading the attempt from this device.</p>
      </div>
    );
  }
  if (!attempt || !items || !responses) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>No such attempt on this device</h1>
        <p>
          <Link className="btn primary" to="/practice/">
            All attempts
          </Link>
        </p>
      </div>
    );
  }
  if (!attempt.scores) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>Not submitted yet</h1>
        <p>
          <Link className="btn primary" to={`/quiz/#${attempt.id}`}>
            Go on answering
          </Link>
        </p>
      </div>
    );
  }

  const scores = attempt.scores;
  const sum = totals(scores);
  const verdict = passed(attempt);
  const isGate = attempt.assessmentId === outline.quiz;
  const earlier = snapshot.attempts.filter(
    (one) =>
      one.assessmentId === attempt.assessmentId &&
      one.scores &&
      one.id !== attempt.id &&
      one.startedAt < attempt.startedAt,
  );
  const name = (code: string) => objectives.find((objective) => objective.id === code)?.short ?? code;
  const retry = async () => {
    const made = await missesAttempt([attempt], { id: crypto.randomUUID(), profile: attempt.profile, now: Date.now() });
    if (!made.ok) return;
    const progress = await openProgress();
    await progress.startAttempt(made.attempt);
    void navigate(`/quiz/#${made.attempt.id}`);
  };
  const table = (title: string, rows: ReturnType<typeof tally>, label: (key: string) => string) => (
    <section>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{title}</span>
            </th>
            <th scope="col">Items</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, items: count, earned, maximum }) => (
            <tr key={key}>
              <th scope="row">{label(key)}</th>
              <td>{count}</td>
              <td>
                {earned} of {maximum}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

  return (
    <div className="page results">
      <p className="muted">{attempt.title}</p>
      <h1 tabIndex={-1}>
        {sum.earned} of {sum.maximum} points, {percent(sum.share)}
      </h1>
      <section className="resume" aria-label="Result">
        <div>
          <p className="where">{verdict === undefined ? "No pass mark here" : verdict ? "Passed" : "Not passed yet"}</p>
          <p className="muted">
            {attempt.passMark !== undefined && `${percent(attempt.passMark)} was needed. `}
            {isGate &&
              verdict &&
              `Chapter complete. ${outline.unlocks.map(({ title }) => title).join(" and ")} is open.`}
            {earlier.length > 0 &&
              ` Before: ${earlier.map((one) => percent(totals(one.scores ?? []).share)).join(", ")}.`}
          </p>
        </div>
        {stillMissed([attempt], outline.retiredItems).length > 0 && (
          <button type="button" className="btn primary" onClick={() => void retry()}>
            Retry my misses
          </button>
        )}
      </section>
      <PersistOffer />
      {!attempt.madeItems && (
        <div className="cols">
          {table(
            "By objective",
            tally(scores, items, (item) => item.objective),
            name,
          )}
          {table(
            "By type",
            tally(scores, items, (item) => item.type),
            (type) => typeNames[type as ItemType],
          )}
        </div>
      )}
      <section className="block" aria-labelledby="items-title">
        <h2 id="items-title">Every item</h2>
        {attempt.items.map(({ itemId }, at) => {
          const item = items.get(itemId);
          const score = scores.find((one) => one.itemId === itemId);
          return (
            <article key={itemId} className="reviewed" aria-label={`Item ${at + 1}`}>
              <h3 className="small muted">Item {at + 1}</h3>
              {item && score ? (
                <>
                  {item.disputed && (
                    <p className="tag note">
                      Asked under: {item.askedUnder === "azure" ? "Azure today" : "Chapter rules"}
                    </p>
                  )}
                  <div className="stem" dangerouslySetInnerHTML={{ __html: item.stem }} />
                  <ItemFeedback item={item} response={responses.get(itemId)?.response} score={score} all />
                </>
              ) : (
                <p>This item has changed since. It was not counted.</p>
              )}
            </article>
          );
        })}
      </section>
    </div>
  );
}
