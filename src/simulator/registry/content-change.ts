import type { Attributes } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Rules } from "./rules.ts";

export const unlocked: Attributes = { deleteEnabled: true, writeEnabled: true, listEnabled: true, readEnabled: true };

export const disallowed = (name: string, lock: string) =>
  fail({
    code: "UNSUPPORTED",
    status: 405,
    message: "The operation is disallowed on this registry, repository or image.",
    fact: "imageLockAttributes",
    why: `${name} is locked: ${lock} is false.`,
    next: "Unlock it first with az acr repository update.",
  });

/** Refuses writes that reach a replica where the profile has read-only replicas. */
export function requireWritableRegion(reader: Reader, rules: Rules, { registry, region }: ContentSite): Result<true> {
  const row = reader.get("registry", registry);
  if (!row || row.location === region || rules.allows("replicaWritable", row.sku)) return ok(true);
  return fail({
    code: "UNSUPPORTED",
    status: 405,
    message: `The replica in ${region} is read-only.`,
    fact: "replicaWritable",
    why: "Under the chapter rules, only the home region accepts pushes and deletes.",
    next: `Send it to ${row.loginServer}, which leads to ${row.location}.`,
  });
}

/** Adds bytes to what the registry holds. */
export const addUsage = (draft: Draft, registry: string, bytes: number): void =>
  draft.put("usage", [registry], { bytes: Math.max(0, (draft.get("usage", registry)?.bytes ?? 0) + bytes) });
