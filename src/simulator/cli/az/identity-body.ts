import type { JsonObject, JsonValue } from "../../world/json.ts";

/** The system-assigned identity in an option. */
export const systemIdentity = "[system]";

/** Every identity, in an option that removes some. */
export const allIdentities = "[all]";

/** Returns the `identity` of a request body: none or `[system]` mean the system-assigned one, ids the user-assigned ones. */
export function identityBody(identities: readonly string[], removing = false): JsonObject {
  if (identities.includes(allIdentities)) return { type: "None" };
  const own = identities.filter((identity) => identity !== systemIdentity);
  const types = [
    ...(identities.length === 0 || identities.includes(systemIdentity) ? ["SystemAssigned"] : []),
    ...(own.length > 0 ? ["UserAssigned"] : []),
  ];
  const userAssignedIdentities = Object.fromEntries(own.map((id): [string, JsonValue] => [id, removing ? null : {}]));
  return { type: types.join(", "), ...(own.length > 0 && { userAssignedIdentities }) };
}
