/** The share of learners in the upper group and in the lower group. */
export const extremeShare = 0.27;

/** The learners with the highest totals and those with the lowest. */
export interface ExtremeGroups<Learner> {
  upper: Learner[];
  /** Empty when the learners at its edge have the same total as all below. */
  lower: Learner[];
}

/**
 * Returns the upper 27% and the lower 27%, rounded. Learners with equal totals stay together, in the higher group: the upper
 * group takes in all who tie with its lowest total, and the lower group loses all who tie with the lowest total above it
 * (as in Canvas, app/models/quizzes/quiz_statistics/item_analysis/summary.rb).
 */
export function extremeGroups<Learner>(
  learners: readonly Learner[],
  total: (learner: Learner) => number,
): ExtremeGroups<Learner> {
  const ranked = learners.toSorted((a, b) => total(a) - total(b));
  const size = Math.round(extremeShare * ranked.length);
  const totalAt = (rank: number): number | undefined => {
    const learner = ranked[rank];
    return learner === undefined ? undefined : total(learner);
  };
  const edge = (rank: number): number => {
    let start = rank;
    while (start > 0 && totalAt(start - 1) === totalAt(rank)) start -= 1;
    return start;
  };
  const upperStart = edge(ranked.length - size);
  return { upper: ranked.slice(upperStart), lower: ranked.slice(0, Math.min(upperStart, edge(size))) };
}
