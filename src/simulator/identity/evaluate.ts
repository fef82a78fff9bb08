import type { Rules } from "../registry/rules.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { ArmQuestion, Caller, ContentOperation, ContentQuestion, Verdict } from "./access.ts";
import { assignmentsAt, describeAssignment, type EffectiveAssignment } from "./assignments.ts";
import { anyMatches, registryScope } from "./scope.ts";
import { tokenMay } from "./scope-map.ts";

export { mayReach } from "./network.ts";

/** What an operation is called in a sentence. */
export const operationWords: Record<ContentOperation, string> = {
  pull: "pull",
  push: "push",
  delete: "delete",
  metadataRead: "read metadata",
  metadataWrite: "change metadata",
  catalogList: "list repositories",
  sign: "sign",
  quarantineRead: "read quarantined images",
  quarantineWrite: "change the state of quarantined images",
  deletedRestore: "restore deleted images",
};

/** What the admin account may do: all data access (fact adminPermission); it cannot hold the roles for the rest. */
const adminOperations: ReadonlySet<ContentOperation> = new Set([
  "pull",
  "push",
  "delete",
  "metadataRead",
  "metadataWrite",
  "catalogList",
]);

/** What anonymous pull opens: reading; never the catalog, never a change. */
const anonymousOperations: ReadonlySet<ContentOperation> = new Set(["pull", "metadataRead"]);

const refused = (because: string, fact?: string): Verdict => ({ allowed: false, because, ...(fact && { fact }) });

/** Whether an assignment's repository condition lets a repository through: exact names, or prefixes that end in `*`. */
export const conditionAllows = (repositories: readonly string[] | undefined, repository: string | undefined): boolean =>
  repositories === undefined ||
  repository === undefined ||
  repositories.some((name) => (name.endsWith("*") ? repository.startsWith(name.slice(0, -1)) : repository === name));

function grantsContent(
  rules: Rules,
  effectiveAssignment: EffectiveAssignment,
  question: ContentQuestion,
  abac: boolean,
): boolean {
  const { role, assignment } = effectiveAssignment;
  const { action, dataAction } = rules.operation(question.operation);
  if (!abac) return anyMatches(role.actions, action) && !anyMatches(role.notActions, action);
  // In repository mode the roles of registry-wide mode give no access to contents.
  if (role.fact?.mode === "rbac") return false;
  if (!anyMatches(role.dataActions, dataAction) || anyMatches(role.notDataActions, dataAction)) return false;
  return conditionAllows(assignment.repositories, question.repository);
}

function principalMay(
  reader: Reader,
  rules: Rules,
  registry: Registry,
  id: string,
  question: ContentQuestion,
): Verdict {
  const abac = registry.roleAssignmentMode === "rbac-abac";
  const assignments = assignmentsAt(reader, rules, id, registryScope(reader, registry));
  const granting = assignments.find((assignment) => grantsContent(rules, assignment, question, abac));
  const who = reader.get("principal", id)?.displayName ?? id;
  const verb = operationWords[question.operation];
  const where = question.repository ?? registry.name;
  if (granting) {
    const via = describeAssignment(granting);
    return { allowed: true, because: `${who} may ${verb} in ${where}: ${via}.`, via, fact: "roles" };
  }
  const ignored = abac && assignments.some((assignment) => grantsContent(rules, assignment, question, false));
  if (ignored) {
    const names = [...new Set(assignments.map(({ role }) => role.name))].join(", ");
    return refused(
      `The registry gives rights per repository, where ${names} does not let ${who} ${verb}.`,
      "roleAssignmentModes",
    );
  }
  const needed = abac ? rules.operation(question.operation).dataAction : rules.operation(question.operation).action;
  return refused(
    assignments.length === 0
      ? `${who} has no role at ${registry.name} or above it, so may not ${verb}.`
      : `None of the roles of ${who} (${assignments.map(({ role }) => role.name).join(", ")}) grants ${needed} in ${where}.`,
    abac ? "roleAssignmentModes" : "roles",
  );
}

