import { useEffect, useRef } from "react";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { AccommodationForm } from "./accommodation-form.tsx";
import { AttemptDetail } from "./attempt-detail.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName, markText, stateNames } from "./mark-text.ts";
import { OneResult } from "./one-result.tsx";

interface LearnerDetailProps {
  row: LearnerRow;
  previous: LearnerRow | undefined;
  next: LearnerRow | undefined;
  /** Shows another learner; the table without one. */
  go(row: LearnerRow | undefined): void;
}

/** Everything about one learner: attempts with their answers, the instructor's decisions, other terms. */
export function LearnerDetail({ row, previous, next, go }: LearnerDetailProps) {
  const scale = useGradebook((state) => state.scale);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="learner-title" className="learner-detail">
      <div className="receive-ways">
        <button type="button" className="btn" onClick={() => go(undefined)}>
          All learners
        </button>
        <button type="button" className="btn quiet" disabled={!previous} onClick={() => go(previous)}>
          Previous learner
        </button>
        <button type="button" className="btn quiet" disabled={!next} onClick={() => go(next)}>
          Next learner
        </button>
      </div>
      <h2 id="learner-title" ref={heading} tabIndex={-1}>
        <bdi>{learnerName(row)}</bdi>
      </h2>
      <dl className="facts-line">
        <div>
          <dt>ID</dt>
          <dd>
            <bdi>{row.learner}</bdi>
          </dd>
        </div>
        <div>
          <dt>Mark</dt>
          <dd className="num">
            {markText(row.mark)} of {scale.maximum}
          </dd>
        </div>
        <div>
          <dt>State</dt>
          <dd>{stateNames[row.state]}</dd>
        </div>
        {row.state === "overridden" && (
          <div>
            <dt>From the attempts</dt>
            <dd className="num">{markText(row.computed)}</dd>
          </div>
        )}
      </dl>
      <DecisionForm row={row} />
      <AccommodationForm row={row} />
      <OneResult row={row} />
      <h3>Attempts</h3>
      {row.attempts.length === 0 && <p>Nothing was submitted.</p>}
      {row.attempts.map((attempt) => (
        <AttemptDetail
          key={attempt.submission.id}
          row={row}
          attempt={attempt}
          isOnly={row.attempts.length === 1}
          onRemoved={() => heading.current?.focus()}
        />
      ))}
    </section>
  );
}
