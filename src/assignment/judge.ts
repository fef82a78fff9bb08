import type { Terms } from "./accommodation.ts";
import type { KeepRule } from "./assignment.ts";

/** What of a submission its rules look at. */
export interface TimedSubmission {
  id: string;
  attempt: number;
  startedAt: number;
  submittedAt: number;
  /** When it reached the instructor by a clock that the learner can't set, such as an LMS's; absent when unknown. */
  receivedAt?: number;
}

/** How the rules apply to a submission. */
export interface Judgment {
  /** Seconds after the due date and its grace; 0 when on time. */
  lateSeconds: number;
  /** Share of the marks that lateness takes away. */
  penalty: number;
  /** Seconds over the time allowed; 0 when within it or without a limit. */
  overSeconds: number;
  /** Why it doesn't count; absent when it counts. */
  excluded?: "closed" | "tooManyAttempts" | "beforeOpening";
}

/** Seconds that sealing and a slow device may take after time ran out. */
const sealingSeconds = 60;
const daySeconds = 86_400;

/** Judges a submission by the terms that hold for its learner, whatever the learner's page knew of them. */
export function judge(submission: TimedSubmission, terms: Terms): Judgment {
  const { dueAt, late, seconds, attempts, opensAt } = terms;
  const at = submission.receivedAt ?? submission.submittedAt;
  const past = dueAt === undefined ? 0 : (at - dueAt) / 1000 - late.graceSeconds;
  // The due date itself is late: 23:59 as a due date is entered as 24:00.
  const isLate = dueAt !== undefined && at >= dueAt + late.graceSeconds * 1000;
  const lateSeconds = isLate ? Math.max(1, Math.ceil(past)) : 0;
  const units = late.per === "once" ? 1 : Math.ceil(lateSeconds / daySeconds);
  const used = (submission.submittedAt - submission.startedAt) / 1000;
  const over = seconds === null ? 0 : Math.max(0, Math.floor(used - seconds - sealingSeconds));
  const excluded =
    late.closesAt !== undefined && at >= late.closesAt
      ? "closed"
      : attempts !== null && submission.attempt > attempts
        ? "tooManyAttempts"
        : opensAt !== undefined && submission.startedAt < opensAt
          ? "beforeOpening"
          : undefined;
  return {
    lateSeconds,
    penalty: isLate ? Math.min(late.most, late.penalty * units) : 0,
    overSeconds: over,
    ...(excluded !== undefined && { excluded }),
  };
}

/** A submission's share of the points after its penalty, in the order of attempts. */
export interface CountedShare {
  attempt: number;
  share: number;
}

/** Returns a learner's share of the points from the attempts that count; undefined without one. */
export function keptShare(shares: readonly CountedShare[], keep: KeepRule): number | undefined {
  const ordered = shares.toSorted((a, b) => a.attempt - b.attempt);
  switch (keep) {
    case "first":
      return ordered[0]?.share;
    case "latest":
      return ordered.at(-1)?.share;
    case "highest":
      return ordered.length === 0 ? undefined : Math.max(...ordered.map(({ share }) => share));
    case "average":
      return ordered.length === 0 ? undefined : ordered.reduce((sum, { share }) => sum + share, 0) / ordered.length;
  }
}
