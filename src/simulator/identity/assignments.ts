import type { Rules } from "../registry/rules.ts";
import type { RoleAssignment } from "../world/cloud-tables.ts";
import type { Reader } from "../world/world.ts";
import { assignmentsHeldBy, groupsWith } from "./directory.ts";
import { findRole, type Role } from "./roles.ts";
import { scopeCovers } from "./scope.ts";

/** The principal itself and every group it is in, also through other groups. */
export function principalAndGroups(reader: Reader, principalId: string): Set<string> {
  const found = new Set([principalId]);
  // A set also walks what is added on the way.
  for (const id of found) {
    for (const group of groupsWith(reader, id)) if (group.kind === "group") found.add(group.id);
  }
  return found;
}

export interface EffectiveAssignment {
  assignment: RoleAssignment;
  role: Role;
  /** Display name of the group that holds it, when it is not the principal itself. */
  through?: string;
}

/** The role assignments of a principal, its groups' included, that hold at a scope. */
export function assignmentsAt(reader: Reader, rules: Rules, principalId: string, scope: string): EffectiveAssignment[] {
  const assignments = [...principalAndGroups(reader, principalId)].flatMap((id) => assignmentsHeldBy(reader, id));
  const found: EffectiveAssignment[] = [];
  for (const assignment of assignments.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
    if (!scopeCovers(assignment.scope, scope)) continue;
    const role = findRole(reader, rules, assignment.roleId);
    if (!role) continue;
    const group = assignment.principalId === principalId ? undefined : reader.get("principal", assignment.principalId);
    found.push({ assignment, role, ...(group && { through: group.displayName }) });
  }
  return found;
}

export const describeAssignment = ({ assignment, role, through }: EffectiveAssignment): string =>
  `${role.name} at ${assignment.scope}${through === undefined ? "" : ` through the group ${through}`}`;
