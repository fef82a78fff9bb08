import { setNetworkRules } from "../registry/network-rules.ts";
import { checkDays, mayEnableContentTrust, mayEnableRetention } from "../registry/policies.ts";
import { mayEnableSoftDelete, mayForbidExports, mayRequireSignedPushes } from "../registry/policies.ts";
import type { Rules } from "../registry/rules.ts";
import { gate } from "../registry/sku.ts";
import { now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { badRequest } from "./errors.ts";
import type { RegistryProperties } from "./registry-body.ts";

interface Change {
  rules: Rules;
  reader: Reader;
  properties: RegistryProperties;
  /** Whether the registry is being created, which is when some properties are fixed. */
  creating: boolean;
}

type Step = (registry: Registry, change: Change) => Result<Registry>;

/** Applies `make` where the gate is open or the feature stays off. */
const gated = (
  { rules }: Change,
  fact: string,
  registry: Registry,
  on: boolean,
  make: Partial<Registry>,
): Result<Registry> => {
  const open = on ? gate(rules, fact, registry.sku) : ok(true as const);
  return open.ok ? ok({ ...registry, ...make }) : open;
};

const anonymousPull: Step = (registry, change) => {
  const enabled = change.properties.anonymousPullEnabled ?? registry.anonymousPullEnabled;
  return gated(change, "anonymousPull", registry, enabled, { anonymousPullEnabled: enabled });
};

const dataEndpoint: Step = (registry, change) => {
  const enabled = change.properties.dataEndpointEnabled ?? registry.dataEndpointEnabled;
  return gated(change, "dedicatedDataEndpoints", registry, enabled, { dataEndpointEnabled: enabled });
};

const regionalEndpoints: Step = (registry, change) => {
  const { regionalEndpoints: setting } = change.properties;
  const enabled = setting ? setting === "Enabled" : registry.regionalEndpointsEnabled;
  return gated(change, "regionalEndpoints", registry, enabled, { regionalEndpointsEnabled: enabled });
};

/** Closing the public endpoint also denies by default; opening it again leaves that as it is. */
const publicAccess: Step = (registry, { rules, properties }) => {
  if (!properties.publicNetworkAccess) return ok(registry);
  const open = properties.publicNetworkAccess === "Enabled";
  if (open) return ok({ ...registry, publicNetworkAccess: true });
  const allowed = gate(rules, "privateEndpoints", registry.sku, (sku) => ({
    code: "DisablingPublicNetworkAccessNotSupported",
    message:
      `Disabling public network access is not supported for the SKU ${sku}. ` +
      "For more information, please visit https://aka.ms/acr/private-link.",
  }));
  return allowed.ok ? ok({ ...registry, publicNetworkAccess: false, networkDefaultAction: "Deny" }) : allowed;
};

const networkRules: Step = (registry, { rules, reader, properties }) => {
  const set = properties.networkRuleSet;
  if (!set) return ok(registry);
  return setNetworkRules(rules, reader, registry, {
    defaultAction: set.defaultAction ?? registry.networkDefaultAction,
    ipRules: set.ipRules?.map(({ value }) => value) ?? registry.ipRules,
    virtualNetworkRules: set.virtualNetworkRules?.map(({ id }) => id) ?? registry.virtualNetworkRules,
  });
};

const plain: Step = (registry, { properties }) =>
  ok({
    ...registry,
    adminUserEnabled: properties.adminUserEnabled ?? registry.adminUserEnabled,
    trustedServicesAllowed: properties.networkRuleBypassOptions
      ? properties.networkRuleBypassOptions === "AzureServices"
      : registry.trustedServicesAllowed,
    endpointProtocol: properties.endpointProtocol ?? registry.endpointProtocol,
    zoneRedundancy: properties.zoneRedundancy ? properties.zoneRedundancy === "Enabled" : registry.zoneRedundancy,
  });

const roleMode: Step = (registry, change) => {
  const { roleAssignmentMode: mode } = change.properties;
  if (!mode) return ok(registry);
  const abac = mode === "AbacRepositoryPermissions";
  const roleAssignmentMode = abac ? "rbac-abac" : "rbac";
  return gated(change, "abacRepositoryPermissions", registry, abac, { roleAssignmentMode });
};

/** A customer-managed key is set when the registry is made, with a user-assigned identity, and never goes away. */
const encryption: Step = (registry, { rules, properties, creating }) => {
  const { encryption: settings } = properties;
  if (!settings?.status) return ok(registry);
  if (settings.status === "disabled") {
    return registry.encryptionKey
      ? badRequest("Encryption with a customer-managed key cannot be disabled.", { fact: "customerManagedKeys" })
      : ok(registry);
  }
  const open = gate(rules, "customerManagedKeys", registry.sku);
  if (!open.ok) return open;
  if (!creating && !registry.encryptionKey) {
    return badRequest("A customer-managed key can only be set when the registry is created.", {
      fact: "customerManagedKeys",
    });
  }
  const key = settings.keyVaultProperties?.keyIdentifier;
  if (!key) return badRequest("encryption.keyVaultProperties.keyIdentifier is required.");
  if ((registry.identity?.userAssigned.length ?? 0) === 0) {
    return badRequest("A user-assigned identity is required to use a customer-managed key.", {
      fact: "customerManagedKeys",
    });
  }
  return ok({ ...registry, encryptionKey: key });
};

const withPolicies = (registry: Registry, changes: Partial<Registry["policies"]>): Result<Registry> =>
  ok({ ...registry, policies: { ...registry.policies, ...changes } });

const simplePolicies: Step = (registry, { properties }) => {
  const { quarantinePolicy, azureADAuthenticationAsArmPolicy } = properties.policies ?? {};
  return withPolicies(registry, {
    ...(quarantinePolicy?.status && { quarantine: quarantinePolicy.status === "enabled" }),
    ...(azureADAuthenticationAsArmPolicy?.status && {
      azureAdAsArm: azureADAuthenticationAsArmPolicy.status === "enabled",
    }),
  });
};

const trustPolicy: Step = (registry, { rules, reader, properties }) => {
  const status = properties.policies?.trustPolicy?.status;
  if (!status) return ok(registry);
  const on = status === "enabled";
  const may = on && !registry.policies.contentTrust ? mayEnableContentTrust(rules, registry, now(reader)) : ok(true);
  return may.ok ? withPolicies(registry, { contentTrust: on }) : may;
};

const signedPushes: Step = (registry, { rules, properties }) => {
  const status = properties.policies?.signedPushPolicy?.status;
  if (!status) return ok(registry);
  const may = status === "enabled" ? mayRequireSignedPushes(rules, registry.sku) : ok(true);
  return may.ok ? withPolicies(registry, { signedOnlyPush: status === "enabled" }) : may;
};

const retention: Step = (registry, { rules, reader, properties }) => {
  const policy = properties.policies?.retentionPolicy;
  if (!policy) return ok(registry);
  const before = registry.policies.retention;
  const enabled = policy.status ? policy.status === "enabled" : before.enabled;
  const days = policy.days ?? before.days;
  const may = enabled ? mayEnableRetention(rules, registry) : ok(true as const);
  const right = may.ok ? checkDays(rules, "untaggedRetentionDays", days) : may;
  return right.ok ? withPolicies(registry, { retention: { enabled, days, updatedAt: now(reader) } }) : right;
};

const softDelete: Step = (registry, { rules, reader, properties }) => {
  const policy = properties.policies?.softDeletePolicy;
  if (!policy) return ok(registry);
  const before = registry.policies.softDelete;
  const enabled = policy.status ? policy.status === "enabled" : before.enabled;
  const days = policy.retentionDays ?? before.days;
  const may = enabled ? mayEnableSoftDelete(rules, reader, registry) : ok(true as const);
  const right = may.ok ? checkDays(rules, "softDeleteRetentionDays", days) : may;
  return right.ok ? withPolicies(registry, { softDelete: { enabled, days, updatedAt: now(reader) } }) : right;
};

const exportPolicy: Step = (registry, { rules, properties }) => {
  const status = properties.policies?.exportPolicy?.status;
  if (!status) return ok(registry);
  const may = status === "disabled" ? mayForbidExports(rules, registry) : ok(true);
  return may.ok ? withPolicies(registry, { exportEnabled: status === "enabled" }) : may;
};

/** In this order, because a later step looks at what an earlier one set. */
const steps: Step[] = [
  plain,
  roleMode,
  encryption,
  anonymousPull,
  dataEndpoint,
  regionalEndpoints,
  networkRules,
  publicAccess,
  simplePolicies,
  trustPolicy,
  signedPushes,
  retention,
  softDelete,
  exportPolicy,
];

/** Gives a registry the properties of a request, or the first refusal among them. */
export function applyProperties(registry: Registry, change: Change): Result<Registry> {
  let state: Result<Registry> = ok(registry);
  for (const step of steps) {
    if (!state.ok) return state;
    state = step(state.value, change);
  }
  return state;
}
