import type { Rules } from "../simulator/registry/rules.ts";
import { regionIsDown, regionsOf } from "../simulator/registry/endpoints.ts";
import { viewBlob, viewManifest, viewTag } from "../simulator/registry/region-view.ts";
import { storageCeiling, usedBytes, type Ceiling } from "../simulator/registry/storage.ts";
import { replicationProgress } from "../simulator/registry/replication-progress.ts";
import type { Registry } from "../simulator/world/registry-tables.ts";
import type { Reader } from "../simulator/world/world.ts";
import { asList, asRecord, asText } from "../simulator/world/json.ts";

/** Repositories that a region's drawing names, and tags of each; the rest are counted. */
const repositoriesShown = 6;
const tagsShown = 4;

export type RegionState = "ready" | "copying" | "paused" | "down" | "creating";

export interface TagView {
  name: string;
  /** Whether the region shows the tag as it is now. */
  present: boolean;
  /** Layers of its manifest, smallest part of a drawing: how large each is beside the largest, 0 to 1, and whether it is here. */
  layers: { share: number; present: boolean }[];
}

export interface RepositoryView {
  name: string;
  tags: TagView[];
  moreTags: number;
}

export interface RegionView {
  region: string;
  displayName: string;
  role: "home" | "replica";
  state: RegionState;
  /** Of what has to be copied here, the share that is. */
  percent: number;
  /** Whether the global name leads here. */
  routed: boolean;
  repositories: RepositoryView[];
  moreRepositories: number;
  clusters: ClusterView[];
}

export interface ClusterView {
  id: string;
  name: string;
  region: string;
  /** Pods by what they show: running, or why they wait. */
  pods: { name: string; status: string }[];
  failing: number;
}

export interface RegistryView {
  name: string;
  loginServer: string;
  sku: string;
  /** Who may come in from where. */
  network: "open" | "selected" | "private";
  rules: string[];
  adminUserEnabled: boolean;
  anonymousPullEnabled: boolean;
  repositories: number;
  privateEndpoints: number;
  storage: { used: number; ceiling: Ceiling };
  regions: RegionView[];
  webhooks: { name: string; enabled: boolean }[];
  tasks: string[];
}

export interface Topology {
  registries: RegistryView[];
  /** Clusters in regions where no registry has a place. */
  clusters: ClusterView[];
  /** Names of container groups and pipelines. */
  others: { kind: "container group" | "pipeline"; name: string }[];
}

/** Returns the status of a pod: why a container waits or ended, else its phase. */
export function podStatus(pod: Record<string, unknown>): string {
  const status = asRecord(pod["status"]);
  for (const container of asList(status["containerStatuses"])) {
    const state = asRecord(container["state"]);
    const reason = asText(asRecord(state["waiting"])["reason"]) || asText(asRecord(state["terminated"])["reason"]);
    if (reason !== "") return reason;
  }
  return asText(status["phase"]);
}

function* clustersOf(reader: Reader): Generator<ClusterView> {
  for (const { row } of reader.scan("resource")) {
    if (row.type.toLowerCase() !== "microsoft.containerservice/managedclusters") continue;
    const server = asText(row.properties["fqdn"]);
    const pods: ClusterView["pods"] = [];
    for (const { rest, row: object } of reader.scan("clusterObject", [server])) {
      if (rest[1] === "Pod") pods.push({ name: rest[2] ?? "", status: podStatus(object) });
    }
    const failing = pods.filter(({ status }) => /BackOff|Err|Failed|Invalid/.test(status)).length;
    yield { id: row.id, name: row.name, region: row.location, pods, failing };
  }
}

/** A tag as the newest state has it, and how much of it a region shows. */
function tagView(
  reader: Reader,
  registry: string,
  region: string,
  repository: string,
  name: string,
  digest: string,
): TagView {
  const layers = (reader.get("manifest", registry, repository, digest)?.references ?? []).filter(({ mediaType }) =>
    /layer|rootfs|manifest/.test(mediaType),
  );
  const largest = Math.max(1, ...layers.map(({ size }) => size));
  return {
    name,
    present: viewTag(reader, registry, region, repository, name)?.digest === digest,
    layers: layers.map((layer) => ({
      share: layer.size / largest,
      present: /manifest/.test(layer.mediaType)
        ? viewManifest(reader, registry, region, repository, layer.digest) !== undefined
        : viewBlob(reader, registry, region, repository, layer.digest) !== undefined,
    })),
  };
}

