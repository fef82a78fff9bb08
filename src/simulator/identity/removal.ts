import type { Draft } from "../world/world.ts";
import { removeAssignment, removePrincipal } from "./directory.ts";

/**
 * What goes with a resource, a registry or a resource group, by its ARM id: identities that were made for it or for what
 * is in it, and role assignments at it or below. Assignments that such an identity held elsewhere stay behind with nobody
 * in them, as Azure's do (Azure RBAC, "Symptom: Role assignments with identity not found").
 */
export function removeWithScope(draft: Draft, scope: string): void {
  const own = scope.toLowerCase();
  const isWithin = (id: string | undefined): boolean => {
    const other = id?.toLowerCase();
    return other === own || other?.startsWith(`${own}/`) === true;
  };
  const identities = [...draft.scan("principal")].filter(({ row }) => isWithin(row.resourceId));
  for (const { row } of identities) removePrincipal(draft, row.id);
  const assignments = [...draft.scan("roleAssignment")].filter(({ row }) => isWithin(row.scope));
  for (const { row } of assignments) removeAssignment(draft, row.id);
}
