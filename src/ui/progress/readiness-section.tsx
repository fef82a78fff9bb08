import type { ReactNode } from "react";
import type { Readiness } from "../../assessment/readiness.ts";
import { ReadinessRange } from "../shared/readiness-range.tsx";

/** The expected score of an exam as a range, and how it's worked out. */
export function ReadinessSection({ readiness }: { readiness: Readiness }): ReactNode {
  return (
    <section className="block" id="readiness" aria-labelledby="readiness-title">
      <h2 id="readiness-title">Readiness</h2>
      <ReadinessRange readiness={readiness} />
      {readiness.kind === "range" && (
        <p className="muted small">
          From {readiness.answers} answers.
          {readiness.unseen.length > 0 &&
            ` No answer is about ${readiness.unseen.length === 1 ? "1 objective" : `${readiness.unseen.length} objectives`} yet, which makes the range wider.`}
        </p>
      )}
      <details>
        <summary>How it’s worked out</summary>
        <p>
          Each objective counts by how many questions the bank has on it. Your latest answers tell what you would earn
          there, and answers from a month ago tell half as much. The range adds what isn’t known yet, and the luck of
          which 40 questions are asked. The real exam’s scale isn’t published: this compares with 70% of the points.
        </p>
      </details>
    </section>
  );
}
