import type { MissionStatus } from "./mission.ts";
import type { WorldEntry } from "./world-entry.ts";

/** A failure that is switched on. */
export interface FaultState {
  /** `storageFull` fills a registry, `throttled` answers it 429, and `slowCopy` slows replication down. */
  kind:
    "regionDown" | "slowCopy" | "expiredToken" | "blockedAddress" | "nameNotResolving" | "storageFull" | "throttled";
  /**
   * What fails: a registry's name; for `regionDown` a region or `registry/region`; for `slowCopy` a region or a registry's name; for
   * `blockedAddress` a client's IP address; for `nameNotResolving` a host or a registry's name.
   */
  target: string;
  /** For `slowCopy` how many times longer copies take; for `storageFull` the bytes that fill the registry. */
  factor?: number;
}

export type Saved = "saved" | "saving" | "notSaved" | "full";

/** What the frame of the sandbox shows about the open world. */
export interface WorldStatus {
  entry: WorldEntry;
  /** Virtual time, in milliseconds of the epoch. */
  now: number;
  /** When the next event is due, in milliseconds of the epoch; undefined when nothing is. */
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
