import type { Attempt, ItemScore, StoredResponse } from "./attempt.ts";
import type { ScoredItem } from "./item.ts";
import { isAnswered, scoreItem } from "./score.ts";

/** Points earned of points available; share is 0 when nothing was available. */
export interface Totals {
  earned: number;
  maximum: number;
  share: number;
}

export function totals(scores: readonly ItemScore[]): Totals {
  const earned = scores.reduce((sum, score) => sum + score.earned, 0);
  const maximum = scores.reduce((sum, score) => sum + score.maximum, 0);
  return { earned, maximum, share: maximum === 0 ? 0 : earned / maximum };
}

/**
 * Scores an attempt from its stored answers; items that are no longer known count for nothing. A practice may end at any question,
 * so that only those with an answer are scored.
 */
export function scoreAttempt(
  attempt: Attempt,
  items: ReadonlyMap<string, ScoredItem>,
  responses: readonly StoredResponse[],
): ItemScore[] {
  const answers = new Map(responses.map(({ itemId, response }) => [itemId, response]));
  const asked = attempt.practice
    ? attempt.items.filter(({ itemId }) => isAnswered(answers.get(itemId)))
    : attempt.items;
  return asked.map(({ itemId, version }) => {
    const item = items.get(itemId);
    return item && item.version === version
      ? scoreItem(item, answers.get(itemId), { strict: attempt.strict })
      : { itemId, earned: 0, maximum: 0 };
  });
}

/** Whether a submitted attempt reached its pass mark; undefined without one or before submission. */
export const passed = ({ scores, passMark }: Attempt): boolean | undefined =>
  scores === undefined || passMark === undefined ? undefined : totals(scores).share >= passMark;

/** Ids of items that did not earn every point, in the order asked. */
export const missedItems = ({ scores }: Attempt): string[] =>
  (scores ?? []).filter(({ earned, maximum }) => earned < maximum).map(({ itemId }) => itemId);

/**
 * Returns the ids of bank items that did not earn every point when last asked in a submitted attempt, the latest asked
 * first, without the `retired` ones, which are no longer asked.
 */
export function stillMissed(attempts: readonly Attempt[], retired: readonly string[] = []): string[] {
  const latest = [...attempts]
    .filter(({ scores }) => scores !== undefined)
    .sort((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0));
  const seen = new Set(retired);
  return latest.flatMap((attempt) => {
    const made = new Set(attempt.madeItems?.map(({ id }) => id));
    const missed = missedItems(attempt).filter((id) => !seen.has(id) && !made.has(id));
    for (const { itemId } of attempt.scores ?? []) seen.add(itemId);
    return missed;
  });
}

export interface ScoreRow extends Totals {
  key: string;
  items: number;
}

/** Sums points per objective, type or any other property of an item. */
export function tally(
  scores: readonly ItemScore[],
  items: ReadonlyMap<string, ScoredItem>,
  keyOf: (item: ScoredItem) => string,
): ScoreRow[] {
  const groups = new Map<string, ItemScore[]>();
  for (const score of scores) {
    const item = items.get(score.itemId);
    if (item) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), score]);
  }
  return [...groups].map(([key, group]) => ({ key, items: group.length, ...totals(group) }));
}

/** The best submitted attempt at an assessment, by share of points; the earlier of equals. */
export const bestOf = (attempts: readonly Attempt[], assessmentId: string): Attempt | undefined =>
  attempts
    .filter((attempt) => attempt.assessmentId === assessmentId && attempt.scores !== undefined)
    .sort((a, b) => totals(b.scores ?? []).share - totals(a.scores ?? []).share || a.startedAt - b.startedAt)[0];
