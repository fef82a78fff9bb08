import type { SkuName } from "../../content/fact.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";

export const gibibyte = 2 ** 30;

const gib = (bytes: number): number => Math.round((bytes / gibibyte) * 10) / 10;
export const tebibyte = 2 ** 40;

export interface Ceiling {
  bytes?: number;
  /** The fact that says so. */
  fact: string;
}

/** Bytes that a registry of a SKU may hold; no number where nobody states a ceiling. */
export function ceilingOf(rules: Rules, sku: SkuName, increaseGranted: boolean): Ceiling {
  const included = rules.limit("includedStorageGiB", sku);
  const most = rules.limit("maxStorageTiB", sku);
  const refuses = rules.sku("storageOver", sku).value === "refuse";
  if (refuses && !increaseGranted) {
    return { fact: "includedStorageGiB", ...(included !== undefined && { bytes: included * gibibyte }) };
  }
  return { fact: "maxStorageTiB", ...(most !== undefined && { bytes: most * tebibyte }) };
}

/** Bytes that this registry may hold, and the fact that says so. */
export function storageCeiling(reader: Reader, rules: Rules, registryKey: string): Ceiling {
  const registry = reader.get("registry", registryKey);
  return registry ? ceilingOf(rules, registry.sku, registry.storageIncreaseGranted) : { fact: "includedStorageGiB" };
}

/**
 * Bytes that a registry holds: its blobs, and under the fault storageFull what somebody else filled it with (the fault's
 * factor).
 */
export const usedBytes = (reader: Reader, registryKey: string): number =>
  (reader.get("usage", registryKey)?.bytes ?? 0) + (reader.get("fault", "storageFull", registryKey)?.factor ?? 0);

/** Bytes that fill a registry to its ceiling; undefined where it has none. */
export function roomLeft(reader: Reader, rules: Rules, registryKey: string): number | undefined {
  const { bytes } = storageCeiling(reader, rules, registryKey);
  return bytes === undefined ? undefined : Math.max(0, bytes - usedBytes(reader, registryKey));
}

/** Refuses what would take a registry above its ceiling. */
export function requireStorage(reader: Reader, rules: Rules, registryKey: string, more: number): Result<true> {
  const { bytes, fact } = storageCeiling(reader, rules, registryKey);
  const used = usedBytes(reader, registryKey);
  if (bytes === undefined || used + more <= bytes) return ok(true);
  return fail({
    code: "DENIED",
    status: 403,
    message: "The registry has reached its storage limit.",
    fact,
    why: `The registry uses ${gib(used)} of its ${gib(bytes)} GiB of storage.`,
    next: "Delete images that nobody needs, or move the registry to a tier with more storage.",
  });
}
