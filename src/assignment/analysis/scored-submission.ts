/** Points that a learner earned for an item: from 0 to `maximum`, which is above 0. */
export interface ItemMark {
  earned: number;
  maximum: number;
  /** Whether the learner left the item blank; a blank earns 0. */
  blank?: boolean;
}

/** One learner's row of the matrix that item analysis works on. */
export interface ScoredSubmission {
  learner: string;
  /** Number of the attempt, from 1; 1 when absent. */
  attempt?: number;
  /** Equal for learners who had the same items. */
  form: string;
  /** By item id, one entry for each item that the learner was shown. */
  scores: ReadonlyMap<string, ItemMark>;
  /** By item id, the ids of the chosen options; no entry for a blank. Absent when choices weren't recorded. */
  choices?: ReadonlyMap<string, readonly string[]>;
}

/** Returns each learner's first attempt; later ones are answered with knowledge of the first (Canvas counts it alone, too). */
export function firstAttempts(submissions: readonly ScoredSubmission[]): ScoredSubmission[] {
  const first = new Map<string, ScoredSubmission>();
  for (const submission of submissions) {
    const before = first.get(submission.learner);
    if (!before || (submission.attempt ?? 1) < (before.attempt ?? 1)) first.set(submission.learner, submission);
  }
  return [...first.values()];
}
