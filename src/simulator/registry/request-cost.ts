import type { Registry } from "../world/registry-tables.ts";
import { distanceKm } from "./endpoints.ts";
import type { Rules } from "./rules.ts";

/**
 * What a request costs in virtual time, as far as limits and waiting are concerned. Nobody publishes these; they are the
 * simulator's own assumptions, apart from the bandwidth, which is the service's last published one (details of the facts
 * downloadMbps and uploadMbps).
 */
export const requestCostTable = {
  /** Milliseconds for the service to answer any request. */
  serviceMs: 20,
  /** Milliseconds to a machine of unknown place and back. */
  unknownDistanceMs: 20,
  /** Milliseconds there and back for each 1,000 km: light in fiber, with detours. */
  per1000KmMs: 12,
} as const;

export type Direction = "download" | "upload";

/** Megabits per second of a SKU. */
const bandwidthMbps = (rules: Rules, registry: Registry, direction: Direction): number | undefined => {
  const fact = direction === "download" ? "downloadMbps" : "uploadMbps";
  const published = rules.limit(fact, registry.sku);
  return published ?? rules.details<{ legacy?: Record<string, number> }>(fact)?.legacy?.[registry.sku];
};

export interface RequestCost {
  /** Region that serves it. */
  region: string;
  /** Region of the machine that asks, when known. */
  from?: string | undefined;
  direction: Direction;
  bytes: number;
}

/** Milliseconds of virtual time that a request takes: the way there and back, the service, and its bytes. */
export function requestCostMs(
  rules: Rules,
  registry: Registry,
  { region, from, direction, bytes }: RequestCost,
): number {
  const there = rules.region(region);
  const here = from === undefined ? undefined : rules.region(from);
  const way =
    there && here
      ? (distanceKm(here, there) / 1000) * requestCostTable.per1000KmMs
      : requestCostTable.unknownDistanceMs;
  const mbps = bandwidthMbps(rules, registry, direction);
  const transfer = mbps === undefined ? 0 : (bytes * 8) / (mbps * 1000);
  return requestCostTable.serviceMs + way + transfer;
}
