import type { ReactNode } from "react";
import { clickPaths } from "../../../sandbox/click-paths.ts";
import type { ClusterView, RegistryView, Topology } from "../../../sandbox/topology-view.ts";
import type { FormStart } from "../panel-props.ts";
import { networkWords, stateOf, storageText } from "./words.ts";

/** What was picked in the drawing or the list. */
export type Chosen =
  | { kind: "registry"; registry: string }
  | { kind: "region"; registry: string; region: string }
  | { kind: "cluster"; id: string };

interface FactsProps {
  topology: Topology;
  chosen: Chosen;
  onClose(): void;
  onForm(form: FormStart): void;
}

/** Forms that begin with what was picked. */
const formsOf = (chosen: Chosen): (FormStart & { title: string })[] => {
  const about: Record<string, string> =
    chosen.kind === "cluster"
      ? { "--name": chosen.id.split("/").at(-1) ?? "", "--resource-group": chosen.id.split("/")[4] ?? "" }
      : { "--name": chosen.registry, "--registry": chosen.registry };
  const ids: Record<Chosen["kind"], readonly string[]> = {
    cluster: ["attach"],
    region: ["replica"],
    registry: ["tier", "replica", "webhook", "networkRule"],
  };
  return clickPaths
    .filter(({ id }) => ids[chosen.kind].includes(id))
    .map(({ id, title }) => ({ path: id, title, values: about }));
};

const yesNo = (value: boolean): string => (value ? "on" : "off");

/** Facts of one object, in a panel over the map. */
export function FactsOf({ topology, chosen, onClose, onForm }: FactsProps) {
  const found = contentOf(topology, chosen);
  if (!found) return null;
  return (
    <aside className="map-facts" aria-label={found.title}>
      <header>
        <h2>{found.title}</h2>
        <button type="button" className="btn quiet" onClick={onClose}>
          Close
        </button>
      </header>
      <dl>
        {found.rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        {formsOf(chosen).map(({ title, ...form }) => (
          <button key={form.path} type="button" className="btn" onClick={() => onForm(form)}>
            {title}…
          </button>
        ))}
      </div>
    </aside>
  );
}

function contentOf(topology: Topology, chosen: Chosen): { title: string; rows: [string, ReactNode][] } | undefined {
  if (chosen.kind === "cluster") {
    const all = [
      ...topology.clusters,
      ...topology.registries.flatMap(({ regions }) => regions.flatMap(({ clusters }) => clusters)),
    ];
    const cluster = all.find(({ id }) => id === chosen.id);
    return cluster && { title: `Cluster ${cluster.name}`, rows: clusterRows(cluster) };
  }
  const registry = topology.registries.find(({ name }) => name === chosen.registry);
  if (!registry) return undefined;
  if (chosen.kind === "registry") return { title: registry.loginServer, rows: registryRows(registry) };
  const region = registry.regions.find((region) => region.region === chosen.region);
  if (!region) return undefined;
  const tags = region.repositories.reduce((sum, repository) => sum + repository.tags.length + repository.moreTags, 0);
  return {
    title: `${region.displayName}, ${registry.name}`,
    rows: [
      ["Role", region.role],
      ["State", stateOf(region).text],
      ["Copied", `${region.percent}%`],
      ["Serves the global endpoint", region.routed ? "yes" : "no"],
      ["Repositories", region.repositories.length + region.moreRepositories],
      ["Tags shown", tags],
      ["Clusters", region.clusters.map(({ name }) => name).join(", ") || "none"],
    ],
  };
}

const registryRows = (registry: RegistryView): [string, ReactNode][] => [
  ["Tier", registry.sku],
  ["Regions", registry.regions.map(({ displayName }) => displayName).join(", ")],
  ["Storage", storageText(registry)],
  ["Network", networkWords[registry.network]],
  ["Network rules", registry.rules.join(", ") || "none"],
  ["Private endpoints", registry.privateEndpoints],
  ["Admin account", yesNo(registry.adminUserEnabled)],
  ["Anonymous pull", yesNo(registry.anonymousPullEnabled)],
  ["Webhooks", registry.webhooks.map(({ name, enabled }) => (enabled ? name : `${name} (off)`)).join(", ") || "none"],
  ["Tasks", registry.tasks.join(", ") || "none"],
];

const clusterRows = (cluster: ClusterView): [string, ReactNode][] => [
  ["Region", cluster.region],
  ...(cluster.pods.length === 0
    ? [["Pods", "none"] as [string, ReactNode]]
    : cluster.pods.map(({ name, status }): [string, ReactNode] => [name, status])),
];
