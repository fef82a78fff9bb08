import type { AzTable } from "../az-call.ts";
import type { ProfileSubscription } from "../profile.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

/** A subscription of the profile as commands print it; lists call the environment `cloudName`. */
export function subscriptionView(
  { environmentName, user, ...rest }: ProfileSubscription,
  cloud: "cloudName" | "environmentName",
): JsonObject {
  return { ...rest, [cloud]: environmentName, user: { ...user } };
}

const textOf = (row: JsonObject, key: string): JsonValue => row[key] ?? "";

/** The columns of `az account list` (azure-cli, profile/_format.py). */
export const accountRows: AzTable = (result) =>
  (Array.isArray(result) ? result : [result]).map((subscription) => {
    const row = subscription as JsonObject;
    return {
      Name: textOf(row, "name"),
      CloudName: textOf(row, "cloudName"),
      SubscriptionId: textOf(row, "id"),
      TenantId: textOf(row, "tenantId"),
      State: textOf(row, "state"),
      IsDefault: textOf(row, "isDefault"),
    };
  });
