import { useMemo, type ReactNode } from "react";
import type { Learning, Overview } from "../../store/state.ts";
import { bestStep, dailyCap, knowledgeOf, weakestFirst } from "../shared/best-step.ts";
import { LevelRing } from "../shared/level-ring.tsx";
import { Link } from "../shared/link.tsx";
import type { Today } from "../shared/next-step.ts";
import { ReadinessRange } from "../shared/readiness-range.tsx";
import { reviewMinutes } from "../shared/review-minutes.ts";
import { BestStepCard } from "./best-step-card.tsx";

const shownObjectives = 4;

function DueReviews({ due, cap }: { due: number; cap: number }): ReactNode {
  const today = Math.min(due, cap);
  return (
    <section aria-labelledby="due-reviews">
      <header>
        <h2 id="due-reviews">Due for review</h2>
        {due > 0 && <Link to="/review/">Start the review</Link>}
      </header>
      {due === 0 ? (
        <p className="muted">Nothing is due. Questions you’ve answered come back before you forget them.</p>
      ) : (
        <>
          <p className="num">
            {due} due, {reviewMinutes(today).toLowerCase()}
            {due > cap && ` for the ${cap} of today`}
          </p>
          <p className="muted small">They come back now because you’re about to forget them.</p>
        </>
      )}
    </section>
  );
}

/** What the learning log says on Today: the next best step, due reviews, the objectives that gain the most, and readiness. */
export function TodayLearning({
  plan,
  overview,
  learning,
  now,
  examDate,
}: {
  plan: Today;
  overview: Overview;
  learning: Learning;
  now: number;
  examDate: string;
}): ReactNode {
  const knowledge = useMemo(() => knowledgeOf(learning, now), [learning, now]);
  const step = bestStep(plan, overview.attempts, learning, knowledge, { now, examDate });
  return (
    <div className="cols">
      <BestStepCard step={step} doneSections={plan.doneSections} />
      <DueReviews due={learning.due} cap={dailyCap(learning.study)} />
      <section aria-labelledby="objectives">
        <header>
          <h2 id="objectives">Objectives</h2>
          <Link to="/progress/">All {learning.objectives.length}</Link>
        </header>
        <ul className="rows links">
          {weakestFirst(knowledge.objectives)
            .slice(0, shownObjectives)
            .map(({ objective, mastery }) => (
              <li key={objective.id}>
                <Link to={`/practice/#objective-${objective.id}`}>{objective.short}</Link>
                <LevelRing level={mastery.level} />
              </li>
            ))}
        </ul>
      </section>
      <section aria-labelledby="readiness">
        <header>
          <h2 id="readiness">Readiness</h2>
          <Link to="/progress/#readiness">How it’s worked out</Link>
        </header>
        <ReadinessRange readiness={knowledge.readiness} />
      </section>
    </div>
  );
}
