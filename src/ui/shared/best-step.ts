import type { Attempt } from "../../assessment/attempt.ts";
import { daysBetween, startOfDay, startOfIsoDay } from "../../assessment/local-day.ts";
import { masteryLevels, masteryOf, type Mastery } from "../../assessment/mastery.ts";
import { dueMisconceptions } from "../../assessment/misconceptions.ts";
import { examPassShare, readiness, type Readiness } from "../../assessment/readiness.ts";
import type { Objective, SectionSummary } from "../../content/content.ts";
import type { Learning } from "../../store/state.ts";
import type { Today } from "./next-step.ts";

/** What helps most now, with what its reason is made of. */
export type BestStep =
  /** An attempt is open. */
  | { kind: "attempt"; attempt: Attempt }
  /** After a break more cards are due than a day takes; `days` spreads them. */
  | { kind: "catch-up"; due: number; cap: number; daysAway: number; days: number }
  /** A wrong idea that the learner was certain of on an earlier day. */
  | { kind: "misconception"; objective: Objective; at: number }
  | { kind: "review"; due: number }
  /** The whole range of the expected score passes. */
  | { kind: "exam"; low: number; high: number }
  | { kind: "read"; section: SectionSummary; isStarted: boolean }
  /** The objective that most points can be gained with. `daysToExam` is set when the exam is near. */
  | { kind: "objective"; objective: Objective; mastery: Mastery; daysToExam: number | undefined }
  /** Every objective is mastered. */
  | { kind: "keep" };

/** An objective with what the log says of it. */
export interface KnownObjective {
  objective: Objective;
  mastery: Mastery;
}

/** What Today and Progress show of the learning log. */
export interface Knowledge {
  objectives: KnownObjective[];
  readiness: Readiness;
}

/** Works out levels and readiness from the entries of the log. */
export function knowledgeOf({ objectives, entries }: Learning, now: number): Knowledge {
  const weights = new Map(objectives.map(({ id, questions }) => [id, questions]));
  return {
    objectives: objectives.map((objective) => ({ objective, mastery: masteryOf(entries.get(objective.id) ?? []) })),
    readiness: readiness(entries, weights, now),
  };
}

/** The most reviews offered on a day unless the learner chose another number. */
const defaultCap = 30;
/** Days without activity after which a learner returns from a break. */
const breakDays = 3;
/** Days before the exam from which weak objectives come before unread sections. */
const examIsNear = 14;
/** Days after an attempt during which no further exam is proposed. */
const examPause = 3;

/** Returns how many reviews a day the learner wants at most. */
export function dailyCap(study: Learning["study"]): number {
  const row = study.find((entry) => entry.key === "dailyCap");
  return row?.key === "dailyCap" ? row.value : defaultCap;
}

/** How many days ago the learner was last active before today; 0 when never. */
function daysAway({ activity, entries }: Learning, now: number): number {
  const today = startOfDay(now);
  const days = activity.map(({ day }) => startOfIsoDay(day) ?? 0);
  const answers = [...entries.values()].flatMap((list) => list.map(({ at }) => at));
  const last = Math.max(0, ...[...days, ...answers].filter((at) => at < today));
  return last === 0 ? 0 : daysBetween(last, now);
}

function isCatchingUp(study: Learning["study"], now: number): boolean {
  const row = study.find((entry) => entry.key === "catchUp");
  return row?.key === "catchUp" && now < startOfDay(row.value.startedAt, row.value.days);
}

/** How much can be gained with an objective: its questions in the exam, times the levels that it lacks. */
const gain = ({ objective, mastery }: KnownObjective): number =>
  objective.questions * (masteryLevels.length - 1 - masteryLevels.indexOf(mastery.level));

/** Returns the objectives by how much can be gained with them, the most first; mastered ones come last. */
export const weakestFirst = (objectives: readonly KnownObjective[]): KnownObjective[] =>
  objectives.toSorted((a, b) => gain(b) - gain(a) || a.mastery.share - b.mastery.share);

/** Chooses what helps most now: first what was begun or would be lost, then what moves the learner on. */
export function bestStep(
  plan: Today,
  attempts: readonly Attempt[],
  learning: Learning,
  knowledge: Knowledge,
  { now, examDate }: { now: number; examDate: string },
): BestStep {
  const open = attempts
    .filter(({ submittedAt }) => submittedAt === undefined)
    .toSorted((a, b) => b.startedAt - a.startedAt)[0];
  if (open) return { kind: "attempt", attempt: open };

  const { due, study } = learning;
  const cap = dailyCap(study);
  const away = daysAway(learning, now);
  if (due > cap && away >= breakDays && !isCatchingUp(study, now))
    return { kind: "catch-up", due, cap, daysAway: away, days: Math.ceil(due / cap) };

  const [held] = dueMisconceptions([...learning.entries.values()].flat(), now);
  const about = knowledge.objectives.find(({ objective }) => objective.id === held?.objective);
  if (held && about) return { kind: "misconception", objective: about.objective, at: held.lastAt };
  if (due > 0) return { kind: "review", due };

  const lastAttempt = Math.max(0, ...attempts.map(({ submittedAt = 0 }) => submittedAt));
  const range = knowledge.readiness;
  if (range.kind === "range" && range.low >= examPassShare && daysBetween(lastAttempt, now) >= examPause)
    return { kind: "exam", low: range.low, high: range.high };

  const examAt = startOfIsoDay(examDate);
  const toExam = examAt === undefined ? undefined : daysBetween(now, examAt);
  const daysToExam = toExam !== undefined && toExam >= 0 && toExam <= examIsNear ? toExam : undefined;
  if (plan.toRead && daysToExam === undefined)
    return { kind: "read", section: plan.toRead, isStarted: plan.step.kind === "reading" };
  const [weakest] = weakestFirst(knowledge.objectives);
  if (weakest && weakest.mastery.level !== "mastered") return { kind: "objective", ...weakest, daysToExam };
  return { kind: "keep" };
}
