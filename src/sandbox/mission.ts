import type { Mission } from "../content/world-template.ts";
import type { GoalSource } from "../simulator/goals/goal-source.ts";
import type { MissionProgress } from "./world-entry.ts";

/** A mission as the screen shows it. */
export interface MissionStatus {
  brief: string;
  goals: { id: string; say: string; met: boolean }[];
  /** Hints that were shown so far, and how many there are. */
  hints: string[];
  hintCount: number;
  /** The lesson of the mission; present once all goals have been met. */
  explain?: string;
}

/** A mission, and what evaluates its goals: loaded only with an environment that has a mission. */
export interface OpenMission extends Mission {
  evaluate(test: string, source: GoalSource): boolean;
}

/** Returns which goals of a mission are met. */
export const metGoals = ({ goals, evaluate }: OpenMission, source: GoalSource): boolean[] =>
  goals.map(({ test }) => evaluate(test, source));

/** Returns what the screen shows of a mission. */
export const missionStatus = (
  { brief, goals, hints, explain }: Mission,
  met: readonly boolean[],
  progress: MissionProgress | undefined,
): MissionStatus => ({
  brief,
  goals: goals.map(({ id, say }, at) => ({ id, say, met: met[at] ?? false })),
  hints: hints.slice(0, progress?.hints ?? 0),
  hintCount: hints.length,
  ...(progress?.completedAt !== undefined && { explain }),
});
