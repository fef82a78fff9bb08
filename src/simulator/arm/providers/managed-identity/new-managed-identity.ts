import { putPrincipal } from "../../../identity/directory.ts";
import type { Principal } from "../../../world/cloud-tables.ts";
import { nextGuid } from "../../../world/ids.ts";
import type { ArmCall } from "../../route.ts";

/** Adds a managed identity to the directory, for a resource or as one. */
export function newManagedIdentity(call: ArmCall, displayName: string, resourceId: string): Principal {
  const principal: Principal = {
    id: nextGuid(call.draft, call.cloud.hash, `identity/${displayName}`),
    kind: "managedIdentity",
    displayName,
    appId: nextGuid(call.draft, call.cloud.hash, `client/${displayName}`),
    resourceId,
  };
  putPrincipal(call.draft, principal);
  return principal;
}
