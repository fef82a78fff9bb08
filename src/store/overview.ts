import type { Attempt } from "../assessment/attempt.ts";
import { chapterComplete } from "../assessment/gate.ts";
import { outline } from "../content/course.ts";
import type { Progress } from "../progress/progress.ts";
import type { Overview } from "./state.ts";

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
