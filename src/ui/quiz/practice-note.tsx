import type { Attempt } from "../../assessment/attempt.ts";
import { Status } from "../shared/status.tsx";
import type { Widening } from "../../assessment/practice.ts";

const added: Record<Widening, string> = {
  difficulty: "any difficulty",
  types: "any type",
  source: "related objectives",
};

/** Returns how a practice was widened, in words; empty when it wasn't. */
export function wideningText(
  widened: { fitting: number; dropped: readonly Widening[] } | undefined,
  count: number,
): string {
  if (!widened) return "";
  const { fitting, dropped } = widened;
  const list = new Intl.ListFormat("en", { type: "conjunction" }).format(dropped.map((widening) => added[widening]));
  const fits =
    fitting === 0 ? "No question fits" : `Only ${fitting} ${fitting === 1 ? "question fits" : "questions fit"}`;
  const rest = count - fitting;
  return `${fits} your choice. The practice adds ${rest} ${rest === 1 ? "question" : "questions"} of ${list}.`;
}

/** Why the question on screen is asked, where that needs a word. */
export function PracticeNote({ attempt, at, isUsedUp }: { attempt: Attempt; at: number; isUsedUp: boolean }) {
  const returns = attempt.items[at]?.returnFor !== undefined;
  const count = attempt.items.filter(({ returnFor }) => returnFor === undefined).length;
  const widened = at === 0 ? wideningText(attempt.practice?.widened, count) : "";
  const note = returns ? "You were certain of a wrong answer, so this asks about the same objective again." : widened;
  return (
    <>
      {note && <p className="small muted practice-note">{note}</p>}
      <Status className={isUsedUp ? "callout" : "visually-hidden"}>
        {isUsedUp && "You have answered every question that fits your choice. Variants come back after a month."}
      </Status>
    </>
  );
}
