import { skuNames, type SkuFact, type SkuName } from "../../content/fact.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";
import { ceilingOf, gibibyte, usedBytes } from "./storage.ts";

const tiersPage = "https://aka.ms/acr/tiers";

type Wording = (sku: SkuName, label: string) => Pick<Refusal, "code" | "message">;

/** Texts that the service is known to use; the others say the same in one form of ours. */
const wordings: Record<string, Wording> = {
  anonymousPull: (sku) => ({
    code: "BadRequest",
    message:
      `Anonymous pull is not supported for SKU Managed_${sku}. ` +
      `For more information on SKU tiers, please visit ${tiersPage}.`,
  }),
};

const plainWording: Wording = (sku, label) => ({
  code: "SkuNotSupported",
  message: `The SKU ${sku} is not supported. ${label} is not available for it; see ${tiersPage}.`,
});

/** A refusal because of the registry's SKU, or nothing when its SKU has the feature. */
export function gate(rules: Rules, fact: string, sku: SkuName, wording?: Wording): Result<true> {
  if (rules.allows(fact, sku)) return ok(true);
  const label = rules.skuFact(fact)?.label ?? fact;
  const enough = rules.skusWith(fact);
  const reach = enough.length > 0 ? `It needs ${enough.join(" or ")}.` : "No SKU has it under these rules.";
  return fail({
    status: 400,
    ...(wording ?? wordings[fact] ?? plainWording)(sku, label),
    fact,
    why: `${label} is not included in ${sku}. ${reach}`,
    ...(enough[0] && { next: `Change the registry's tier to ${enough[0]} first.` }),
  });
}

/** A refusal when one more of something would be more than the SKU allows. */
export function withinLimit(rules: Rules, fact: string, sku: SkuName, count: number, type: string): Result<true> {
  const limit = rules.limit(fact, sku);
  if (limit === undefined || count <= limit) return ok(true);
  return fail({
    code: "QuotaExceeded",
    status: 403,
    message:
      `Quota exceeded for resource type ${type} for the registry SKU ${sku}. ` +
      `Learn more about different SKU quotas and upgrade process: ${tiersPage}`,
    fact,
    why: `A ${sku} registry may have ${limit} (${rules.skuFact(fact)?.label ?? fact}); this would make ${count}.`,
    next: "Remove one that is no longer needed, or move to a SKU with more.",
  });
}

/** Bytes that the counter `Size` shows as its limit: what is included, or what was granted on request. */
export function includedStorage(rules: Rules, sku: SkuName, increaseGranted: boolean): number {
  if (increaseGranted) return ceilingOf(rules, sku, true).bytes ?? -1;
  const included = rules.limit("includedStorageGiB", sku);
  return included === undefined ? -1 : included * gibibyte;
}

type InUse = (registry: Registry, reader: Reader, key: string) => boolean;

/** How to see, on a registry, that a feature is in use. Where it is allowed is in the facts. */
const inUse: Record<string, InUse> = {
  geoReplication: (registry, reader, key) =>
    [...reader.scan("replication", [key], { limit: 2 })].some(({ row }) => row.location !== registry.location),
  dedicatedDataEndpoints: (registry) => registry.dataEndpointEnabled,
  privateEndpoints: (_, reader, key) => reader.any("privateEndpointConnection", key),
  ipRules: (registry) => registry.ipRules.length > 0 || registry.networkDefaultAction === "Deny",
  vnetServiceEndpoints: (registry) => registry.virtualNetworkRules.length > 0,
  anonymousPull: (registry) => registry.anonymousPullEnabled,
  contentTrust: (registry) => registry.policies.contentTrust,
  customerManagedKeys: (registry) => registry.encryptionKey !== undefined,
  exportPolicy: (registry) => !registry.policies.exportEnabled,
  retentionPolicy: (registry) => registry.policies.retention.enabled,
  connectedRegistry: (_, reader, key) => reader.any("connectedRegistry", key),
  agentPools: (_, reader, key) => reader.any("agentPool", key),
};

