import { restingCards, withheldItems } from "../assessment/assigned-feedback.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import { isSettled } from "../assessment/mastery.ts";
import { answersPerObjective } from "../assessment/readiness.ts";
import { loadObjectives } from "../content/course.ts";
import type { Changes, Progress } from "../progress/progress.ts";
import type { Learning } from "./state.ts";

/**
 * The latest entries about an objective: as many as readiness needs, and more only while they might change its level. The log
 * is never read as a whole unless it's about a single objective and of a single week.
 */
async function entriesAbout(progress: Progress, objective: string): Promise<readonly LogEntry[]> {
  for (let latest = answersPerObjective; ; latest *= 4) {
    const entries = await progress.log({ objective, latest });
    if (entries.length < latest || isSettled(entries)) return entries;
  }
}

/** Tables whose rows decide what is due. */
const dueTables = ["cards", "cardMarks", "attempts"] as const;

/** Counts the cards that are due, without those whose question an assignment withholds. */
async function countDue(progress: Progress, now: number): Promise<number> {
  const [due, assigned] = await Promise.all([progress.dueCards(now), progress.attempts({ isAssigned: true })]);
  const resting = restingCards(withheldItems(assigned, now));
  return due.filter((id) => !resting.has(id)).length;
}

/** Reads what the log says of every objective, what is due, and how much was studied. */
export async function readLearning(progress: Progress, now: number): Promise<Learning> {
  const objectives = await loadObjectives();
  const [entries, due, study, activity] = await Promise.all([
    Promise.all(objectives.map(async ({ id }) => [id, await entriesAbout(progress, id)] as const)),
    countDue(progress, now),
    progress.study(),
    progress.activity(),
  ]);
  return { objectives, entries: new Map(entries), due, study, activity };
}

/** The entries of those objectives that changed entries are about; of all of them where it isn't known which changed. */
async function changedEntries(
  progress: Progress,
  { objectives, entries }: Learning,
  keys: readonly unknown[] | "any",
): Promise<Learning["entries"]> {
  const about =
    keys === "any"
      ? objectives.map(({ id }) => id)
      : (await progress.logOf(keys as string[])).map((entry) => entry.objective);
  const next = new Map(entries);
  for (const id of new Set(about)) {
    if (id !== undefined && next.has(id)) next.set(id, await entriesAbout(progress, id));
  }
  return next;
}

/** Reads again what changed. */
export async function refreshedLearning(
  progress: Progress,
  before: Learning,
  changes: Changes,
  now: number,
): Promise<Learning> {
  const logged = changes.get("log");
  const [entries, due, study, activity] = await Promise.all([
    logged === undefined ? before.entries : changedEntries(progress, before, logged),
    dueTables.some((table) => changes.has(table)) ? countDue(progress, now) : before.due,
    changes.has("study") ? progress.study() : before.study,
    changes.has("activity") ? progress.activity() : before.activity,
  ]);
  return { ...before, entries, due, study, activity };
}
