import { useCallback, useState } from "react";
import type { LogEntry, LogSource, Rating } from "../../assessment/log-entry.ts";
import type { Progress } from "../../progress/progress.ts";
import type { DeckCard } from "../../store/review-deck.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";
import { dayText } from "./day-text.ts";

const kinds: Record<DeckCard["kind"], string> = { question: "Question", family: "Family", fact: "Fact" };
const sources: Record<LogSource, string> = {
  practice: "Practice",
  exam: "Exam",
  check: "Question in the chapter",
  review: "Review",
  reveal: "Card in the chapter",
  lab: "Lab",
};
const ratings: Record<Rating, string> = { again: "Again", hard: "Hard", good: "Good", easy: "Easy" };

/** One card of the list; it unfolds to its history. */
export function CardRow({ card, objective, now }: { card: DeckCard; objective: string | undefined; now: number }) {
  const markCards = useStore((state) => state.markCards);
  const [isOpen, setIsOpen] = useState(false);
  const { id, kind, title, due, isSuspended } = card;
  return (
    <li>
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <span className="title">{title}</span>
          <span className="small muted">{objective ?? kinds[kind]}</span>
          {isSuspended ? (
            <span className="tag caution">Suspended</span>
          ) : (
            <span className="small num">{due === undefined ? "New" : `Next: ${dayText(due, now)}`}</span>
          )}
        </summary>
        <div className="history">
          {isOpen && <History cardId={id} />}
          <button type="button" className="btn" onClick={() => void markCards([id], !isSuspended)}>
            {isSuspended ? "Resume" : "Suspend"}
          </button>
        </div>
      </details>
    </li>
  );
}

function History({ cardId }: { cardId: string }) {
  const read = useCallback((progress: Progress) => progress.log({ cardId }), [cardId]);
  const entries = useStored<LogEntry[]>(read);
  if (!entries) return <p className="muted">Loading the history…</p>;
  if (entries.length === 0) return <p className="muted">Not answered yet.</p>;
  const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
  return (
    // What scrolls sideways takes the focus, so that the arrow keys can scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="scroll" aria-label="History" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Answered</th>
            <th scope="col">Where</th>
            <th scope="col">Points</th>
            <th scope="col">Grade</th>
          </tr>
        </thead>
        <tbody>
          {entries.toReversed().map(({ id, at, source, share, rating, undoneAt }) => (
            <tr key={id}>
              <th scope="row">{when.format(at)}</th>
              <td>{sources[source]}</td>
              <td>{percent(share)}</td>
              <td>
                {ratings[rating]}
                {undoneAt !== undefined && " (undone)"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
