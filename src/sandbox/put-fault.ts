import { roomLeft } from "../simulator/registry/storage.ts";
import type { Rules } from "../simulator/registry/rules.ts";
import { now } from "../simulator/world/clock.ts";
import type { Draft } from "../simulator/world/world.ts";
import type { FaultState } from "./world-status.ts";

/** Makes trouble. Full storage is filled to the ceiling of the moment, so that what makes room, or a larger tier, helps. */
export function putFault(draft: Draft, rules: Rules, { kind, target, factor }: FaultState): void {
  const measured = factor ?? (kind === "storageFull" ? roomLeft(draft, rules, target) : undefined);
  draft.put("fault", [kind, target], {
    kind,
    target,
    since: now(draft),
    ...(measured !== undefined && { factor: measured }),
  });
}