function repositoriesIn(reader: Reader, registry: string, region: string) {
  const repositories: RepositoryView[] = [];
  let more = 0;
  for (const { rest, row } of reader.scan("repository", [registry])) {
    const [name = ""] = rest;
    if (repositories.length >= repositoriesShown) {
      more += 1;
      continue;
    }
    const tags = Array.from(reader.scan("tag", [registry, name], { limit: tagsShown }), (found) =>
      tagView(reader, registry, region, name, found.rest[0] ?? "", found.row.digest),
    );
    repositories.push({ name, tags, moreTags: row.tagCount - tags.length });
  }
  return { repositories, moreRepositories: more };
}

function regionView(
  reader: Reader,
  rules: Rules,
  key: string,
  registry: Registry,
  region: string,
  clusters: readonly ClusterView[],
): RegionView {
  const replica = [...reader.scan("replication", [key])]
    .map(({ row }) => row)
    .find(({ location }) => location === region);
  const progress = replicationProgress(reader, key, region);
  const isHome = region === registry.location;
  const state: RegionState = regionIsDown(reader, key, region)
    ? "down"
    : replica?.provisioningState === "Creating"
      ? "creating"
      : progress.status === "Paused"
        ? "paused"
        : progress.status === "Syncing" && !isHome
          ? "copying"
          : "ready";
  return {
    region,
    displayName: rules.region(region)?.name ?? region,
    role: isHome ? "home" : "replica",
    state,
    percent: progress.percent,
    routed: replica?.regionEndpointEnabled ?? true,
    ...repositoriesIn(reader, key, region),
    clusters: clusters.filter((cluster) => cluster.region === region),
  };
}

function registryView(
  reader: Reader,
  rules: Rules,
  key: string,
  registry: Registry,
  clusters: readonly ClusterView[],
): RegistryView {
  const coming = [...reader.scan("replication", [key])]
    .filter(({ row }) => row.provisioningState === "Creating")
    .map(({ row }) => row.location);
  const regions = [...new Set([...regionsOf(reader, key), ...coming])].map((region) =>
    regionView(reader, rules, key, registry, region, clusters),
  );
  const ceiling = storageCeiling(reader, rules, key);
  const closed = !registry.publicNetworkAccess;
  return {
    name: registry.name,
    loginServer: registry.loginServer,
    sku: registry.sku,
    network: closed ? "private" : registry.networkDefaultAction === "Deny" ? "selected" : "open",
    rules: [...registry.ipRules, ...registry.virtualNetworkRules.map((id) => id.split("/").slice(-3).join("/"))],
    privateEndpoints: [...reader.scan("privateEndpointConnection", [key])].length,
    adminUserEnabled: registry.adminUserEnabled,
    anonymousPullEnabled: registry.anonymousPullEnabled,
    repositories: regions[0] ? regions[0].repositories.length + regions[0].moreRepositories : 0,
    storage: { used: usedBytes(reader, key), ceiling },
    regions,
    webhooks: Array.from(reader.scan("webhook", [key]), ({ row }) => ({ name: row.name, enabled: row.enabled })),
    tasks: Array.from(reader.scan("task", [key]), ({ row }) => row.name),
  };
}

/** The cloud as it is drawn: registries with their regions, what they hold there, and what pulls from them. */
export function topologyOf(reader: Reader, rules: Rules): Topology {
  const clusters = [...clustersOf(reader)];
  const registries = Array.from(reader.scan("registry"), ({ rest, row }) =>
    registryView(reader, rules, rest[0] ?? "", row, clusters),
  );
  const placed = new Set(
    registries.flatMap(({ regions }) => regions.flatMap((region) => region.clusters.map(({ id }) => id))),
  );
  const others: Topology["others"] = [];
  for (const { row } of reader.scan("resource")) {
    if (row.type.toLowerCase() === "microsoft.containerinstance/containergroups")
      others.push({ kind: "container group", name: row.name });
  }
  for (const { rest } of reader.scan("pipeline")) others.push({ kind: "pipeline", name: rest[1] ?? "" });
  return { registries, clusters: clusters.filter(({ id }) => !placed.has(id)), others };
}
