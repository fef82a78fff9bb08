import type { Simulator } from "../simulator/simulator.ts";
import type { World } from "../simulator/world/world.ts";
import { metGoals, missionStatus, type OpenGoals, type OpenMission } from "./mission.ts";
import type { WorldEntry } from "./world-entry.ts";
import type { OpenedRecord } from "./world-parts.ts";
import type { WorldStatus } from "./world-status.ts";

/** Tells which goals of an open world's mission or question are met, and keeps what its entry says of the mission. */
export class GoalTracker {
  private readonly entry: WorldEntry;
  private readonly mission: OpenMission | undefined;
  private readonly exercise: OpenGoals | undefined;
  /** The goals that are met, and the world in which they were checked. */
  private checked: { world: World; met: boolean[] } | undefined;

  constructor(
    private readonly simulator: Simulator,
    { entry, mission, exercise }: Pick<OpenedRecord, "entry" | "mission" | "exercise">,
  ) {
    this.entry = entry;
    this.mission = mission;
    this.exercise = exercise;
  }

  get status(): Pick<WorldStatus, "mission" | "met"> {
    const { mission, exercise, entry } = this;
    return {
      ...(mission && { mission: missionStatus(mission, this.metGoals(mission), entry.mission) }),
      ...(exercise && { met: this.metIds(exercise) }),
    };
  }

  private metIds(exercise: OpenGoals): string[] {
    const met = this.metGoals(exercise);
    return exercise.goals.filter((_, at) => met[at]).map(({ id }) => id);
  }

  private metGoals(goals: OpenGoals): boolean[] {
    const { world, blobs } = this.simulator;
    if (this.checked?.world !== world) {
      this.checked = { world, met: metGoals(goals, { world, rules: this.simulator.rules(), blobs }) };
    }
    return this.checked.met;
  }

  /** Counts one more hint of the mission as shown; false when there are no more. */
  showHint(): boolean {
    const { mission, entry } = this;
    const hints = entry.mission?.hints ?? 0;
    if (!mission || hints >= mission.hints.length) return false;
    entry.mission = { ...entry.mission, hints: hints + 1 };
    return true;
  }

  /** Notes in the entry when all goals of the mission are met for the first time. */
  noteCompletion(now: number): void {
    const { mission, entry } = this;
    if (mission && entry.mission?.completedAt === undefined && this.metGoals(mission).every(Boolean)) {
      entry.mission = { hints: 0, ...entry.mission, completedAt: now };
    }
  }
}
