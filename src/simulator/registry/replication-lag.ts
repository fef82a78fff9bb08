import { distanceKm } from "./endpoints.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";

/**
 * How long a copy takes between regions. The service gives no guarantee and says "minutes" (fact replicaSync); these are
 * the simulator's own assumptions.
 */
export const copyCostTable = {
  /** Milliseconds until a change sets out. */
  noticeMs: 30_000,
  /** Milliseconds more for each 1,000 km. */
  per1000KmMs: 3_000,
  /** Bytes per millisecond on the way: 400 Mbit/s. */
  bytesPerMs: 50_000,
  /** Milliseconds for any copy, however small. */
  perCopyMs: 20,
  /** How much longer everything takes under the fault slowCopy that names no factor. */
  slowFactor: 10,
  /** How often a region that is down is tried again. */
  retryMs: 30_000,
} as const;

/** How much longer copies into a region take because of a fault on that region or registry. */
export const slowness = (reader: Reader, registry: string, region: string): number => {
  const fault = reader.get("fault", "slowCopy", region) ?? reader.get("fault", "slowCopy", registry);
  return fault ? (fault.factor ?? copyCostTable.slowFactor) : 1;
};

/** Milliseconds until a change in one region can arrive in another, apart from its bytes. */
export function noticeMs(rules: Rules, from: string, to: string): number {
  const [a, b] = [rules.region(from), rules.region(to)];
  const km = a && b ? distanceKm(a, b) : 0;
  return copyCostTable.noticeMs + (km / 1000) * copyCostTable.per1000KmMs;
}

/** Milliseconds that bytes are on the way. */
export const transferMs = (bytes: number): number => copyCostTable.perCopyMs + bytes / copyCostTable.bytesPerMs;
