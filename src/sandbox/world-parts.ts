import type { WorldStorage } from "../progress/world-storage.ts";
import type { Session } from "../simulator/cli/session.ts";
import type { SimulatorParts } from "../simulator/simulator.ts";
import type { Hash } from "../simulator/world/hash.ts";
import type { SimulatorInPage } from "./page-simulator.ts";
import type { OpenGoals, OpenMission } from "./mission.ts";
import type { WorldEntry } from "./world-entry.ts";
import type { Block } from "./block.ts";
import type { SandboxEvent, WireEntry } from "./protocol.ts";
import type { RecentList } from "./recent-list.ts";
import type { Step, UndoneStep } from "./timeline.ts";

/** A command of the transcript and its requests. */
export interface CommandRecord {
  block: Block;
  wire: WireEntry[];
}

/** Version of what is stored of a world; what earlier versions of Drydock stored opens, and has no version of its own. */
export const worldVersion = 2;

/** What is stored beside a world's rows. */
export interface WorldState {
  version?: number;
  undone: UndoneStep[];
  clock: { running: boolean; speed: number };
  place: string;
}

/** Returns the state of a world in which nothing was done yet. */
export const newState = (): WorldState => ({
  version: worldVersion,
  undone: [],
  clock: { running: false, speed: 1 },
  place: "laptop",
});

/** What worlds are opened with. */
export interface WorldParts {
  facts: SimulatorParts["facts"];
  hash: Hash;
  storage: WorldStorage;
  emit(event: SandboxEvent): void;
  /** Real time, milliseconds of the epoch. */
  now(): number;
  /** Lets real time pass for virtual time that a command took. */
  pace(milliseconds: number): Promise<void>;
  startSession(world: SimulatorInPage, pace: (milliseconds: number) => Promise<void>): Session;
}

/** What one open world needs of it. */
export interface OpenParts extends Omit<WorldParts, "storage"> {
  storage: Pick<WorldStorage, "save" | "steps" | "blocks">;
}

export interface OpenedRecord {
  entry: WorldEntry;
  state: WorldState;
  steps: RecentList<Step>;
  commands: RecentList<CommandRecord>;
  /** The mission of its template. */
  mission?: OpenMission;
  /** The goals of the question that is answered in it. */
  exercise?: OpenGoals;
}
