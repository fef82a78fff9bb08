import { latenessOf, type Lateness } from "../registry/replication-progress.ts";
import type { RegistryCall } from "./registry-route.ts";

type Place = Pick<RegistryCall, "cloud" | "registry" | "region">;

/** A row that a region shows, and which region it came from. */
export interface ReplicaRead<Row> {
  row: Row;
  region: string;
  /** Set when another region had to help. */
  why?: string;
}

/** Returns the region that serves what `region` lacks, where the rules let replicas fall back to the primary. */
export function fallbackRegion({ cloud, registry, region }: Place): string | undefined {
  const home = cloud.world().get("registry", registry);
  if (!home || home.location === region) return undefined;
  return cloud.rules().sku("replicaFallback", home.sku).value === "primary" ? home.location : undefined;
}

/**
 * Reads through the region that serves the call. What it does not show yet comes from the home region where the profile says
 * that replicas fall back to the primary, and is unknown otherwise.
 */
export function replicaRead<Row>(call: Place, look: (region: string) => Row | undefined): ReplicaRead<Row> | undefined {
  const row = look(call.region);
  if (row !== undefined) return { row, region: call.region };
  const home = fallbackRegion(call);
  const there = home === undefined ? undefined : look(home);
  if (home === undefined || there === undefined) return undefined;
  const nameOf = (id: string): string => call.cloud.rules().region(id)?.name ?? id;
  return {
    row: there,
    region: home,
    why: `The replica in ${nameOf(call.region)} doesn't have it yet, so ${nameOf(home)} served it.`,
  };
}

/** Explains content that the serving region lacks and another region has; undefined when no region has it. */
export const replicaLateness = (
  { cloud, registry, region }: Place,
  subject: string,
  has: (region: string) => boolean,
): Lateness | undefined => latenessOf(cloud.world(), cloud.rules(), { registry, region, subject, has });
