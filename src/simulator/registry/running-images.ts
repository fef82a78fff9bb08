import type { Reader } from "../world/world.ts";

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Returns the digests of the images of all pods that run in a cluster, as their nodes pulled them. */
export function runningDigests(reader: Reader): Set<string> {
  const digests = new Set<string>();
  for (const { rest, row } of reader.scan("clusterObject")) {
    const [cluster, , kind] = rest;
    const spec = recordOf(row["spec"]);
    if (kind !== "Pod" || recordOf(row["status"])["phase"] !== "Running") continue;
    const containers = Array.isArray(spec["containers"]) ? spec["containers"] : [];
    for (const container of containers) {
      const name = `${String(spec["nodeName"])} ${String(recordOf(container)["image"])}`;
      const { digest } = recordOf(reader.get("clusterObject", cluster, "", "NodeImage", name)?.["image"]);
      if (typeof digest === "string") digests.add(digest);
    }
  }
  return digests;
}
