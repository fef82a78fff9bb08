import { outline } from "../../content/course.ts";
import type { Objective, SectionSummary } from "../../content/content.ts";
import type { ProgressSnapshot } from "../../store/state.ts";

export interface ObjectiveRow {
  objective: Objective;
  earned: number;
  maximum: number;
  /** The first section that teaches it. */
  section: SectionSummary | undefined;
}

/** Returns points per objective over first answers to checks and over submitted attempts. Item ids begin with the objective. */
export function objectiveTable(
  objectives: readonly Objective[],
  { checks, attempts }: Pick<ProgressSnapshot, "checks" | "attempts">,
): ObjectiveRow[] {
  const scores = [
    ...checks.map(({ itemId, first }) => ({ itemId, earned: first.earned, maximum: first.maximum })),
    ...attempts.flatMap((attempt) => attempt.scores ?? []),
  ];
  return objectives.map((objective) => {
    const prefix = `${objective.id.toLowerCase()}-`;
    const own = scores.filter(({ itemId }) => itemId.startsWith(prefix));
    return {
      objective,
      earned: own.reduce((sum, score) => sum + score.earned, 0),
      maximum: own.reduce((sum, score) => sum + score.maximum, 0),
      section: outline.sections.find((section) => section.objectives.includes(objective.id)),
    };
  });
}
