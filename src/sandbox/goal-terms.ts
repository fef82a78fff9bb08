import { imageName } from "../simulator/cli/docker/names.ts";
import { fullReference } from "../simulator/registry-client/reference.ts";
import type { FileSystem } from "../simulator/cli/file-system.ts";
import { metadataOf, nameOf, objectsOf, specOf } from "../simulator/cluster/objects.ts";
import type { World } from "../simulator/world/world.ts";
import type { Terms } from "./goal.ts";
import { podStatus } from "./topology-view.ts";
import { asList, asRecord, asText, type JsonValue } from "../simulator/world/json.ts";

/** Returns the pod of a name, or the newest pod of the deployment of that name, in the namespace `default`. */
function podOf(world: World, cluster: string, name: string): JsonValue {
  for (const { row } of world.scan("resource")) {
    if (row.type.toLowerCase() !== "microsoft.containerservice/managedclusters" || row.name !== cluster) continue;
    const pods = objectsOf(world, asText(row.properties["fqdn"]), "default", "Pod").filter((pod) => {
      const [, deployment] = /^(.+)-[a-z0-9]+-[a-z0-9]+$/.exec(nameOf(pod)) ?? [];
      return nameOf(pod) === name || deployment === name;
    });
    const created = (pod: (typeof pods)[number]) => asText(metadataOf(pod)["creationTimestamp"]);
    const [newest] = pods.sort((a, b) => created(b).localeCompare(created(a)));
    if (!newest) return null;
    const phase = asText(asRecord(newest["status"])["phase"]);
    const reason = podStatus(newest);
    const [container] = asList(specOf(newest)["containers"]);
    return { phase, reason: reason === phase ? "" : reason, image: asText(container?.["image"]) };
  }
  return null;
}

function registryOf(world: World, name: string): JsonValue {
  const row = world.get("registry", name.toLowerCase());
  if (!row) return null;
  const { sku, location, loginServer, adminUserEnabled, anonymousPullEnabled, publicNetworkAccess } = row;
  return { sku, location, loginServer, adminUserEnabled, anonymousPullEnabled, publicNetworkAccess };
}

function tagOf(world: World, registry: string, reference: string): JsonValue {
  const at = reference.lastIndexOf(":");
  return world.get("tag", registry.toLowerCase(), reference.slice(0, at), reference.slice(at + 1))?.digest ?? null;
}

/** Where the docker daemon keeps the names of its images. */
const imageNames = "/var/lib/docker/image/repositories.json";

function imageOf(files: FileSystem, reference: string): JsonValue {
  if (files.stat(imageNames)?.kind !== "file") return null;
  const { tags, digests } = JSON.parse(files.text(imageNames)) as Record<"tags" | "digests", Record<string, string>>;
  const name = fullReference(imageName(reference));
  return tags[name] ?? digests[name] ?? null;
}

/**
 * The terms of goals:
 * - `reg(name)`: sku, location, loginServer, adminUserEnabled, anonymousPullEnabled and publicNetworkAccess (true or false)
 *   of a registry; null when there is none.
 * - `tag(registry, 'repository:tag')`: the digest, or null.
 * - `pod(cluster, name)`: phase, reason (why it waits; empty when it doesn't) and image of a pod, or of a deployment's newest
 *   pod; null when there is none.
 * - `host.image(reference)`: the id of an image on the learner's machine, or null.
 */
export const goalTerms = (world: World, files: FileSystem): Terms => ({
  reg: (name) => registryOf(world, asText(name)),
  tag: (registry, reference) => tagOf(world, asText(registry), asText(reference)),
  pod: (cluster, name) => podOf(world, asText(cluster), asText(name)),
  "host.image": (reference) => imageOf(files, asText(reference)),
});
