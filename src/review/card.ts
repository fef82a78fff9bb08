/**
 * What is remembered of an item, a family or a fact, as the scheduler sees it. It follows from the log alone; see
 * `cardFrom` in schedule.ts.
 */
export interface MemoryCard {
  /** `item/ID`, `family/ID` or `fact/KEY`. */
  id: string;
  /** When to ask again, in milliseconds since the epoch. */
  due: number;
  /** Days after which it's remembered with a probability of 90%. */
  stability: number;
  /** 1 (easy) to 10 (hard). */
  difficulty: number;
  phase: "new" | "learning" | "review" | "relearning";
  /** How far it is in the short steps of learning. */
  step: number;
  reviews: number;
  lapses: number;
  /** When it was last answered, in milliseconds since the epoch. */
  lastAt: number;
}

/** The learner's own word on a card. The later one counts. */
export interface CardMark {
  cardId: string;
  /** Whether reviews leave the card out. */
  isSuspended: boolean;
  changedAt: number;
}
