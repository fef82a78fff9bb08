import type { World } from "../simulator/world/world.ts";
import { placeAddresses } from "../simulator/places.ts";
import type { FaultState } from "./world-status.ts";

/** A kind of failure that the learner can simulate, and its targets. */
export interface Trouble {
  kind: FaultState["kind"];
  title: string;
  /** What happens, in one sentence. */
  effect: string;
  /** What it can hit in this world; empty when there is nothing yet. */
  targets: { id: string; label: string; on: boolean }[];
  /** A command that shows it, with the target's registry in it where it has one. */
  tries: string[];
}

const kinds: Record<FaultState["kind"], { title: string; effect: string; tries: string[] }> = {
  regionDown: {
    title: "Region outage",
    effect:
      "Nothing in the region responds. Clients are routed to the next region that has the content; a registry without another region is unavailable.",
    tries: ["docker pull REGISTRY.azurecr.io/IMAGE", "az acr replication list --registry REGISTRY --output table"],
  },
  slowCopy: {
    title: "Slow replication",
    effect: "Replicas receive new content much later, so a pull there may not find a tag yet.",
    tries: ["az acr replication list --registry REGISTRY --output table"],
  },
  expiredToken: {
    title: "Expired tokens",
    effect: "The registry rejects every token issued so far. Sign in again to get a new one.",
    tries: ["docker pull REGISTRY.azurecr.io/IMAGE", "az acr login --name REGISTRY"],
  },
  blockedAddress: {
    title: "Blocked address",
    effect:
      "A firewall between the address and the registry rejects its requests, whatever the registry's own rules allow.",
    tries: ["az acr login --name REGISTRY"],
  },
  nameNotResolving: {
    title: "DNS failure",
    effect: "The DNS server doesn't resolve the login server's name, so no request leaves the machine.",
    tries: ["nslookup REGISTRY.azurecr.io", "az acr check-health --name REGISTRY"],
  },
  storageFull: {
    title: "Storage full",
    effect: "The registry has no room for another blob. The rules decide what happens to a push.",
    tries: ["docker push REGISTRY.azurecr.io/IMAGE", "az acr show-usage --name REGISTRY --output table"],
  },
  throttled: {
    title: "Throttling",
    effect: "The registry responds with 429 and says when to retry; clients wait and try again.",
    tries: ["docker pull REGISTRY.azurecr.io/IMAGE"],
  },
};

/** Names a kind of failure, for the step that undo takes back. */
export const faultTitle = (kind: FaultState["kind"]): string => kinds[kind].title;

function imageOf(world: World, registry: string): string {
  for (const { rest } of world.scan("tag", [registry])) return `${rest[0] ?? ""}:${rest[1] ?? ""}`;
  return "IMAGE";
}

/** Every kind of trouble with what it can hit, and whether it is on. */
export function troublesOf(world: World): Trouble[] {
  const registries = Array.from(world.scan("registry"), ({ row }) => row);
  const named = registries.map(({ name }) => ({ id: name.toLowerCase(), label: name }));
  const regions = new Set(registries.map(({ location }) => location));
  for (const { rest } of world.scan("replication")) regions.add(rest[1] ?? "");
  const targets: Record<FaultState["kind"], { id: string; label: string }[]> = {
    regionDown: Array.from(regions, (id) => ({ id, label: id })),
    slowCopy: named,
    expiredToken: named,
    blockedAddress: placeAddresses(world).map(({ label, address }) => ({
      id: address,
      label: `${label} (${address})`,
    })),
    nameNotResolving: named,
    storageFull: named,
    throttled: named,
  };
  const [first] = named;
  const filled = (line: string): string =>
    first ? line.replaceAll("REGISTRY", first.id).replaceAll("IMAGE", imageOf(world, first.id)) : line;
  return (Object.keys(kinds) as FaultState["kind"][]).map((kind) => ({
    kind,
    ...kinds[kind],
    tries: first ? kinds[kind].tries.map(filled) : [],
    targets: targets[kind].map((target) => ({ ...target, on: world.has("fault", kind, target.id) })),
  }));
}
