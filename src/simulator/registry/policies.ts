import type { SkuName } from "../../content/fact.ts";
import type { Moment } from "../world/row-schemas.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";
import { gate } from "./sku.ts";

const refuse = (message: string, fact: string, why: string): Result<true> =>
  fail({ code: "InvalidPolicy", status: 400, message, fact, why });

/**
 * The days of content trust's retirement. They are no fallback: they hold only under the profile that states them, because
 * the other one teaches content trust as it was before.
 */
function contentTrustDates(rules: Rules): { cannotEnableAfter?: string; removedOn?: string } {
  const fact = rules.facts.general.find(({ id }) => id === "contentTrustDates");
  return (fact?.[rules.profile] as { cannotEnableAfter?: string; removedOn?: string } | null | undefined) ?? {};
}

function contentTrustEnds(rules: Rules): Moment | undefined {
  const { cannotEnableAfter } = contentTrustDates(rules);
  return cannotEnableAfter ? Date.parse(`${cannotEnableAfter}T23:59:59.999Z`) : undefined;
}

/** Whether the service has no content trust any more, from the day on that the profile states. */
export function contentTrustRemoved(rules: Rules, at: Moment): boolean {
  const { removedOn } = contentTrustDates(rules);
  return removedOn !== undefined && at >= Date.parse(`${removedOn}T00:00:00.000Z`);
}

/** May content trust be switched on for this registry now? */
export function mayEnableContentTrust(rules: Rules, registry: Registry, at: Moment): Result<true> {
  const open = gate(rules, "contentTrust", registry.sku);
  if (!open.ok) return open;
  const end = contentTrustEnds(rules);
  if (end !== undefined && at > end) {
    const day = new Date(end).toISOString().slice(0, 10);
    return refuse(
      `Docker content trust can no longer be enabled since ${day}. Use Notary Project signatures instead.`,
      "contentTrustDates",
      "Content trust is being retired; registries without it cannot switch it on any more.",
    );
  }
  if (registry.encryptionKey !== undefined) {
    return refuse(
      "Content trust is not supported for a registry that is encrypted with a customer-managed key.",
      "contentTrust",
      "The two features exclude each other.",
    );
  }
  if (registry.roleAssignmentMode === "rbac-abac") {
    return refuse(
      "Content trust is not supported for a registry with repository permissions (ABAC).",
      "contentTrust",
      "The two features exclude each other.",
    );
  }
  return ok(true);
}

/** Days of a policy, within what the facts allow. */
export function checkDays(rules: Rules, fact: string, days: number): Result<true> {
  const range = rules.value<{ min: number; max: number }>(fact);
  if (!range || (Number.isInteger(days) && days >= range.min && days <= range.max)) return ok(true);
  return refuse(
    `The retention days have to be a whole number from ${range.min} to ${range.max}; ${days} is not.`,
    fact,
    `The policy keeps things for ${range.min} to ${range.max} days.`,
  );
}

export function mayEnableRetention(rules: Rules, registry: Registry): Result<true> {
  const open = gate(rules, "retentionPolicy", registry.sku);
  if (!open.ok) return open;
  if (!registry.policies.softDelete.enabled) return ok(true);
  return refuse(
    "The retention policy cannot be enabled together with the soft delete policy.",
    "softDelete",
    "Soft delete does not work together with the retention policy.",
  );
}

export function mayEnableSoftDelete(rules: Rules, reader: Reader, registry: Registry): Result<true> {
  const open = gate(rules, "softDelete", registry.sku);
  if (!open.ok) return open;
  const key = registry.name.toLowerCase();
  const clash = registry.policies.retention.enabled
    ? "the retention policy"
    : reader.any("replication", key)
      ? "geo-replication"
      : reader.any("cacheRule", key)
        ? "artifact cache"
        : undefined;
  if (!clash) return ok(true);
  return refuse(
    `The soft delete policy cannot be enabled together with ${clash}.`,
    "softDelete",
    `Soft delete does not work together with ${clash}.`,
  );
}

/** Exports can be forbidden only where the public endpoint is closed (data-loss-prevention). */
export function mayForbidExports(rules: Rules, registry: Registry): Result<true> {
  const open = gate(rules, "exportPolicy", registry.sku);
  if (!open.ok) return open;
  if (!registry.publicNetworkAccess) return ok(true);
  return refuse(
    "The export policy cannot be disabled while public network access is enabled.",
    "exportPolicy",
    "Forbidding exports is worth nothing while the registry can be reached from everywhere.",
  );
}

/** May unsigned pushes be refused here (chapter)? */
export const mayRequireSignedPushes = (rules: Rules, sku: SkuName): Result<true> => gate(rules, "signedOnlyPush", sku);
