import type { Terms } from "../assignment/accommodation.ts";
import type { Assignment } from "../assignment/assignment.ts";
import type { Attempt } from "../assessment/attempt.ts";

/** Where a learner is with an assignment, and what holds a new attempt up. */
export interface StartState {
  /** By the device's clock; `late` counts from the due date and its grace, `closed` from when nothing is accepted any more. */
  window: "early" | "open" | "late" | "closed";
  /** Attempts that can still be begun; null for any number. */
  attemptsLeft: number | null;
  /** When the pause after the last attempt is over; absent when it is. */
  pausedUntil?: number;
  /** Seconds that an attempt begun now would have; null without a limit. It ends when nothing is accepted any more. */
  seconds: number | null;
  /** Whether the end of acceptance cuts the time short. */
  isCutShort: boolean;
  /** Whether the time would reach past the due date. */
  endsLate: boolean;
}

/** An attempt without a time limit gets one when acceptance ends within so many seconds. */
const longestWithoutClock = 86_400;

/** Returns what a learner can do now, by the terms that hold for them and by their attempts so far. */
export function startState(
  { pauseSeconds }: Pick<Assignment, "pauseSeconds">,
  terms: Terms,
  attempts: readonly Pick<Attempt, "submittedAt">[],
  now: number,
): StartState {
  const { opensAt, dueAt, late } = terms;
  const window =
    opensAt !== undefined && now < opensAt
      ? "early"
      : late.closesAt !== undefined && now >= late.closesAt
        ? "closed"
        : dueAt !== undefined && now >= dueAt + late.graceSeconds * 1000
          ? "late"
          : "open";
  const lastEnd = Math.max(0, ...attempts.map(({ submittedAt }) => submittedAt ?? 0));
  const pausedUntil = lastEnd + pauseSeconds * 1000;
  const toClosing =
    late.closesAt !== undefined && now < late.closesAt
      ? Math.max(1, Math.floor((late.closesAt - now) / 1000))
      : undefined;
  const isCutShort = toClosing !== undefined && toClosing < (terms.seconds ?? longestWithoutClock);
  const seconds = isCutShort ? (toClosing ?? null) : terms.seconds;
  return {
    window,
    attemptsLeft: terms.attempts === null ? null : Math.max(0, terms.attempts - attempts.length),
    ...(lastEnd > 0 && now < pausedUntil && { pausedUntil }),
    seconds,
    isCutShort,
    endsLate:
      window === "open" &&
      dueAt !== undefined &&
      seconds !== null &&
      now + seconds * 1000 > dueAt + late.graceSeconds * 1000,
  };
}
