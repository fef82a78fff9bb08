import { selfMarked } from "../../assessment/gate.ts";
import type { SelfMark } from "../../assessment/item.ts";
import { outline } from "../../content/course.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";

const marks: { mark: SelfMark; title: string }[] = [
  { mark: "missed", title: "Missed" },
  { mark: "partly", title: "Partly" },
  { mark: "got", title: "Got it" },
];

/** Adds up the learner's own grades of a page's cards and says whether they reach the course's pass mark. */
export function RevealTally({ itemIds }: { itemIds: readonly string[] }) {
  const reveals = useStore((state) => state.snapshot?.reveals);
  if (!reveals) return null;
  const { marked, share, passed } = selfMarked(reveals, itemIds, outline.passMark);
  const says =
    marked === 0
      ? "Grade yourself on each card to see your total here."
      : passed
        ? "By your own grading, you know this part. To complete the chapter, pass the chapter quiz."
        : `Aim for ${percent(outline.passMark)} or more. Your own grades unlock nothing; the chapter quiz does.`;
  return (
    <section className="tally" aria-label="Your own grades">
      <p>
        <strong className="num">
          {marked} of {itemIds.length}
        </strong>{" "}
        graded, <strong className="num">{percent(share)}</strong> by your own grading.
      </p>
      <progress value={share} max={1} aria-label="Share by your own grading" />
      <p className="muted small">{says}</p>
    </section>
  );
}

/** Takes the learner's own grade of a reveal card; it is never scored. */
export function RevealMarks({ itemId }: { itemId: string }) {
  const current = useStore((state) => state.snapshot?.reveals.find((reveal) => reveal.itemId === itemId)?.mark);
  const gradeReveal = useStore((state) => state.gradeReveal);
  return (
    <fieldset className="marks" aria-label="Grade yourself">
      <span className="muted small">How did you do?</span>
      {marks.map(({ mark, title }) => (
        <button
          key={mark}
          type="button"
          className="chip"
          aria-pressed={current === mark}
          onClick={() => void gradeReveal(itemId, mark)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
