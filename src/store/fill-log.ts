import { bodyFor } from "../assessment/body-for.ts";
import { scoreAttempt } from "../assessment/attempt-actions.ts";
import type { Attempt } from "../assessment/attempt.ts";
import type { Profile } from "../assessment/item.ts";
import { logEntryOf, revealEntryOf, type LogEntry } from "../assessment/log-entry.ts";
import { loadItemVersions, storedBodies, type ItemBodies } from "../content/course.ts";
import type { CheckAnswer, RevealMark } from "../progress/rows.ts";
import type { Progress } from "../progress/progress.ts";
import { itemsOf } from "./attempt-items.ts";
import { attemptEntries } from "./attempt-log.ts";
import { studied } from "./review-day.ts";

/** Version of the rules below. A device whose log was filled by an earlier one is filled again, which adds what is new. */
const logVersion = 1;

/** Returns the entries of an attempt: of all answers once it's submitted, before that of those that were checked. */
async function entriesOfAttempt(attempt: Attempt, progress: Progress, bodies: ItemBodies): Promise<LogEntry[]> {
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
 * @param pause called between slices of the work, to wait until the page is idle
 */
export async function fillLog(
  progress: Progress,
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
  for (const attempt of attempts) await add(entriesOfAttempt(attempt, progress, bodies));
  for (const check of checks) await add(entryOfCheck(check, bodies));
  for (const reveal of reveals) await add(entryOfReveal(reveal, bodies, settings?.profile ?? "chapter"));
  return count;
}

/** Fills the log once for each version of the rules; does nothing on a device without answers. Returns whether it was filled. */
export async function fillLogOnce(progress: Progress, now: number, pause: () => Promise<void>): Promise<boolean> {
  if ((studied(await progress.study(), "logFrom") ?? 0) >= logVersion) return false;
  const [attempts, checks, reveals] = await Promise.all([progress.attempts(), progress.checks(), progress.reveals()]);
  if (attempts.length + checks.length + reveals.length === 0) return false;
  await fillLog(progress, storedBodies, pause);
  await progress.saveStudy({ key: "logFrom", value: logVersion, changedAt: now });
  return true;
}
