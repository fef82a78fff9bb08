import type { ReviewState } from "../../store/review-store.ts";
import { Link } from "../shared/link.tsx";
import { useStore } from "../shared/use-store.tsx";
import { dayText } from "./day-text.ts";

const cards = (count: number): string => (count === 1 ? "1 card" : `${count} cards`);

/** Shown when nothing is left for today: when the next reviews come, and what can be done meanwhile. */
export function ReviewDone({
  state,
  onUndo,
  onLookAhead,
}: {
  state: ReviewState;
  onUndo(): void;
  onLookAhead(): void;
}) {
  const now = useStore((app) => app.now);
  const { deck, next, canUndo } = state;
  if (!deck) return null;
  const { queue, today } = deck;
  const done = today.reviewed.length;
  const isFull = done >= today.cap;
  const offered = isFull ? 0 : queue.lookAhead.length;
  const nextText = next && `Next: ${dayText(next.at, now())} ${next.count === 1 ? "1 item" : `${next.count} items`}.`;
  return (
    <>
      <p className="where">{done > 0 ? `Done for today: ${cards(done)} reviewed.` : "Nothing due."}</p>
      <p>
        {deck.cards.length === 0
          ? "What you answer in the chapter, in practice, and in exams comes back here before you forget it. You can also add facts."
          : nextText}
      </p>
      {queue.due > 0 && (
        <p className="muted">
          {cards(queue.due)} more {queue.due === 1 ? "is" : "are"} due.{" "}
          {isFull
            ? `Your limit is ${today.cap} a day; the rest waits, the riskiest first.`
            : "Your catch-up plan keeps the rest for the next days."}
        </p>
      )}
      {offered > 0 && (
        <section className="resume" aria-label="Look ahead">
          <div>
            <p className="where">Look ahead to the exam</p>
            <p className="muted">
              {cards(offered)} {offered === 1 ? "isn’t" : "aren’t"} due yet, but a look now helps most on the day.
            </p>
          </div>
          <button type="button" className="btn primary" onClick={onLookAhead}>
            Look ahead
          </button>
        </section>
      )}
      <p className="actions">
        {deck.cards.length === 0 && (
          <Link className="btn primary" to="/practice/">
            Practice
          </Link>
        )}
        <Link className="btn" to="/facts/">
          Add facts
        </Link>
        {canUndo && (
          <button type="button" className="btn quiet" onClick={onUndo}>
            Undo the last review
          </button>
        )}
      </p>
    </>
  );
}
