import type { Attempt } from "./attempt.ts";
import { bestOf, totals } from "./attempt-actions.ts";
import type { SelfMark } from "./item.ts";

/** The part of the course file that gates look at. */
export interface Course {
  /** Id of the scored quiz that completes the chapter. */
  quiz: string;
  /** Share of points needed, 0 to 1. */
  passMark: number;
  /** What completing the chapter opens. */
  unlocks: { assessment: string; title: string }[];
}

/** Whether any submitted attempt at the chapter quiz reached the pass mark. The gate never hides content. */
export function chapterComplete(attempts: readonly Attempt[], { quiz, passMark }: Course): boolean {
  const best = bestOf(attempts, quiz);
  return best !== undefined && totals(best.scores ?? []).share >= passMark;
}

/** What the gate opens, and whether it is open. */
export const unlocked = (
  attempts: readonly Attempt[],
  course: Course,
): { assessment: string; title: string; open: boolean }[] =>
  course.unlocks.map((unlock) => ({ ...unlock, open: chapterComplete(attempts, course) }));

const worth: Record<SelfMark, number> = { missed: 0, partly: 0.5, got: 1 };

/** The self-marked tally of reveal cards: share of all cards, an unmarked one counting nothing. */
export function selfMarked(
  marks: readonly { itemId: string; mark: SelfMark }[],
  cards: readonly string[],
  passMark: number,
): { marked: number; share: number; passed: boolean } {
  const own = marks.filter(({ itemId }) => cards.includes(itemId));
  const share = cards.length === 0 ? 0 : own.reduce((sum, { mark }) => sum + worth[mark], 0) / cards.length;
  return { marked: own.length, share, passed: share >= passMark };
}
