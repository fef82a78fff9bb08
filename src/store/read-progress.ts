import type { Attempt } from "../assessment/attempt.ts";
import { chapterComplete } from "../assessment/gate.ts";
import { outline } from "../content/course.ts";
import type { Changes, Progress } from "../progress/progress.ts";
import type { Overview, ProgressSnapshot } from "./state.ts";

/** How many attempts to read at a time while looking for one that passed. */
const batch = 4;

/** A submitted attempt that completes the chapter; the latest ones are the likeliest to. */
async function completingAttempt(progress: Progress): Promise<Attempt | undefined> {
  for (let before: number | undefined; ;) {
    const found = await progress.attempts({
      assessmentId: outline.quiz,
      latest: batch,
      ...(before !== undefined && { before }),
    });
    const completing = found.find((attempt) => chapterComplete([attempt], outline));
    if (completing || found.length < batch) return completing;
    before = found.at(-1)?.submittedAt;
  }
}

/** Reads what Today needs, however many attempts there are. */
export async function readOverview(progress: Progress): Promise<Overview> {
  const [open, latest, completing, positions, sections, checks] = await Promise.all([
    progress.attempts({ isOpen: true }),
    progress.attempts({ latest: 1 }),
    completingAttempt(progress),
    progress.positions(),
    progress.sections(),
    progress.checks(),
  ]);
  const attempts = new Map([...open, ...latest, ...(completing ? [completing] : [])].map((row) => [row.id, row]));
  return { attempts: [...attempts.values()], positions, sections, checks };
}

/** Everything that screens show, read at once. */
export async function readSnapshot(progress: Progress): Promise<ProgressSnapshot> {
  const [attempts, positions, sections, checks, marks, reveals] = await Promise.all([
    progress.attempts(),
    progress.positions(),
    progress.sections(),
    progress.checks(),
    progress.marks(),
    progress.reveals(),
  ]);
  return { attempts, positions, sections, checks, marks, reveals };
}

/** Reads attempts that changed, and leaves the others as they are. New ones come last. */
async function changedAttempts(
  progress: Progress,
  before: readonly Attempt[],
  keys: readonly unknown[] | "any",
): Promise<Attempt[]> {
  if (keys === "any") return progress.attempts();
  const ids = [...new Set(keys as string[])];
  const changed = new Map((await progress.attempts({ ids })).map((attempt) => [attempt.id, attempt]));
  const kept = before.flatMap((attempt) => {
    const now = ids.includes(attempt.id) ? changed.get(attempt.id) : attempt;
    changed.delete(attempt.id);
    return now ?? [];
  });
  return [...kept, ...changed.values()];
}

/** Reads what changed of a snapshot; the rest stays the same object. */
export async function refreshedSnapshot(
  progress: Progress,
  before: ProgressSnapshot,
  changes: Changes,
): Promise<ProgressSnapshot> {
  const keys = changes.get("attempts");
  const [attempts, positions, sections, checks, marks, reveals] = await Promise.all([
    keys === undefined ? before.attempts : changedAttempts(progress, before.attempts, keys),
    changes.has("positions") ? progress.positions() : before.positions,
    changes.has("sections") ? progress.sections() : before.sections,
    changes.has("checks") ? progress.checks() : before.checks,
    changes.has("marks") ? progress.marks() : before.marks,
    changes.has("reveals") ? progress.reveals() : before.reveals,
  ]);
  return { attempts, positions, sections, checks, marks, reveals };
}
