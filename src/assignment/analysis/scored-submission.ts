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
  /** Equal for learners who had the same items. */
  form: string;
  /** By item id, one entry for each item that the learner was shown. */
  scores: ReadonlyMap<string, ItemMark>;
  /** By item id, the ids of the chosen options; no entry for a blank. Absent when choices weren't recorded. */
  choices?: ReadonlyMap<string, readonly string[]>;
}
