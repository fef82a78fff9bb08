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

/** Goals, and what evaluates them: loaded only with an environment that has goals. */
export interface OpenGoals {
  goals: readonly { id: string; test: string }[];
  evaluate(test: string, source: GoalSource): boolean;
}

export type OpenMission = Mission & OpenGoals;

/** Returns which goals are met. One that can't be evaluated in the present state isn't. */
export const metGoals = ({ goals, evaluate }: OpenGoals, source: GoalSource): boolean[] =>
  goals.map(({ test }) => {
    try {
      return evaluate(test, source);
    } catch {
      return false;
    }
  });

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
