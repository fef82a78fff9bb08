import { putPrincipal } from "../identity/directory.ts";
import { nextGuid } from "../world/ids.ts";
import { ok, type Result } from "../world/result.ts";
import { badRequest } from "./errors.ts";
import type { ArmCall } from "./route.ts";

export interface ManagedIdentity {
  type: string;
  principalId?: string;
  userAssigned: string[];
}

interface RequestedIdentity {
  type: string;
  userAssignedIdentities?: Record<string, unknown> | null | undefined;
}

const types = ["None", "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"];

/** The identity of a resource after a request; a system-assigned one becomes a principal of the directory. */
export function readIdentity(
  call: ArmCall,
  identity: RequestedIdentity | null | undefined,
  before: ManagedIdentity | undefined,
  resourceId: string,
): Result<ManagedIdentity | undefined> {
  if (!identity) return ok(before);
  const type = types.find(
    (identityType) =>
      identityType.replaceAll(" ", "").toLowerCase() === identity.type.replaceAll(" ", "").toLowerCase(),
  );
  if (!type) return badRequest(`The identity type '${identity.type}' is not one of ${types.join(" | ")}.`);
  const named = Object.entries(identity.userAssignedIdentities ?? {});
  const kept = new Set(type.includes("UserAssigned") ? before?.userAssigned : []);
  for (const [id, value] of named) {
    if (value === null) kept.delete(id);
    else kept.add(id);
  }
  const missing = [...kept].find((id) => !call.draft.has("resource", id.toLowerCase()));
  if (missing) {
    return badRequest(`The user-assigned identity '${missing}' was not found.`, { target: "identity" });
  }
  const principalId = type.includes("SystemAssigned")
    ? (before?.principalId ?? newPrincipal(call, resourceId))
    : undefined;
  return ok({ type, userAssigned: [...kept], ...(principalId !== undefined && { principalId }) });
}

function newPrincipal({ draft, cloud }: ArmCall, resourceId: string): string {
  const id = nextGuid(draft, cloud.hash, "managed-identity");
  putPrincipal(draft, {
    id,
    kind: "managedIdentity",
    displayName: resourceId.slice(resourceId.lastIndexOf("/") + 1),
    appId: nextGuid(draft, cloud.hash, "managed-identity-app"),
    resourceId,
  });
  return id;
}
