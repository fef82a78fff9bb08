import type { Attempt, ItemScore, StoredResponse } from "../../assessment/attempt.ts";
import { totals } from "../../assessment/attempt-actions.ts";
import { calibrationOf } from "../../assessment/calibration.ts";
import { clockText, endedByTime, spokenTime } from "../../assessment/exam-clock.ts";
import type { Confidence } from "../../assessment/item.ts";
import { bandOf, practiceScore } from "../../assessment/practice-scale.ts";
import { percent } from "../shared/percent.ts";

const confidenceNames: Record<Confidence, string> = { certain: "Certain", think: "Think so", guess: "Guess" };

/** What an exam tells besides points: the practice scale with its band, how it ended, and the time used. */
export function ExamSummary({
  attempt,
  scores,
  responses,
}: {
  attempt: Attempt;
  scores: readonly ItemScore[];
  responses: ReadonlyMap<string, StoredResponse>;
}) {
  const { exam, passMark, submittedAt, startedAt } = attempt;
  if (!exam || passMark === undefined || submittedAt === undefined) return null;
  const score = practiceScore(totals(scores).share, passMark);
  const used = Math.round((submittedAt - startedAt) / 1000);
  const times = [...responses.values()].flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  const average = times.length > 0 ? times.reduce((sum, time) => sum + time, 0) / times.length : undefined;
  return (
    <section className="exam-summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Exam</h2>
      {endedByTime(attempt) && (
        <p className="callout">Time ran out, so the exam was submitted. Everything you had entered counts.</p>
      )}
      <dl>
        <div>
          <dt>Practice scale</dt>
          <dd>
            <strong className="num">{score}</strong> of 1000, 700 to pass: {bandOf(score)}
          </dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd className="num">
            {spokenTime(used)}
            {exam.seconds !== undefined && ` of ${spokenTime(exam.seconds)}`}
            {exam.factor > 1 && ` (× ${exam.factor})`}
          </dd>
        </div>
        {average !== undefined && (
          <div>
            <dt>Time per question seen</dt>
            <dd className="num">{clockText(Math.round(average))} on average</dd>
          </div>
        )}
      </dl>
      <p className="muted small">
        The real exam’s scale also ends at 1000 with 700 to pass. How it turns points into a score isn’t published, so
        this is an estimate.
      </p>
      <Calibration scores={scores} responses={responses} />
    </section>
  );
}

/** How often answers were right by how sure the learner was; nothing where that was never said. */
function Calibration({
  scores,
  responses,
}: {
  scores: readonly ItemScore[];
  responses: ReadonlyMap<string, StoredResponse>;
}) {
  const rows = calibrationOf(scores, responses);
  if (rows.length === 0) return null;
  return (
    <table>
      <caption>How sure you were, and how often you were right</caption>
      <thead>
        <tr>
          <th scope="col">How sure</th>
          <th scope="col">Answers</th>
          <th scope="col">Fully right</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ confidence, answers, right }) => (
          <tr key={confidence}>
            <th scope="row">{confidenceNames[confidence]}</th>
            <td>{answers}</td>
            <td>
              {right}, {percent(right / answers)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
