import { useState, type ReactNode } from "react";
import type { Deck } from "../../store/review-deck.ts";
import { ExamDate } from "../shared/exam-date.tsx";
import { useStore } from "../shared/use-store.tsx";
import { LearnedWeights } from "./learned-weights.tsx";

const mostCards = 1000;
const mostDays = 365;
/** The days offered for catching up. */
const usualDays = 7;

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

/** Asks for a number from 1 to a limit; the button is there while it can be used. */
function NumberForm({
  id,
  label,
  initial,
  most,
  button,
  canUse,
  onUse,
  children,
}: {
  id: string;
  label: string;
  initial: number;
  most: number;
  button: string;
  canUse(value: number): boolean;
  onUse(value: number): void;
  children?: ReactNode;
}) {
  const [text, setText] = useState(String(initial));
  const value = inRange(text, most);
  const isUsable = value !== undefined && canUse(value);
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onUse(value);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className="actions">
        <input
          id={id}
          type="number"
          min={1}
          max={most}
          value={text}
          aria-invalid={value === undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn" disabled={!isUsable}>
          {button}
        </button>
      </div>
      {children}
    </form>
  );
}

function DailyLimit({ cap, onChanged }: { cap: number; onChanged(): void }) {
  const saveStudy = useStore((state) => state.saveStudy);
  const save = async (value: number) => {
    if (await saveStudy({ key: "dailyCap", value })) onChanged();
  };
  return (
    <NumberForm
      id="daily-cap"
      label="Most cards a day"
      initial={cap}
      most={mostCards}
      button="Save"
      canUse={(value) => value !== cap}
      onUse={(value) => void save(value)}
    />
  );
}

function CatchUpPlan({ deck, onChanged }: { deck: Deck; onChanged(): void }) {
  const saveStudy = useStore((state) => state.saveStudy);
  const now = useStore((state) => state.now);
  const { due } = deck.queue;
  const start = async (days: number) => {
    if (await saveStudy({ key: "catchUp", value: { startedAt: now(), days } })) onChanged();
  };
  return (
    <NumberForm
      id="catch-up-days"
      label="Catch up over so many days"
      initial={usualDays}
      most={mostDays}
      button="Start catching up"
      canUse={() => due > 0}
      onUse={(days) => void start(days)}
    >
      <p className="small muted">
        {due === 0
          ? "Nothing is due, so there is nothing to catch up on."
          : `${due === 1 ? "1 card is" : `${due} cards are`} due. They are spread over the days you choose, the riskiest first.`}
      </p>
    </NumberForm>
  );
}
