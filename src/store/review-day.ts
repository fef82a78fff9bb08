import type { LogEntry } from "../assessment/log-entry.ts";
import type { Progress } from "../progress/progress.ts";
import type { Settings, StudyRow } from "../progress/rows.ts";
import { dueAt, type Horizon } from "../review/due.ts";
import { examStart, learnerDay } from "../assessment/local-day.ts";
import { defaultWeights } from "../review/memory-model.ts";
import { defaultCap, newCardsADay, type ReviewDay, type ReviewedToday } from "../review/queue.ts";

type StudyValue<K extends StudyRow["key"]> = Extract<StudyRow, { key: K }>["value"];

/** Finds what was decided about one thing; undefined when nothing was. */
export const studied = <K extends StudyRow["key"]>(rows: readonly StudyRow[], key: K): StudyValue<K> | undefined =>
  rows.find((row): row is Extract<StudyRow, { key: K }> => row.key === key)?.value as StudyValue<K> | undefined;

/** The entries of reviews that count, the oldest first. */
const reviewsIn = (log: readonly LogEntry[]): LogEntry[] =>
  log.filter(({ source, undoneAt }) => source === "review" && undoneAt === undefined);

async function dueBefore(progress: Progress, cardId: string, start: number, horizon: Horizon) {
  const { cardFrom, createScheduler } = await import("../review/schedule.ts");
  const before = (await progress.log({ cardId })).filter(({ at }) => at < start);
  const card = cardFrom(before, createScheduler({ weights: horizon.weights }));
  return card && dueAt(card, horizon);
}

/** Reads what the queue of today depends on besides the cards. */
export async function readReviewDay(progress: Progress, settings: Settings, now: number): Promise<ReviewDay> {
  const bounds = learnerDay(now);
  const [study, log] = await Promise.all([progress.study(), progress.log({ since: bounds.start })]);
  const catchUp = studied(study, "catchUp");
  const horizon: Horizon = {
    weights: studied(study, "weights")?.weights ?? defaultWeights,
    examAt: examStart(settings.examDate, now),
  };
  const cardIds = new Set(reviewsIn(log).map(({ cardId }) => cardId));
  const reviewed = await Promise.all(
    [...cardIds].map(async (cardId): Promise<ReviewedToday> => ({
      cardId,
      dueBefore: await dueBefore(progress, cardId, bounds.start, horizon),
    })),
  );
  return {
    ...horizon,
    ...bounds,
    now,
    cap: studied(study, "dailyCap") ?? defaultCap,
    newCap: newCardsADay,
    reviewed,
    catchUp,
  };
}

/** Finds the last review of today that counts, for taking it back. */
export const lastReview = async (progress: Progress, now: number): Promise<LogEntry | undefined> =>
  reviewsIn(await progress.log({ since: learnerDay(now).start })).at(-1);
