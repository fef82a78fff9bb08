import type { Attempt, StoredResponse } from "./attempt.ts";
import type { Response, ScoredItem } from "./item.ts";
import { scoreItem } from "./score.ts";

/** Where the learner is with a question whose verdict comes right after the answer. */
export type QuestionStage =
  /** Before the first check. */
  | "answering"
  /** The first answer wasn't fully right, and the key isn't shown yet. */
  | "trying-again"
  /** Verdict, key and reasons are shown. */
  | "explained";

/**
 * Whether a question can be tried twice: those with only two answers, or two in each row, are settled by the first verdict.
 * A typed command shows what is met while it's answered.
 */
export function hasSecondTry(item: ScoredItem): boolean {
  if (item.type === "single") return item.options.length > 2;
  return item.type !== "statements" && item.type !== "series" && item.type !== "command";
}

/** Tells how far a question of a practice is. Attempts from before second tries explain after the first check. */
export function stageOf(
  attempt: Pick<Attempt, "practice" | "strict">,
  item: ScoredItem,
  row: StoredResponse | undefined,
): QuestionStage {
  if (row?.checkedAt === undefined) return "answering";
  if (!attempt.practice || !hasSecondTry(item)) return "explained";
  if (row.revealedAt !== undefined || row.secondTry?.checkedAt !== undefined) return "explained";
  const { earned, maximum } = scoreItem(item, row.response, { strict: attempt.strict });
  return earned < maximum ? "trying-again" : "explained";
}

/** Returns the answer that a question shows: the second try once there is one. */
export const shownResponse = (row: StoredResponse | undefined): Response | undefined =>
  row?.secondTry?.response ?? row?.response;

/** Whether a second try differs from the first answer, so that checking it makes sense. */
export const isNewAnswer = ({ response, secondTry }: StoredResponse): boolean =>
  secondTry !== undefined && JSON.stringify(secondTry.response) !== JSON.stringify(response);
