import type { Mission } from "../content/world-template.ts";
import { isSatisfied, type Terms } from "./goal.ts";
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

/** Returns which goals of a mission are met. */
export const metGoals = ({ goals }: Mission, terms: Terms): boolean[] =>
  goals.map(({ test }) => isSatisfied(test, terms));

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
