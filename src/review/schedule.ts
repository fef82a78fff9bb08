import {
  createEmptyCard,
  fsrs,
  generatorParameters,
  Rating as Grade,
  State,
  type Card,
  type FSRS,
  type Grade as FsrsGrade,
} from "ts-fsrs";
import type { LogEntry, Rating } from "../assessment/log-entry.ts";
import type { MemoryCard } from "./card.ts";

/** What the scheduler is set to. */
export interface ScheduleOptions {
  /** The 21 weights of FSRS-6; left out, the published defaults. */
  weights?: readonly number[] | undefined;
  /** The probability of remembering that an interval aims at, 0 to 1. */
  retention?: number | undefined;
}

/** The probability of remembering that reviews aim at. */
export const defaultRetention = 0.9;

const grades: Record<Rating, FsrsGrade> = { again: Grade.Again, hard: Grade.Hard, good: Grade.Good, easy: Grade.Easy };
const phases: Record<State, MemoryCard["phase"]> = {
  [State.New]: "new",
  [State.Learning]: "learning",
  [State.Review]: "review",
  [State.Relearning]: "relearning",
};

/**
 * Makes a scheduler. An answer is followed by its explanation and asked again on another day at the earliest: the model gives
 * repetitions on the same day almost no effect. Intervals aren't randomized, so that the same log gives the same due dates on every device. */
export const createScheduler = ({ weights, retention = defaultRetention }: ScheduleOptions = {}): FSRS =>
  fsrs(
    generatorParameters({
      ...(weights && { w: weights }),
      request_retention: retention,
      enable_fuzz: false,
      learning_steps: [],
      relearning_steps: [],
    }),
  );

/**
 * Works a card out from its entries in the log, in the order of time; undefined when none of them counts. An entry that was taken
 * back counts for nothing.
 */
export function cardFrom(entries: readonly LogEntry[], scheduler: FSRS): MemoryCard | undefined {
  const counted = entries.filter(({ undoneAt }) => undoneAt === undefined).toSorted((a, b) => a.at - b.at);
  const [first] = counted;
  if (!first) return undefined;
  let card: Card = createEmptyCard(new Date(first.at));
  for (const { at, rating } of counted) card = scheduler.next(card, new Date(at), grades[rating]).card;
  return {
    id: first.cardId,
    due: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    phase: phases[card.state],
    step: card.learning_steps,
    reviews: card.reps,
    lapses: card.lapses,
    lastAt: counted.at(-1)?.at ?? first.at,
  };
}
