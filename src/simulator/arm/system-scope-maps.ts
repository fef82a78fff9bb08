import { scopeMapActions } from "../registry/scope-map.ts";
import type { Rules } from "../registry/rules.ts";
import { now } from "../world/clock.ts";
import type { ScopeMap } from "../world/registry-tables.ts";
import type { Draft } from "../world/world.ts";

const everywhere = (actions: string[]): string[] => actions.map((action) => `repositories/*/${action}`);

/** Actions of the scope maps that every registry has, by the last word of their name. */
function actionsOf(name: string, all: string[]): { actions: string[]; description: string } {
  const kind = name.slice(name.lastIndexOf("_") + 1);
  const reading = all.filter((action) => action.endsWith("/read"));
  const contents = all.filter((action) => action.startsWith("content/") && !action.endsWith("/delete"));
  const definitions: Record<string, { actions: string[]; description: string }> = {
    admin: {
      actions: everywhere(all),
      description: "Can perform all read, write and delete operations on the registry",
    },
    pull: {
      actions: everywhere(reading.filter((action) => action.startsWith("content/"))),
      description: "Can pull any repository of the registry",
    },
    push: { actions: everywhere(contents), description: "Can push to any repository of the registry" },
  };
  return definitions[kind] ?? { actions: [], description: "" };
}

/** Gives a registry its system-defined scope maps. */
export function createSystemScopeMaps(draft: Draft, rules: Rules, registry: string): void {
  for (const name of rules.value<string[]>("systemScopeMaps") ?? []) {
    const map: ScopeMap = {
      name,
      type: "SystemDefined",
      createdAt: now(draft),
      ...actionsOf(name, scopeMapActions(rules)),
    };
    draft.put("scopeMap", [registry, name.toLowerCase()], map);
  }
}
