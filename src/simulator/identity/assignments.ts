import type { Rules } from "../registry/rules.ts";
import type { RoleAssignment } from "../world/cloud-tables.ts";
import type { Reader } from "../world/world.ts";
import { findRole, type Role } from "./roles.ts";
import { scopeCovers } from "./scope.ts";

/** The principal itself and every group it is in, also through other groups. */
export function principalAndGroups(reader: Reader, principalId: string): Set<string> {
  const found = new Set([principalId]);
  const groups = [...reader.scan("principal")].map(({ row }) => row).filter((row) => row.kind === "group");
  for (let grew = true; grew;) {
    grew = false;
    for (const { id, members = [] } of groups) {
      if (found.has(id) || !members.some((member) => found.has(member))) continue;
      found.add(id);
      grew = true;
    }
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
  const ids = principalAndGroups(reader, principalId);
  const found: EffectiveAssignment[] = [];
  for (const { row: assignment } of reader.scan("roleAssignment")) {
    if (!ids.has(assignment.principalId) || !scopeCovers(assignment.scope, scope)) continue;
    const role = findRole(reader, rules, assignment.roleId);
    if (!role) continue;
    const group = assignment.principalId === principalId ? undefined : reader.get("principal", assignment.principalId);
    found.push({ assignment, role, ...(group && { through: group.displayName }) });
  }
  return found;
}

export const describeAssignment = ({ assignment, role, through }: EffectiveAssignment): string =>
  `${role.name} at ${assignment.scope}${through === undefined ? "" : ` through the group ${through}`}`;
