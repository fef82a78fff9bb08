import type { RoleFact } from "../../content/fact.ts";
import type { Rules } from "../registry/rules.ts";
import type { Reader } from "../world/world.ts";

/** What a role lets somebody do, built-in or custom. */
export interface Role {
  name: string;
  /** Control-plane actions, with wildcards. */
  actions: readonly string[];
  notActions: readonly string[];
  dataActions: readonly string[];
  notDataActions: readonly string[];
  /** The row of the facts, for a built-in role. */
  fact?: RoleFact;
}

const builtIn = (fact: RoleFact): Role => ({
  name: fact.id,
  actions: fact.actions,
  notActions: fact.notActions ?? [],
  dataActions: fact.dataActions,
  notDataActions: [],
  fact,
});

/** The role behind an assignment: a built-in one by name, or a custom one by id or name. */
export function findRole(reader: Reader, rules: Rules, roleId: string): Role | undefined {
  const fact = rules.role(roleId);
  if (fact) return builtIn(fact);
  const own = reader.get("customRole", roleId);
  if (own) return own;
  const idOrName = roleId.slice(roleId.lastIndexOf("/") + 1).toLowerCase();
  for (const { row } of reader.scan("customRole")) {
    if (row.id.toLowerCase() === idOrName || row.name.toLowerCase() === idOrName) return row;
  }
  return undefined;
}
