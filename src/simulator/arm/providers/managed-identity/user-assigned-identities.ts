import { ok } from "../../../world/result.ts";
import { resourceRoutes, type ResourceKind } from "../resource-kind.ts";
import { removePrincipal } from "../../../identity/directory.ts";
import { newManagedIdentity } from "./new-managed-identity.ts";
import type { ArmRoute } from "../../route.ts";
import { asText } from "../../../world/json.ts";

export const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

const identities: ResourceKind = {
  type: identityType,
  make: (call, row, before) => {
    if (before) return ok({ ...row, properties: before.properties });
    const principal = newManagedIdentity(call, row.name, row.id);
    const tenantId = call.draft.get("settings")?.subscription.tenantId ?? "";
    return ok({ ...row, properties: { principalId: principal.id, clientId: principal.appId, tenantId } });
  },
  removed: ({ draft }, row) => removePrincipal(draft, asText(row.properties["principalId"])),
};

/** User-assigned managed identities, and the credentials that let workloads outside Azure act as one. */
export const identityRoutes: ArmRoute[] = [
  ...resourceRoutes(identities),
  ...resourceRoutes({ type: `${identityType}/federatedIdentityCredentials` }),
];
