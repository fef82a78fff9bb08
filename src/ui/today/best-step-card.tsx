import { useState, type ReactNode } from "react";
import { outline } from "../../content/course.ts";
import type { BestStep } from "../shared/best-step.ts";
import { Link } from "../shared/link.tsx";
import { levelName } from "../shared/mastery-text.ts";
import { rangeText } from "../shared/readiness-range.tsx";
import { reviewMinutes } from "../shared/review-minutes.ts";
import { counted } from "../../assessment/counted.ts";
import { useStore } from "../shared/use-store.tsx";

const dateOf = (at: number) => new Intl.DateTimeFormat("en", { month: "long", day: "numeric" }).format(at);
const days = (count: number) => counted(count, "day");

/** What to do, where, and why. */
function words(step: BestStep, doneSections: number): { title: string; to: string; reason: string } {
  switch (step.kind) {
    case "attempt":
      return {
        title: `Finish “${step.attempt.title}”`,
        to: `/quiz/#${step.attempt.id}`,
        reason: `You started it on ${dateOf(step.attempt.startedAt)}. Its answers count once you submit it.`,
      };
    case "catch-up":
      return {
        title: `Review the first ${step.cap} of ${step.due} cards`,
        to: "/review/",
        reason: `You were away for ${days(step.daysAway)}, and more cards are due than the ${step.cap} you review on a day. Spread them out: the ones that matter most come first.`,
      };
    case "misconception":
      return {
        title: `Put a wrong idea right: ${step.objective.short}`,
        to: "/misconceptions/",
        reason: `On ${dateOf(step.at)} you were certain of a wrong answer. A confident miss is the likeliest to come back in the exam.`,
      };
    case "review":
      return {
        title: `Review ${step.due === 1 ? "1 card" : `${step.due} cards`}`,
        to: "/review/",
        reason: `You’re about to forget ${step.due === 1 ? "it" : "them"}. ${reviewMinutes(step.due)} now keep${step.due === 1 ? "s it" : " them"} for longer.`,
      };
    case "exam":
      return {
        title: "Take a full attempt",
        to: "/practice/",
        reason: `Your expected score, ${rangeText(step)}, is above the pass mark. An attempt under exam conditions is the best check.`,
      };
    case "read":
      return {
        title: `Read “${step.section.title}”`,
        to: `/learn/${step.section.id}/`,
        reason: step.isStarted
          ? "You’re in the middle of it, and nothing is due."
          : `Nothing is due, and ${doneSections} of ${outline.sections.length} sections are done. This one is next.`,
      };
    case "objective": {
      const { objective, mastery, daysToExam } = step;
      const exam =
        daysToExam === undefined
          ? ""
          : daysToExam === 0
            ? "The exam is today. "
            : `The exam is in ${days(daysToExam)}. `;
      return {
        title: `Practice: ${objective.short}`,
        to: `/practice/#objective-${objective.id}`,
        reason: `${exam}Your level is “${levelName[mastery.level]}”, and ${objective.questions} questions of the bank are about it: here you gain the most.`,
      };
    }
    case "keep":
      return {
        title: "Mix questions from the whole chapter",
        to: "/practice/",
        reason: "You’ve mastered every objective. A mixed practice keeps it that way.",
      };
  }
}

/** Lets the learner spread a backlog over days of their choice. */
function CatchUp({ proposed }: { proposed: number }): ReactNode {
  const startCatchUp = useStore((state) => state.startCatchUp);
  const [length, setLength] = useState(proposed);
  const lengths = [...new Set([2, 3, 5, 7, 14, proposed])].toSorted((a, b) => a - b);
  return (
    <div className="actions">
      <label htmlFor="catch-up-days">Spread over</label>
      <select id="catch-up-days" value={length} onChange={(event) => setLength(Number(event.target.value))}>
        {lengths.map((count) => (
          <option key={count} value={count}>
            {days(count)}
          </option>
        ))}
      </select>
      <button type="button" className="btn" onClick={() => void startCatchUp(length)}>
        Catch up
      </button>
    </div>
  );
}

/** The next best step, with the reason it was chosen for. */
export function BestStepCard({ step, doneSections }: { step: BestStep; doneSections: number }): ReactNode {
  const { title, to, reason } = words(step, doneSections);
  return (
    <section aria-labelledby="next-best" data-next-step={step.kind}>
      <header>
        <h2 id="next-best">Next best step</h2>
      </header>
      <p>
        <Link to={to}>{title}</Link>
      </p>
      <p className="muted small">{reason}</p>
      {step.kind === "catch-up" && <CatchUp proposed={step.days} />}
    </section>
  );
}
