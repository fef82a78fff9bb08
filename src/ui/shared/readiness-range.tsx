import type { ReactNode } from "react";
import { examPassShare, type Readiness } from "../../assessment/readiness.ts";
import { percent } from "./percent.ts";
import "./readiness-range.css";

/** Returns the range as text, rounded outward so that it promises no more than it holds. */
export const rangeText = ({ low, high }: { low: number; high: number }): string =>
  `${percent(low)} to ${Math.ceil(100 * high - 1e-9)}%`;

/** The range of the expected score on a line from 0% to 100%, with the mark that passes. The text beside it says the same. */
function RangeLine({ low, high }: { low: number; high: number }): ReactNode {
  const at = (share: number) => 10 + 380 * share;
  return (
    <svg className="range" viewBox="0 0 400 60" aria-hidden="true">
      <line className="scale" x1={at(0)} x2={at(1)} y1="40" y2="40" />
      <line className="span" x1={at(low)} x2={at(high)} y1="40" y2="40" />
      <line className="mark" x1={at(examPassShare)} x2={at(examPassShare)} y1="28" y2="52" />
      <text x={at(examPassShare)} y="20" textAnchor="middle">
        {percent(examPassShare)} to pass
      </text>
    </svg>
  );
}

/** What the next exam would probably bring: a range, or how many answers are missing for one. */
export function ReadinessRange({ readiness }: { readiness: Readiness }): ReactNode {
  if (readiness.kind === "not-enough") {
    const missing = readiness.needed - readiness.answers;
    return (
      <p className="muted">
        Not enough evidence yet: {missing} more {missing === 1 ? "answer" : "answers"} needed.
      </p>
    );
  }
  return (
    <>
      <p>
        An exam today would bring <strong>{rangeText(readiness)}</strong> of the points, in 9 of 10 cases.
      </p>
      <RangeLine {...readiness} />
    </>
  );
}
