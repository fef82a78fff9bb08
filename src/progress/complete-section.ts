import type { CheckAnswer, ReadingPosition } from "./rows.ts";
import type { Progress } from "./progress.ts";

/** A question in a section's text, and the one that was asked in its place before, whose answer counts as well. */
export interface SectionCheck {
  id: string;
  after?: string;
}

/**
 * Returns when a section was completed: its end reached and every check in it answered, whichever came last. In
 * milliseconds since the epoch; undefined while one of them is missing.
 */
export function completedAt(
  sectionId: string,
  asked: readonly SectionCheck[],
  { positions, checks }: { positions: readonly ReadingPosition[]; checks: readonly CheckAnswer[] },
): number | undefined {
  const endAt = positions.find((position) => position.sectionId === sectionId)?.endAt;
  const answeredAt = (id: string | undefined) => checks.find(({ itemId }) => itemId === id)?.first.at;
  const answers = asked.map(({ id, after }) => answeredAt(after) ?? answeredAt(id));
  if (endAt === undefined) return undefined;
  return answers.every((at) => at !== undefined) ? Math.max(endAt, ...answers) : undefined;
}

/**
 * Marks a section as done if the learner completed it at `since` or later. What was completed before stays as the
 * learner left it, so that a mark taken back by hand doesn't return.
 */
export async function markIfComplete(
  progress: Progress,
  section: { id: string; asked: readonly SectionCheck[] },
  since: number,
): Promise<void> {
  const [positions, checks, sections] = await Promise.all([
    progress.positions(),
    progress.checks(),
    progress.sections(),
  ]);
  const at = completedAt(section.id, section.asked, { positions, checks });
  const done = sections.some(({ sectionId }) => sectionId === section.id);
  if (at !== undefined && at >= since && !done) await progress.markSection(section.id, at);
}
