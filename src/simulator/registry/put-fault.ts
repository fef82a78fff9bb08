import { roomLeft } from "./storage.ts";
import type { Rules } from "./rules.ts";
import { now } from "../world/clock.ts";
import type { Draft } from "../world/world.ts";
import type { Fault } from "../world/service-tables.ts";

/** Makes trouble. Full storage is filled to the ceiling of the moment, so that what makes room, or a larger tier, helps. */
export function putFault(
  draft: Draft,
  rules: Rules,
  { kind, target, factor }: Pick<Fault, "kind" | "target" | "factor">,
): void {
  const measured = factor ?? (kind === "storageFull" ? roomLeft(draft, rules, target) : undefined);
  draft.put("fault", [kind, target], {
    kind,
    target,
    since: now(draft),
    ...(measured !== undefined && { factor: measured }),
  });
}
