import { useEffect, useRef, useState } from "react";
import { releasedNow } from "../assessment/assigned-feedback.ts";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { describeAnswer, describeKey } from "../assessment/describe-response.ts";
import { endedByTime } from "../assessment/exam-clock.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { reviewLines } from "../assessment/review-lines.ts";
import { Html } from "../ui/shared/html.tsx";
import { Status } from "../ui/shared/status.tsx";
import { useStore } from "../ui/shared/use-store.tsx";
import type { Delivery, PlayerLms } from "./player-lms.ts";
import { UnitStatus } from "./unit-status.tsx";

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** A question with what was answered, the key, and the reasons if they are released. */
function Answered({
  item,
  row,
  earned,
  maximum,
  isExplained,
}: {
  item: ScoredItem;
  row: StoredResponse | undefined;
  earned: number;
  maximum: number;
  isExplained: boolean;
}) {
  const answer = describeAnswer(item, row?.response).join("; ");
  return (
    <li>
      <Html html={item.stem} />
      <p>
        <strong>{`${earned} of ${maximum} points.`}</strong> Your answer: {answer === "" ? "none" : answer}
      </p>
      {earned < maximum && <p>Correct: {describeKey(item).join("; ")}</p>}
      {isExplained && (
        <ul>
          {reviewLines(item, row?.response)
            .filter(({ rationale }) => rationale !== "")
            .map(({ id, html, rationale }) => (
              <li key={id}>
                <Html html={html} /> <Html html={rationale} />
              </li>
            ))}
        </ul>
      )}
    </li>
  );
}

/** Whether the LMS has the attempt. */
function Recorded({
  lms,
  delivery,
  hasPassMark,
}: {
  lms: PlayerLms | undefined;
  delivery: Delivery;
  hasPassMark: boolean;
}) {
  if (lms?.mode !== "normal") return <p>This was practice: nothing was recorded.</p>;
  if (delivery.state === "sending") return <p>Sending your answers to your LMS…</p>;
  if (delivery.state === "failed") return <p>Your LMS doesn’t have everything yet. Keep this page open.</p>;
  const { unit } = lms;
  return (
    <>
      <p>
        Your LMS has {unit && !hasPassMark ? "your answers" : "your answers and the score"}.{" "}
        {unit && <UnitStatus unit={unit} />} You can close this page.
      </p>
      {unit?.returnUrl !== undefined && (
        <p>
          <a className="btn" href={unit.returnUrl} target="_top">
            Return to your course
          </a>
        </p>
      )}
    </>
  );
}

/** The end of an attempt: whether the LMS has it, and as much of the result as the instructor lets this page show. */
export function PlayerResult({
  attempt,
  items,
  lms,
  delivery,
}: {
  attempt: Attempt;
  items: ReadonlyMap<string, ScoredItem>;
  lms: PlayerLms | undefined;
  delivery: Delivery;
}) {
  const now = useStore((state) => state.now);
  const openProgress = useStore((state) => state.openProgress);
  const [hasFailed, setFailed] = useState(false);
  const [rows, setRows] = useState<ReadonlyMap<string, StoredResponse>>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    let isCurrent = true;
    void openProgress()
      .then((progress) => progress.responses(attempt.id))
      .then((list) => isCurrent && setRows(new Map(list.map((row) => [row.itemId, row]))))
      .catch(() => isCurrent && setFailed(true));
    return () => {
      isCurrent = false;
    };
  }, [openProgress, attempt.id]);
  const scores = attempt.scores ?? [];
  const earned = scores.reduce((sum, score) => sum + score.earned, 0);
  const maximum = scores.reduce((sum, score) => sum + score.maximum, 0);
  const released = releasedNow(attempt, now());
  const share = maximum > 0 ? earned / maximum : 0;
  const passMark = attempt.passMark ?? 0;
  return (
    <div className="player">
      <h1 ref={heading} tabIndex={-1}>
        Submitted
      </h1>
      {endedByTime(attempt) && <p>Time ran out, so the attempt was submitted. Everything you entered counts.</p>}
      <Status as="div">
        <Recorded lms={lms} delivery={delivery} hasPassMark={(lms?.passMark ?? passMark) > 0} />
      </Status>
      {released === undefined ? (
        <p className="muted">The result isn’t shown here yet.</p>
      ) : (
        <p className="num">
          <strong>
            {percent(share)}: {earned} of {maximum} points
          </strong>
          {passMark > 0 && (share >= passMark ? ", passed" : `, not passed (the pass mark is ${percent(passMark)})`)}
        </p>
      )}
      {hasFailed && <p role="alert">Your answers can’t be shown here. Your LMS has them if it says so above.</p>}
      {rows && (released === "answers" || released === "explanations") && (
        <ol className="player-questions">
          {attempt.items.map(({ itemId }) => {
            const item = items.get(itemId);
            const score = scores.find((other) => other.itemId === itemId);
            return item ? (
              <Answered
                key={itemId}
                item={item}
                row={rows.get(itemId)}
                earned={score?.earned ?? 0}
                maximum={score?.maximum ?? 0}
                isExplained={released === "explanations"}
              />
            ) : null;
          })}
        </ol>
      )}
    </div>
  );
}