/** May somebody do this to the contents of a registry? The one answer behind the planes, tasks, nodes and the matrix. */
export function mayTouchContent(reader: Reader, rules: Rules, question: ContentQuestion): Verdict {
  const registry = reader.get("registry", question.registry);
  if (!registry) return refused(`There is no registry called ${question.registry}.`);
  const { caller, operation } = question;
  const verb = operationWords[operation];
  switch (caller.kind) {
    case "principal":
      return principalMay(reader, rules, registry, caller.id, question);
    case "token":
      return caller.registry === question.registry
        ? tokenMay(reader, rules, caller.name, question)
        : refused(`The token ${caller.name} belongs to ${caller.registry}.`);
    case "admin":
      if (caller.registry !== question.registry) return refused(`This admin account belongs to ${caller.registry}.`);
      if (!registry.adminUserEnabled) return refused("The admin account is disabled.", "adminEnabledByDefault");
      return adminOperations.has(operation)
        ? { allowed: true, because: `The admin account may ${verb}.`, via: "admin account", fact: "adminPermission" }
        : refused(`The admin account may not ${verb}.`, "adminPermission");
    case "run":
      return runMay(registry, caller, operation);
    case "anonymous":
      return anonymousMay(rules, registry, operation);
  }
}

/** What a run does in its own registry without credentials of its task; the rest needs an identity with a role. */
const runOperations: ReadonlySet<ContentOperation> = new Set(["pull", "push"]);

function runMay(registry: Registry, run: { registry: string; id: string }, operation: ContentOperation): Verdict {
  const verb = operationWords[operation];
  if (run.registry !== registry.name.toLowerCase()) return refused(`The run ${run.id} belongs to ${run.registry}.`);
  if (registry.roleAssignmentMode === "rbac-abac") {
    return refused(
      `The registry gives rights per repository, where the run ${run.id} may ${verb} only as an identity with a role.`,
      "roleAssignmentModes",
    );
  }
  return runOperations.has(operation)
    ? { allowed: true, because: `The run ${run.id} may ${verb} in its own registry.`, via: "task run" }
    : refused(`The run ${run.id} may not ${verb}.`);
}

function anonymousMay(rules: Rules, registry: Registry, operation: ContentOperation): Verdict {
  const verb = operationWords[operation];
  if (!anonymousOperations.has(operation)) return refused(`Nobody may ${verb} without signing in.`, "anonymousPull");
  if (!rules.allows("anonymousPull", registry.sku)) {
    return refused(`A ${registry.sku} registry answers nobody who has not signed in.`, "anonymousPull");
  }
  return registry.anonymousPullEnabled
    ? {
        allowed: true,
        because: `Anonymous pull is on, so anybody may ${verb}.`,
        via: "anonymous pull",
        fact: "anonymousPull",
      }
    : refused(`Anonymous pull is off, so nobody may ${verb} without signing in.`, "anonymousPull");
}

/** May a principal perform an action of the management plane on a resource? */
export function mayManage(reader: Reader, rules: Rules, question: ArmQuestion): Verdict {
  const { principalId, action, scope } = question;
  const who = reader.get("principal", principalId)?.displayName ?? principalId;
  const assignments = assignmentsAt(reader, rules, principalId, scope);
  const granting = assignments.find(
    ({ role }) => anyMatches(role.actions, action) && !anyMatches(role.notActions, action),
  );
  if (granting) {
    const via = describeAssignment(granting);
    return { allowed: true, because: `${who} may do this: ${via}.`, via, fact: "roles" };
  }
  const roles = assignments.map(({ role }) => role.name).join(", ");
  return refused(
    assignments.length === 0
      ? `${who} has no role at ${scope} or above it.`
      : `None of the roles of ${who} here (${roles}) grants ${action}.`,
    "roles",
  );
}

/** Who a caller is, in words for the wire inspector. */
export function callerName(reader: Reader, caller: Caller): string {
  switch (caller.kind) {
    case "principal":
      return reader.get("principal", caller.id)?.displayName ?? caller.id;
    case "token":
      return `token ${caller.name}`;
    case "run":
      return `run ${caller.id}`;
    case "admin":
      return "admin account";
    case "anonymous":
      return "anonymous";
  }
}