/** What a registry is like once a feature that its SKU does not have is switched off. */
const switchOff: Record<string, (registry: Registry) => Registry> = {
  dedicatedDataEndpoints: (registry) => ({ ...registry, dataEndpointEnabled: false }),
  ipRules: (registry) => ({ ...registry, ipRules: [], networkDefaultAction: "Allow", publicNetworkAccess: true }),
  vnetServiceEndpoints: (registry) => ({ ...registry, virtualNetworkRules: [] }),
  anonymousPull: (registry) => ({ ...registry, anonymousPullEnabled: false }),
  contentTrust: (registry) => withPolicies(registry, { contentTrust: false }),
  exportPolicy: (registry) => withPolicies(registry, { exportEnabled: true }),
  retentionPolicy: (registry) =>
    withPolicies(registry, { retention: { ...registry.policies.retention, enabled: false } }),
};

const withPolicies = (registry: Registry, changes: Partial<Registry["policies"]>): Registry => ({
  ...registry,
  policies: { ...registry.policies, ...changes },
});

/** Features in use that the registry would lose with another SKU, by what the facts say to do about it. */
function lostFeatures(rules: Rules, reader: Reader, registry: Registry, sku: SkuName) {
  const key = registry.name.toLowerCase();
  const lost = rules.facts.skus.filter(
    ({ id, onLeave }) => onLeave !== undefined && !rules.allows(id, sku) && inUse[id]?.(registry, reader, key),
  );
  return {
    blocking: lost.filter(({ onLeave }) => onLeave === "refuse"),
    switchedOff: lost.filter(({ onLeave }) => onLeave === "disable"),
  };
}

export interface SkuChange {
  registry: Registry;
  /** Labels of the features that were switched off. */
  switchedOff: string[];
}

/** Moves a registry to another SKU, or says which rule or which features prevent it. */
export function changeSku(rules: Rules, reader: Reader, registry: Registry, sku: SkuName): Result<SkuChange> {
  if (sku === registry.sku) return ok({ registry, switchedOff: [] });
  const down = skuNames.indexOf(sku) < skuNames.indexOf(registry.sku);
  const targets = rules.sku("upgradePath", registry.sku).value;
  const open =
    Array.isArray(targets) && targets.includes(sku) && (!down || rules.allows("downgradeAllowed", registry.sku));
  if (!open) {
    return fail({
      code: "SkuChangeNotAllowed",
      status: 409,
      message: `The registry '${registry.name}' cannot be moved from the SKU ${registry.sku} to ${sku}.`,
      fact: down ? "downgradeAllowed" : "upgradePath",
      why: down
        ? "Under these rules, a registry can only be upgraded."
        : `A registry can't move from ${registry.sku} to ${sku}.`,
      next: `Create another registry with the SKU ${sku} and import what you need.`,
    });
  }
  const { blocking, switchedOff } = lostFeatures(rules, reader, registry, sku);
  if (blocking.length > 0) return blocked(registry, sku, blocking);
  const cap = ceilingOf(rules, sku, registry.storageIncreaseGranted);
  const used = usedBytes(reader, registry.name.toLowerCase());
  if (cap.bytes !== undefined && used > cap.bytes) {
    return fail({
      code: "SkuStorageTooSmall",
      status: 409,
      message: `The registry '${registry.name}' holds ${used} bytes, more than the ${cap.bytes} bytes of the SKU ${sku}.`,
      fact: cap.fact,
      why: "The content of the registry must fit into the storage of the new tier.",
      next: "Delete images first.",
    });
  }
  const changed = switchedOff.reduce((state, { id }) => switchOff[id]?.(state) ?? state, registry);
  return ok({ registry: { ...changed, sku }, switchedOff: switchedOff.map(({ label }) => label) });
}

function blocked(registry: Registry, sku: SkuName, features: SkuFact[]): Result<SkuChange> {
  const names = features.map(({ label }) => label);
  return fail({
    code: "SkuFeatureInUse",
    status: 409,
    message:
      `The registry '${registry.name}' cannot be moved from the SKU ${registry.sku} to ${sku} ` +
      `while it uses: ${names.join(", ")}.`,
    target: features.map(({ id }) => id).join(","),
    ...(features[0] && { fact: features[0].id }),
    why: `${names.join(" and ")} would be lost with the SKU ${sku}, and nothing is deleted silently.`,
    next: "Remove what is named, then change the SKU.",
  });
}
