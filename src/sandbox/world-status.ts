import type { MissionStatus } from "./mission.ts";
import type { WorldEntry } from "./world-entry.ts";

export interface FaultState {
  kind:
    "regionDown" | "slowCopy" | "expiredToken" | "blockedAddress" | "nameNotResolving" | "storageFull" | "throttled";
  target: string;
  factor?: number;
}

export type Saved = "saved" | "saving" | "notSaved" | "full";

/** What the frame of the sandbox shows about the open world. */
export interface WorldStatus {
  entry: WorldEntry;
  /** Virtual time. */
  now: number;
  /** When the next event is due, if there is one. */
  nextEventAt?: number;
  clock: { running: boolean; speed: number };
  /** Working folder of the shell, with ~ for home. */
  folder: string;
  undo?: string;
  redo?: string;
  saved: Saved;
  faults: FaultState[];
  place: string;
  /** The mission of the template, where it has one. */
  mission?: MissionStatus;
  /** Ids of the goals that are met, in an environment in which a question is answered. */
  met?: string[];
  /** Goes up with every change, so that views know when to look again. */
  revision: number;
}
