import type { CopyLane } from "../world/content-tables.ts";
import type { Reader } from "../world/world.ts";
import { regionsOf } from "./endpoints.ts";
import type { Rules } from "./rules.ts";

/** State of a region into which nothing is copied. */
export const emptyLane: CopyLane = {
  waiting: 0,
  total: 0,
  until: 0,
  start: 0,
  due: 0,
  paused: false,
  filling: false,
};

export interface ReplicationProgress {
  status: "Ready" | "Syncing" | "Paused";
  /** Copies that arrived since the region was last up to date, and all of them. */
  done: number;
  total: number;
  /** 0 to 100. */
  percent: number;
  /** When everything should have arrived. */
  until: number;
}

/** How far a region is behind, for status and drawings. */
export function replicationProgress(reader: Reader, registry: string, region: string): ReplicationProgress {
  const { waiting, total, paused, until } = reader.get("copyLane", registry, region) ?? emptyLane;
  const done = total - waiting;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return { status: waiting === 0 ? "Ready" : paused ? "Paused" : "Syncing", done, total, percent, until };
}

/** Why a region doesn't have content that the registry has, and what somebody who needs it can do. */
export interface Lateness {
  why: string;
  next: string;
}

/**
 * Explains that a region is behind: names it, the region that has the content, and how far replication is. `subject` is what
 * is missing, e.g. "repository web"; `has` says whether a region shows it. Returns undefined when no region has it.
 */
export function latenessOf(
  reader: Reader,
  rules: Rules,
  {
    registry,
    region,
    subject,
    has,
  }: { registry: string; region: string; subject: string; has(region: string): boolean },
): Lateness | undefined {
  const source = regionsOf(reader, registry).find((other) => other !== region && has(other));
  if (source === undefined) return undefined;
  const nameOf = (id: string): string => rules.region(id)?.name ?? id;
  const { status, percent } = replicationProgress(reader, registry, region);
  const behind = `${nameOf(region)} doesn't have ${subject} yet`;
  if (status === "Paused") {
    return {
      why: `${behind}: replication from ${nameOf(source)} is ${percent}% done and paused, because the region is down.`,
      next: "Bring the region back, or read from another region: replication continues where it stopped.",
    };
  }
  return {
    why: `${behind}: replication from ${nameOf(source)} is ${percent}% done.`,
    next: "Wait or advance the clock (`sleep 2m`), then retry.",
  };
}
