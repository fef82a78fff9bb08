import { useState } from "react";
import type { Deck } from "../../store/review-deck.ts";
import { ExamDate } from "../shared/exam-date.tsx";
import { useStore } from "../shared/use-store.tsx";
import { LearnedWeights } from "./learned-weights.tsx";

const mostCards = 1000;
const mostDays = 365;

const inRange = (text: string, most: number): number | undefined => {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
};

/** How much is asked on a day: the limit, the catch-up plan, the exam date, and what was learned of the learner's memory. */
export function ReviewSettings({ deck, onChanged }: { deck: Deck | null; onChanged(): void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="review-settings" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Review settings</summary>
      {deck && (
        <>
          <DailyLimit cap={deck.today.cap} onChanged={onChanged} />
          <CatchUpPlan deck={deck} onChanged={onChanged} />
        </>
      )}
      <ExamDate />
      <p className="small muted">
        With an exam date, no review is planned past it, and in the last week you can look ahead.
      </p>
      {/* It reads the whole log. */}
      {isOpen && <LearnedWeights onChanged={onChanged} />}
    </details>
  );
}

function DailyLimit({ cap, onChanged }: { cap: number; onChanged(): void }) {
  const saveStudy = useStore((state) => state.saveStudy);
  const [text, setText] = useState(String(cap));
  const limit = inRange(text, mostCards);
  const save = async (value: number) => {
    if (await saveStudy({ key: "dailyCap", value })) onChanged();
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (limit !== undefined) void save(limit);
      }}
    >
      <label htmlFor="daily-cap">Most cards a day</label>
      <div className="actions">
        <input
          id="daily-cap"
          type="number"
          min={1}
          max={mostCards}
          value={text}
          aria-invalid={limit === undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn" disabled={limit === undefined || limit === cap}>
          Save
        </button>
      </div>
    </form>
  );
}

function CatchUpPlan({ deck, onChanged }: { deck: Deck; onChanged(): void }) {
  const saveStudy = useStore((state) => state.saveStudy);
  const now = useStore((state) => state.now);
  const [text, setText] = useState("7");
  const days = inRange(text, mostDays);
  const { due } = deck.queue;
  const save = async (value: { startedAt: number; days: number }) => {
    if (await saveStudy({ key: "catchUp", value })) onChanged();
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (days !== undefined) void save({ startedAt: now(), days });
      }}
    >
      <label htmlFor="catch-up-days">Catch up over so many days</label>
      <div className="actions">
        <input
          id="catch-up-days"
          type="number"
          min={1}
          max={mostDays}
          value={text}
          aria-invalid={days === undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn" disabled={days === undefined || due === 0}>
          Start catching up
        </button>
      </div>
      <p className="small muted">
        {due === 0
          ? "Nothing is due, so there is nothing to catch up on."
          : `${due === 1 ? "1 card is" : `${due} cards are`} due. They are spread over the days you choose, the riskiest first.`}
      </p>
    </form>
  );
}
