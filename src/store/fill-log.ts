import { bodyFor } from "../assessment/body-for.ts";
import { showsAnswers } from "../assessment/assigned-feedback.ts";
import { scoreAttempt } from "../assessment/attempt-actions.ts";
import type { Attempt } from "../assessment/attempt.ts";
import type { Profile } from "../assessment/item.ts";
import { logEntryOf, revealEntryOf, type LogEntry } from "../assessment/log-entry.ts";
import { loadItemVersions, storedBodies, type ItemBodies } from "../content/course.ts";
import type { CheckAnswer, RevealMark } from "../progress/rows.ts";
import type { Progress } from "../progress/progress.ts";
import { itemsOf } from "./attempt-items.ts";
import { attemptEntries, attemptEntryId } from "./attempt-log.ts";
import { studied } from "./review-day.ts";

/** Version of the rules below. A device whose log was filled by an earlier one is filled again, which adds what is new. */
const logVersion = 1;

/**
 * Returns the entries of an attempt: of all answers once it's submitted, before that of those that were checked. An attempt at an
 * assignment has none until its answers are released.
 */
async function entriesOfAttempt(
  attempt: Attempt,
  progress: Progress,
  { bodies, now }: { bodies: ItemBodies; now: number },
): Promise<LogEntry[]> {
  if (!showsAnswers(attempt, now)) return [];
  if (attempt.madeItems?.length === attempt.items.length) return [];
  const rows = await progress.responses(attempt.id);
  const counted = attempt.submittedAt === undefined ? rows.filter(({ checkedAt }) => checkedAt !== undefined) : rows;
  if (counted.length === 0) return [];
  const items = await itemsOf(attempt, bodies);
  const scores = attempt.scores ?? scoreAttempt(attempt, items, rows);
  return attemptEntries(attempt, items, new Map(counted.map((row) => [row.itemId, row])), scores);
}

/** Returns the entry of a check's first answer. What was answered then is known only as long as it wasn't answered again. */
async function entryOfCheck(check: CheckAnswer, bodies: ItemBodies): Promise<LogEntry[]> {
  const { itemId, version = 1, profile, response, confidence, hinted, first } = check;
  const [body] = await loadItemVersions([{ itemId, version, profile }], bodies);
  if (!body || body.type === "reveal") return [];
  const isFirst = first.at === check.at;
  return [
    logEntryOf(body, {
      id: `check/${itemId}`,
      source: "check",
      ...first,
      response: isFirst ? response : undefined,
      ...(isFirst && { confidence, hinted }),
    }),
  ];
}

async function entryOfReveal(reveal: RevealMark, bodies: ItemBodies, profile: Profile): Promise<LogEntry[]> {
  const item = (await bodies.current()).find(({ id }) => id === reveal.itemId);
  const body = item && bodyFor(item, profile);
  return body ? [revealEntryOf(body, reveal.mark, reveal.at)] : [];
}

/**
 * Adds the answers that were stored before there was a log, or that came with a backup without one, to the log. Entries that are there
 * stay as they are, so that doing it again changes nothing. Returns how many answers were looked at.
 *
 * @param now decides which answers of assignments are released; in milliseconds since the epoch
 * @param pause called between slices of the work, to wait until the page is idle
 */
export async function fillLog(
  progress: Progress,
  now: number,
  bodies: ItemBodies = storedBodies,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  let count = 0;
  const add = async (entries: Promise<LogEntry[]>) => {
    const found = await entries;
    await progress.logEntries(found);
    count += found.length;
    await pause();
  };
  const [attempts, checks, reveals, settings] = await Promise.all([
    progress.attempts(),
    progress.checks(),
    progress.reveals(),
    progress.settings(),
  ]);
  for (const attempt of attempts) await add(entriesOfAttempt(attempt, progress, { bodies, now }));
  for (const check of checks) await add(entryOfCheck(check, bodies));
  for (const reveal of reveals) await add(entryOfReveal(reveal, bodies, settings?.profile ?? "chapter"));
  return count;
}

/**
 * Adds the answers of those submitted attempts at assignments whose answers are released by now and that aren't in the log yet. Returns
 * how many were added.
 */
export async function logReleased(progress: Progress, attempts: readonly Attempt[], now: number): Promise<number> {
  let count = 0;
  for (const attempt of attempts) {
    if (!attempt.assigned || attempt.submittedAt === undefined || !showsAnswers(attempt, now)) continue;
    const ids = attempt.items.map(({ itemId }) => attemptEntryId(attempt.id, itemId));
    if ((await progress.logOf(ids)).length > 0) continue;
    const entries = await entriesOfAttempt(attempt, progress, { bodies: storedBodies, now });
    if (entries.length > 0) await progress.logEntries(entries);
    count += entries.length;
  }
  return count;
}

/** Fills the log once for each version of the rules; does nothing on a device without answers. Returns whether it was filled. */
export async function fillLogOnce(progress: Progress, now: number, pause: () => Promise<void>): Promise<boolean> {
  if ((studied(await progress.study(), "logFrom") ?? 0) >= logVersion) return false;
  const [attempts, checks, reveals] = await Promise.all([progress.attempts(), progress.checks(), progress.reveals()]);
  if (attempts.length + checks.length + reveals.length === 0) return false;
  await fillLog(progress, now, storedBodies, pause);
  await progress.saveStudy({ key: "logFrom", value: logVersion, changedAt: now });
  return true;
}
