import type { Principal, RoleAssignment } from "../world/cloud-tables.ts";
import type { Draft, Reader } from "../world/world.ts";

/** What a principal is found by: its object id, its application id, its sign-in name; in lower case. */
const namesOf = ({ id, appId, userPrincipalName }: Principal): Set<string> =>
  new Set([id, appId, userPrincipalName].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])));

/** Adds or replaces a principal. Rows of principals are written only here, so that the look-ups stay complete. */
export function putPrincipal(draft: Draft, row: Principal): void {
  const before = draft.get("principal", row.id);
  const names = namesOf(row);
  const members = new Set(row.members);
  for (const name of before ? namesOf(before) : []) {
    if (!names.has(name)) draft.remove("principalNamed", name, row.id);
  }
  for (const member of before?.members ?? []) if (!members.has(member)) draft.remove("memberOf", member, row.id);
  for (const name of names) draft.put("principalNamed", [name, row.id], true);
  const known = new Set(before?.members);
  for (const member of members) if (!known.has(member)) draft.put("memberOf", [member, row.id], true);
  draft.put("principal", [row.id], row);
}

/** Takes a principal out of the directory and its groups. Its role assignments stay and lead nowhere, as in Azure. */
export function removePrincipal(draft: Draft, id: string): void {
  const row = draft.get("principal", id);
  if (!row) return;
  for (const group of groupsWith(draft, id)) {
    putPrincipal(draft, { ...group, members: (group.members ?? []).filter((member) => member !== id) });
  }
  for (const name of namesOf(row)) draft.remove("principalNamed", name, id);
  for (const member of row.members ?? []) draft.remove("memberOf", member, id);
  draft.remove("principal", id);
}

/** Principals with this object id, application id or sign-in name, in the order of their object ids. */
export function principalsNamed(reader: Reader, name: string): Principal[] {
  return Array.from(reader.scan("principalNamed", [name.toLowerCase()]), ({ rest }) => rest[0]).flatMap(
    (id) => reader.get("principal", id) ?? [],
  );
}

/** Groups that a principal is directly in. */
export function groupsWith(reader: Reader, memberId: string): Principal[] {
  return Array.from(reader.scan("memberOf", [memberId]), ({ rest }) => rest[0]).flatMap(
    (id) => reader.get("principal", id) ?? [],
  );
}

/** Gives a role. Rows of assignments are written only here, so that the look-up by principal stays complete. */
export function putAssignment(draft: Draft, row: RoleAssignment): void {
  removeAssignment(draft, row.id);
  draft.put("roleAssignment", [row.id], row);
  draft.put("assignmentOf", [row.principalId, row.id], true);
}

export function removeAssignment(draft: Draft, id: string): void {
  const row = draft.get("roleAssignment", id);
  if (!row) return;
  draft.remove("roleAssignment", id);
  draft.remove("assignmentOf", row.principalId, id);
}

/** What a principal holds itself, without its groups, in the order of ids. */
export function assignmentsHeldBy(reader: Reader, principalId: string): RoleAssignment[] {
  return Array.from(reader.scan("assignmentOf", [principalId]), ({ rest }) => rest[0]).flatMap(
    (id) => reader.get("roleAssignment", id) ?? [],
  );
}
