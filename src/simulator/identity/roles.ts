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

/** Everything of a provider; a slash is added so that other providers with the same start stay out. */
const registries = "Microsoft.ContainerRegistry/registries";
const authorization = "Microsoft.Authorization";
const below = (base: string, ...rest: string[]): string => [base, ...rest].join("/");

/**
 * Control-plane actions that a permission stands for in the built-in roles whose action list was not read. Azure's
 * general roles reach every provider; the container registry roles only their own.
 */
const registryActions: Record<string, { actions: string[]; notActions?: string[] }> = {
  viewRegistry: {
    actions: [below(registries, "read"), below(registries, "*", "read"), below(registries, "listUsages", "*")],
  },
  listCredentials: { actions: [below(registries, "listCredentials", "action")] },
  manageRegistry: {
    actions: [below(registries, "*")],
    notActions: ["tasks", "runs", "taskRuns", "agentPools"]
      .map((name) => below(registries, name, "*"))
      .concat(
        ["importImage", "scheduleRun", "listBuildSourceUploadUrl"].map((name) => below(registries, name, "action")),
      ),
  },
  manageTasks: {
    actions: ["tasks", "runs", "taskRuns", "agentPools"]
      .map((name) => below(registries, name, "*"))
      .concat([
        below(registries, "read"),
        ...["scheduleRun", "listBuildSourceUploadUrl"].map((name) => below(registries, name, "action")),
      ]),
  },
  manageTransferPipelines: {
    actions: ["importPipelines", "exportPipelines", "pipelineRuns"].map((name) => below(registries, name, "*")),
  },
};

const generalActions: Record<string, { actions: string[]; notActions?: string[] }> = {
  viewRegistry: { actions: ["*/read"] },
  manageRegistry: {
    actions: ["*"],
    notActions: ["write", "delete", "elevateAccess/action"].map((verb) => below(authorization, "*", verb)),
  },
  assignRoles: { actions: ["*"] },
};

function derived(fact: RoleFact): Pick<Role, "actions" | "notActions"> {
  // Roles of registry-wide mode without a list of their own are Azure's general ones.
  const table = fact.mode === "rbac" ? generalActions : registryActions;
  const granted = fact.can.flatMap((permission) => table[permission] ?? []);
  const unlimited = granted.some(({ actions, notActions }) => actions.includes("*") && !notActions);
  return {
    actions: granted.flatMap(({ actions }) => actions),
    notActions: unlimited ? [] : granted.flatMap(({ notActions }) => notActions ?? []),
  };
}

const builtIn = (fact: RoleFact): Role => ({
  name: fact.id,
  ...(fact.actions === null ? derived(fact) : { actions: fact.actions, notActions: [] }),
  dataActions: fact.dataActions ?? [],
  notDataActions: [],
  fact,
});

/** The role behind an assignment: a built-in one by name, or a custom one by id or name. */
export function findRole(reader: Reader, rules: Rules, roleId: string): Role | undefined {
  const fact = rules.role(roleId);
  if (fact) return builtIn(fact);
  const own = reader.get("customRole", roleId);
  if (own) return own;
  const wanted = roleId.slice(roleId.lastIndexOf("/") + 1).toLowerCase();
  for (const { row } of reader.scan("customRole")) {
    if (row.id.toLowerCase() === wanted || row.name.toLowerCase() === wanted) return row;
  }
  return undefined;
}
