import type { MemoryCard } from "./card.ts";
import { day, dueAt, examAim, examEffect, lastWeek, recallAt, type Horizon } from "./due.ts";

/** A card that can be asked, with the weight of its objective. */
export interface AskableCard {
  card: MemoryCard;
  /** How much of a form its objective has, relative to the others. */
  weight: number;
}

/** A card answered in a review today; `dueBefore` is when it was due before that, and absent for a new one. */
export interface ReviewedToday {
  cardId: string;
  dueBefore?: number | undefined;
}

/** The backlog at a time is spread over so many days. */
export interface CatchUp {
  startedAt: number;
  days: number;
}

/** What the queue of a day depends on besides the cards. */
export interface ReviewDay extends Horizon {
  now: number;
  /** When the learner's day began and when it ends, in milliseconds since the epoch. */
  start: number;
  end: number;
  /** The most cards on a day. */
  cap: number;
  /** The most new cards on a day, within the cap. */
  newCap: number;
  reviewed: readonly ReviewedToday[];
  catchUp?: CatchUp | undefined;
}

/** Why a card is in the queue. */
export type Reason = "due" | "new" | "lookAhead";

export interface QueuedCard {
  cardId: string;
  reason: Reason;
  /** When it became due; absent for a new card. */
  due?: number;
  /** The probability of remembering it now, 0 to 1; absent for a new card. */
  recall?: number;
}

export interface ReviewQueue {
  /** In the order in which they are asked, within the cap. */
  cards: QueuedCard[];
  /** In the last week before the exam: cards that aren't due, whose review helps most; within the cap too. */
  lookAhead: QueuedCard[];
  /** How many cards are due, those over the cap or kept for later days included. */
  due: number;
}

/** The settings of a day as long as nobody changes them. */
export const defaultCap = 30;
/** How many new fact cards come in on a day. */
export const newCardsADay = 10;

/** Greatest first; equal ones by id, so that every device asks in the same order. */
const byRank = (a: { rank: number; cardId: string }, b: { rank: number; cardId: string }): number =>
  b.rank - a.rank || (a.cardId < b.cardId ? -1 : 1);

type Ranked = QueuedCard & { rank: number; due: number };

const queued = ({ cardId, reason, due, recall }: Ranked): QueuedCard => ({
  cardId,
  reason,
  due,
  ...(recall !== undefined && { recall }),
});

/**
 * How many cards of the backlog are for today, while a catch-up is on: an equal share for each day left. What became due since the
 * catch-up began comes on top. Undefined when there is no catch-up.
 */
function backlogShare(backlog: number, { catchUp, reviewed, now, start }: ReviewDay): number | undefined {
  if (!catchUp) return undefined;
  const passed = Math.floor((Math.max(now, start) - catchUp.startedAt) / day);
  const left = catchUp.days - passed;
  if (left <= 0) return undefined;
  const done = reviewed.filter(({ dueBefore }) => dueBefore !== undefined && dueBefore < catchUp.startedAt).length;
  return Math.max(0, Math.ceil((backlog + done) / left) - done);
}

/** Leaves out what a catch-up keeps for later days. */
function forToday(due: readonly Ranked[], today: ReviewDay): Ranked[] {
  const { catchUp } = today;
  const isBacklog = (card: Ranked) => catchUp !== undefined && card.due < catchUp.startedAt;
  const share = backlogShare(due.filter(isBacklog).length, today);
  if (share === undefined) return [...due];
  let taken = 0;
  return due.filter((card) => !isBacklog(card) || taken++ < share);
}

/** A review that raises the probability of remembering on the day of the exam by less isn't worth its time. */
const leastGain = 0.01;

/**
 * Chooses what to look at ahead of its time in the last week: the cards whose review raises what is remembered on the day of the exam
 * most, until the weighted mean reaches the goal, as many a day as spread over the days left.
 */
function chooseLookAhead(
  cards: readonly AskableCard[],
  chosen: ReadonlySet<string>,
  done: ReadonlySet<string>,
  today: ReviewDay,
): Ranked[] {
  const { examAt, now, weights, aim = examAim } = today;
  if (examAt === undefined || examAt - now > lastWeek || examAt <= now) return [];
  let mean = 0;
  const total = cards.reduce((sum, { weight }) => sum + weight, 0);
  const candidates = cards.flatMap(({ card, weight }) => {
    const { recall, gain } = examEffect(card, now, examAt, weights);
    mean += (weight / total) * (chosen.has(card.id) ? recall + gain : recall);
    if (chosen.has(card.id) || done.has(card.id) || gain < leastGain) return [];
    return [{ card, rank: gain * weight, raise: (gain * weight) / total }];
  });
  candidates.sort((a, b) => byRank({ rank: a.rank, cardId: a.card.id }, { rank: b.rank, cardId: b.card.id }));
  const needed = candidates.filter(({ raise }) => {
    const isNeeded = mean < aim.goal;
    if (isNeeded) mean += raise;
    return isNeeded;
  });
  const daysLeft = Math.max(1, Math.ceil((examAt - now) / day));
  return needed.slice(0, Math.ceil(needed.length / daysLeft)).map(({ card, rank }) => ({
    cardId: card.id,
    reason: "lookAhead" as const,
    due: dueAt(card, today),
    recall: recallAt(card, now, weights),
    rank,
  }));
}

/**
 * Works out what to review today, and in which order: by risk, the probability of having forgotten it, times the weight of the
 * objective; then new cards in the order given. Cards that were reviewed today come back another day. There are never more than the
 * cap leaves.
 */
export function reviewQueue(cards: readonly AskableCard[], newCards: readonly string[], today: ReviewDay): ReviewQueue {
  const { now, end, cap, newCap, reviewed, weights } = today;
  const done = new Set(reviewed.map(({ cardId }) => cardId));
  const due = cards
    .flatMap(({ card, weight }): Ranked[] => {
      const at = dueAt(card, today);
      if (at >= end || done.has(card.id)) return [];
      const recall = recallAt(card, now, weights);
      return [{ cardId: card.id, reason: "due", due: at, recall, rank: (1 - recall) * weight }];
    })
    .sort(byRank);
  const room = Math.max(0, cap - done.size);
  const chosen = forToday(due, today).slice(0, room);
  const newDone = reviewed.filter(({ dueBefore }) => dueBefore === undefined).length;
  const known = new Set(cards.map(({ card }) => card.id));
  const fresh = newCards
    .filter((cardId) => !done.has(cardId) && !known.has(cardId))
    .slice(0, Math.max(0, Math.min(newCap - newDone, room - chosen.length)))
    .map((cardId): QueuedCard => ({ cardId, reason: "new" }));
  const asked = new Set(chosen.map(({ cardId }) => cardId));
  const lookAhead = chooseLookAhead(cards, asked, done, today).slice(0, room - chosen.length - fresh.length);
  return { cards: [...chosen.map(queued), ...fresh], lookAhead: lookAhead.map(queued), due: due.length };
}
