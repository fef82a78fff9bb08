import type { ItemMark, ScoredSubmission } from "./scored-submission.ts";
import { sum, withoutNoise } from "./statistics.ts";

/** A learner who was shown an item, with the shares of points (0 to 1) that the statistics of the item use. */
export interface Exposed {
  submission: ScoredSubmission;
  mark: ItemMark;
  /** Of the item. */
  share: number;
  /** Of all items that the learner was shown, this one included. */
  total: number;
  /** Of the other items; undefined when there are none. */
  rest: number | undefined;
}

/** Returns the share of points that marks earned, from 0 to 1; undefined when there are no points to earn. */
export function shareOfPoints(marks: Iterable<ItemMark>): number | undefined {
  const all = [...marks];
  const maximum = sum(all.map((mark) => mark.maximum));
  return maximum > 0 ? withoutNoise(sum(all.map((mark) => mark.earned)) / maximum) : undefined;
}

/**
 * Returns the learners who were shown an item. Totals are shares of points, so that learners who drew other items compare;
 * where all had the same items, the correlations are the same as with points.
 */
export function exposedTo(itemId: string, submissions: readonly ScoredSubmission[]): Exposed[] {
  return submissions.flatMap((submission) => {
    const mark = submission.scores.get(itemId);
    if (!mark) return [];
    const share = shareOfPoints([mark]);
    const total = shareOfPoints(submission.scores.values());
    const others = [...submission.scores].flatMap(([id, other]) => (id === itemId ? [] : [other]));
    return share === undefined || total === undefined
      ? []
      : [{ submission, mark, share, total, rest: shareOfPoints(others) }];
  });
}
