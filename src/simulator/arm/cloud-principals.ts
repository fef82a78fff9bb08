import type { Principal } from "../world/cloud-tables.ts";
import { nextGuid } from "../world/ids.ts";
import type { Draft } from "../world/world.ts";
import type { ArmCall } from "./route.ts";

/** Adds a managed identity to the directory, for a resource or as one. */
export function newManagedIdentity(call: ArmCall, displayName: string, resourceId: string): Principal {
  const principal: Principal = {
    id: nextGuid(call.draft, call.cloud.hash, `identity/${displayName}`),
    kind: "managedIdentity",
    displayName,
    appId: nextGuid(call.draft, call.cloud.hash, `client/${displayName}`),
    resourceId,
  };
  call.draft.put("principal", [principal.id], principal);
  return principal;
}

/** Takes a principal out of the directory. Its role assignments stay and lead nowhere, as in Azure. */
export function removePrincipal(draft: Draft, id: string): void {
  draft.remove("principal", id);
  const groups = [...draft.scan("principal")].filter(({ row }) => row.members?.includes(id));
  for (const { row } of groups) {
    draft.put("principal", [row.id], { ...row, members: (row.members ?? []).filter((member) => member !== id) });
  }
}
