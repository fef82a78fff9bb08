import type { Attempt, Released } from "./attempt.ts";

const rank: Record<Released, number> = { score: 1, answers: 2, explanations: 3 };

/**
 * Returns how much of a submitted attempt may be shown now: everything, unless it belongs to an assignment, whose instructor decides;
 * undefined when that is nothing yet.
 */
export function releasedNow({ assigned }: Pick<Attempt, "assigned">, now: number): Released | undefined {
  if (!assigned) return "explanations";
  const { feedback, released } = assigned;
  const byRule = feedback.from !== undefined && now >= feedback.from ? feedback.shows : undefined;
  if (!byRule || !released) return byRule ?? released;
  return rank[byRule] >= rank[released] ? byRule : released;
}

/** Returns whether an attempt's score may be shown now. */
export const showsScore = (attempt: Pick<Attempt, "assigned">, now: number): boolean =>
  releasedNow(attempt, now) !== undefined;

/** Returns whether it may be shown now which answers of an attempt were right. */
export function showsAnswers(attempt: Pick<Attempt, "assigned">, now: number): boolean {
  const released = releasedNow(attempt, now);
  return released === "answers" || released === "explanations";
}

/** Whether the questions of an attempt must not be asked elsewhere, where their key is shown. */
const isWithheld = (attempt: Pick<Attempt, "assigned" | "submittedAt">, now: number): boolean =>
  attempt.assigned !== undefined &&
  !(attempt.submittedAt !== undefined && showsAnswers(attempt, now)) &&
  now < (attempt.assigned.closesAt ?? Infinity);

/**
 * Returns the ids of the questions that practice, reviews, quizzes and exams leave out now, since they show the key: those of attempts at
 * assignments that are open, or whose answers aren't released, until nothing is accepted any more.
 */
export const withheldItems = (
  attempts: readonly Pick<Attempt, "assigned" | "submittedAt" | "items">[],
  now: number,
): Set<string> =>
  new Set(attempts.flatMap((attempt) => (isWithheld(attempt, now) ? attempt.items.map(({ itemId }) => itemId) : [])));

/** Says in a question's place why it isn't asked and its key isn't shown. */
export const withheldText =
  "This question is part of an assignment that isn’t over. Practice it once the answers are released.";

/** Returns the ids of the cards that rest with questions that are withheld. A family can ask its other variants meanwhile. */
export const restingCards = (withheld: ReadonlySet<string>): Set<string> =>
  new Set([...withheld].map((id) => `item/${id}`));

/** Returns when the assignment's own rule releases something, if that is still to come. */
export function releasesAt({ assigned }: Pick<Attempt, "assigned">, now: number): number | undefined {
  const from = assigned?.feedback.from;
  return from !== undefined && from > now ? from : undefined;
}
