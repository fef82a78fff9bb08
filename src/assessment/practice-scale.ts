/** The lowest and the highest score with which an attempt passes, and the lowest of all that isn't 0 points. */
const passScore = 700;
const topScore = 1000;

/**
 * Returns a score from 1 to 1000 for a share of points, with 700 at the pass mark; both are from 0 to 1, and the mark is
 * neither. Microsoft's exams report on such a scale and don't publish its mapping, so that this is an estimate.
 */
export function practiceScore(share: number, cut: number): number {
  if (share < cut) return Math.min(passScore - 1, 1 + Math.floor(((passScore - 1) * share) / cut));
  return passScore + Math.round(((topScore - passScore) * (share - cut)) / (1 - cut));
}

/** Returns what a score on the practice scale says about being ready. */
export function bandOf(score: number): string {
  if (score < 600) return "Not yet";
  if (score < passScore) return "Close";
  return score < 800 ? "Pass, with a thin margin" : "Pass, with a comfortable margin";
}
