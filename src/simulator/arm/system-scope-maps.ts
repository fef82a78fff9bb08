import { scopeMapActions } from "../registry/scope-map.ts";
import type { Rules } from "../registry/rules.ts";
import { now } from "../world/clock.ts";
import type { ScopeMap } from "../world/registry-tables.ts";
import type { Draft } from "../world/world.ts";

const everywhere = (actions: string[]): string[] => actions.map((one) => `repositories/*/${one}`);

/** Actions of the scope maps that every registry has, by the last word of their name. */
function actionsOf(name: string, all: string[]): { actions: string[]; description: string } {
  const kind = name.slice(name.lastIndexOf("_") + 1);
  const reading = all.filter((one) => one.endsWith("/read"));
  const contents = all.filter((one) => one.startsWith("content/") && !one.endsWith("/delete"));
  const what: Record<string, { actions: string[]; description: string }> = {
    admin: {
      actions: everywhere(all),
      description: "Can perform all read, write and delete operations on the registry",
    },
    pull: {
      actions: everywhere(reading.filter((one) => one.startsWith("content/"))),
      description: "Can pull any repository of the registry",
    },
    push: { actions: everywhere(contents), description: "Can push to any repository of the registry" },
  };
  return what[kind] ?? { actions: [], description: "" };
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
