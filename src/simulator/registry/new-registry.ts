import type { SkuName } from "../../content/fact.ts";
import { now } from "../world/clock.ts";
import type { Hash } from "../world/hash.ts";
import { nextSecret } from "../world/ids.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Draft } from "../world/world.ts";
import type { Rules } from "./rules.ts";

export interface NewRegistry {
  /** As typed; the login server is its lower case. */
  name: string;
  resourceGroup: string;
  location: string;
  sku: SkuName;
  createdBy?: string;
}

const adminPasswordLength = 52;

/** A registry with the service's defaults. It is not in the world yet. Names are checked by the management plane. */
export function newRegistry(draft: Draft, hash: Hash, rules: Rules, options: NewRegistry): Registry {
  const at = now(draft);
  const names = rules.details<{ names: string[] }>("adminPasswords")?.names ?? [];
  return {
    name: options.name,
    resourceGroup: options.resourceGroup,
    location: options.location,
    sku: options.sku,
    loginServer: `${options.name.toLowerCase()}.azurecr.io`,
    tags: {},
    createdAt: at,
    updatedAt: at,
    createdBy: options.createdBy ?? "",
    adminUserEnabled: false,
    adminPasswords: names.map((name) => ({
      name,
      value: nextSecret(draft, hash, `admin/${options.name}/${name}`, adminPasswordLength),
      createdAt: at,
      validFrom: at,
    })),
    anonymousPullEnabled: false,
    publicNetworkAccess: true,
    trustedServicesAllowed: rules.value<boolean>("trustedServicesAllowedByDefault") ?? true,
    networkDefaultAction: rules.value<"Allow" | "Deny">("networkDefaultAction") ?? "Allow",
    ipRules: [],
    virtualNetworkRules: [],
    dataEndpointEnabled: false,
    regionalEndpointsEnabled: false,
    zoneRedundancy: false,
    policies: {
      quarantine: false,
      contentTrust: false,
      signedOnlyPush: false,
      retention: { enabled: false, days: defaultDays(rules, "untaggedRetentionDays"), updatedAt: at },
      softDelete: { enabled: false, days: defaultDays(rules, "softDeleteRetentionDays"), updatedAt: at },
      exportEnabled: true,
      azureAdAsArm: true,
    },
    roleAssignmentMode: "rbac",
    dnlScope: "Unsecure",
    endpointProtocol: "IPv4",
    storageIncreaseGranted: false,
    deleteByTag: false,
    provisioningState: "Succeeded",
  };
}

const defaultDays = (rules: Rules, fact: string): number => rules.value<{ default: number }>(fact)?.default ?? 0;
