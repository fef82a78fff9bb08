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

/** How many of a page's cards are marked, what the marks come to, and whether that reaches the course's pass mark. */
export function RevealTally({ itemIds }: { itemIds: readonly string[] }) {
  const reveals = useStore((state) => state.snapshot?.reveals);
  if (!reveals) return null;
  const { marked, share, passed } = selfMarked(reveals, itemIds, outline.passMark);
  const says =
    marked === 0
      ? "Mark yourself on each card, and the marks add up here."
      : passed
        ? "By your own marks you know this part. The chapter quiz is the test that counts."
        : `${percent(outline.passMark)} is the line by your own marks. It opens nothing; the chapter quiz does.`;
  return (
    <section className="tally" aria-label="Your own marks">
      <p>
        <strong className="num">
          {marked} of {itemIds.length}
        </strong>{" "}
        marked, <strong className="num">{percent(share)}</strong> by your own marks.
      </p>
      <progress value={share} max={1} aria-label="By your own marks" />
      <p className="muted small">{says}</p>
    </section>
  );
}

/** The learner's own verdict on a reveal card; never scored. */
export function RevealMarks({ itemId }: { itemId: string }) {
  const current = useStore((state) => state.snapshot?.reveals.find((reveal) => reveal.itemId === itemId)?.mark);
  const keep = useStore((state) => state.keep);
  const save = (mark: SelfMark) => void keep((progress) => progress.saveReveal({ itemId, mark, at: Date.now() }));
  return (
    <div className="marks" role="group" aria-label="Mark yourself">
      <span className="muted small">Your own mark:</span>
      {marks.map(({ mark, title }) => (
        <button key={mark} type="button" className="chip" aria-pressed={current === mark} onClick={() => save(mark)}>
          {title}
        </button>
      ))}
    </div>
  );
}
