import type { ContentCall } from "./content-call.ts";

/** A row that a region shows, and which region it came from. */
export interface ReplicaRead<Row> {
  row: Row;
  region: string;
  /** Set when another region had to help. */
  why?: string;
}

/**
 * Reads through the region that serves the call. What it does not show yet comes from the home region where the profile says
 * that replicas fall back to the primary, and is unknown otherwise.
 */
export function replicaRead<Row>(
  { cloud, registry, region }: ContentCall,
  look: (region: string) => Row | undefined,
): ReplicaRead<Row> | undefined {
  const row = look(region);
  if (row !== undefined) return { row, region };
  const home = cloud.world().get("registry", registry);
  if (!home || home.location === region) return undefined;
  if (cloud.rules().sku("replicaFallback", home.sku).value !== "primary") return undefined;
  const there = look(home.location);
  if (there === undefined) return undefined;
  return {
    row: there,
    region: home.location,
    why: `The replica in ${region} does not have it yet, so ${home.location} served it.`,
  };
}
