import type { KeyboardEvent } from "react";
import type { RegistryView, RepositoryView, Topology } from "../../../sandbox/topology-view.ts";
import { useSandbox } from "../../shared/terminal/sandbox-context.tsx";
import type { Chosen } from "./facts-of.tsx";
import { layOut, rowsOf, sizes, type PlacedRegion, type PlacedRegistry } from "./layout.ts";
import { networkWords, podCount, stateOf, storageText } from "./words.ts";

interface ChoiceProps {
  onChoose(chosen: Chosen): void;
}

/** Makes a part of the drawing answer to click and Enter. */
const chosenBy = (label: string, choose: () => void) => ({
  role: "button",
  tabIndex: 0,
  "aria-label": label,
  onClick: choose,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  },
});

/** Cuts a name to what fits a width, at 7.3 units a character. */
const fitting = (text: string, width: number): string => {
  const room = Math.max(3, Math.floor(width / 7.3));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
};

/** The end of a name as far as it fits: names of many repositories differ there. */
const fittingEnd = (text: string, width: number): string => {
  const room = Math.max(3, Math.floor(width / 7.3));
  return text.length <= room ? text : `…${text.slice(1 - room)}`;
};

/** Draws the cloud. What the last command used is outlined and, unless motion is off, runs once. */
export function TopologyDrawing({ topology, onChoose }: { topology: Topology } & ChoiceProps) {
  const { width, height, registries } = layOut(topology.registries);
  const last = useSandbox((state) => state.blocks.at(-1));
  const used = last && !last.undone && last.requests > 0 ? last.id : undefined;
  return (
    <div className="map-scroll">
      <svg
        className="map"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="group"
        aria-label="Drawing of the cloud; the list holds the same"
      >
        <defs>
          <marker id="map-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="context-stroke" />
          </marker>
        </defs>
        {registries.map((registry) => (
          <RegistryGroup
            key={registry.view.name}
            registry={registry}
            used={used}
            line={last?.line ?? ""}
            onChoose={onChoose}
          />
        ))}
      </svg>
      {topology.clusters.length + topology.others.length > 0 && (
        <ul className="map-others small" aria-label="Elsewhere">
          {topology.clusters.map(({ id, name, region }) => (
            <li key={id}>
              cluster {name} in {region}, far from every registry
            </li>
          ))}
          {topology.others.map(({ kind, name }) => (
            <li key={kind + name}>
              {kind} {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function RegistryGroup({
  registry,
  used,
  line,
  onChoose,
}: { registry: PlacedRegistry; used: string | undefined; line: string } & ChoiceProps) {
  const { view, y, regions } = registry;
  const [home] = regions;
  const middle = home ? home.y + home.height / 2 : y;
  const counted = view.regions.length === 1 ? "1 region" : `1 name, ${view.regions.length} regions`;
  const uses = used !== undefined && (line.includes(view.name) || line.includes(view.loginServer));
  return (
    <g>
      <g
        {...chosenBy(`Registry ${view.loginServer}, ${view.sku}`, () =>
          onChoose({ kind: "registry", registry: view.name }),
        )}
        className="map-choice"
      >
        <rect x={sizes.margin} y={y} width={480} height={40} className="hit" />
        <text x={sizes.margin} y={y + 16} className="strong">
          {view.loginServer}
        </text>
        <text x={sizes.margin} y={y + 34} className="dim">
          {view.sku} · {counted} · {storageText(view)} · {networkWords[view.network]}
          {view.privateEndpoints > 0 ? ` · ${view.privateEndpoints} private` : ""}
        </text>
      </g>
      <g>
        <rect x={sizes.margin} y={middle - 16} width={86} height={32} rx={4} className="box" />
        <text x={sizes.margin + 43} y={middle + 4} textAnchor="middle">
          you
        </text>
        {home && (
          <line
            key={uses ? used : "still"}
            x1={sizes.margin + 86}
            y1={middle}
            x2={home.x - 2}
            y2={middle}
            className={uses ? "path used" : "path"}
            markerEnd="url(#map-tip)"
          />
        )}
        {view.network !== "open" && home && (
          <g className="gate">
            <line x1={home.x - 14} y1={middle - 22} x2={home.x - 14} y2={middle + 22} />
            <text x={home.x - 14} y={middle - 28} textAnchor="middle">
              ⊘
            </text>
          </g>
        )}
      </g>
      {regions.map((region, index) => (
        <RegionGroup
          key={region.view.region}
          region={region}
          registry={view}
          before={regions[index - 1]}
          onChoose={onChoose}
        />
      ))}
    </g>
  );
}

/** Where each repository's rows begin, and after them where the last one ends. */
function rowsTop(repositories: readonly RepositoryView[], summarised: boolean, start: number): number[] {
  const tops = [start];
  for (const repository of repositories) {
    tops.push((tops.at(-1) ?? start) + rowsOf(repository, summarised) * sizes.row);
  }
  return tops;
}

/** A dock: open at the top, with two feet. */
const dockPath = ({ x, y, width, height }: PlacedRegion): string =>
  `M${x} ${y} V${y + height - 10} H${x + 10} V${y + height} H${x + width - 10} V${y + height - 10} H${x + width} V${y}`;

function RegionGroup({
  region,
  registry,
  before,
  onChoose,
}: { region: PlacedRegion; registry: RegistryView; before: PlacedRegion | undefined } & ChoiceProps) {
  const { view, x, y, width, height, repositories, summarised, more, clusters } = region;
  const state = stateOf(view);
  const copying = view.state === "copying" || view.state === "creating";
  const tops = rowsTop(repositories, summarised, y + sizes.role);
  const end = tops.at(-1) ?? y + sizes.role;
  return (
    <g>
      {before && (
        <line
          x1={before.x + before.width}
          y1={y + height / 2}
          x2={x - 2}
          y2={y + height / 2}
          className={copying ? "path copy used" : "path copy"}
          markerEnd="url(#map-tip)"
        />
      )}
      <g
        {...chosenBy(`${view.displayName}, ${view.role}, ${state.text}`, () =>
          onChoose({ kind: "region", registry: registry.name, region: view.region }),
        )}
        className="map-choice"
      >
        <rect x={x} y={y - 20} width={width} height={height + 20} className="hit" />
        <path d={dockPath(region)} className={view.state === "down" ? "dock down" : "dock"} />
        <text x={x + 8} y={y - 6} className="strong">
          {fitting(view.displayName, width - 16)}
        </text>
        <text x={x + width - 10} y={y + 16} textAnchor="end" className={`state ${state.kind}`}>
          {state.mark} {state.text}
        </text>
      </g>
      <text x={x + 10} y={y + 16} className="dim">
        {view.role}
        {view.routed ? "" : ", not routed"}
        {repositories.length === 0 ? ", empty" : ""}
      </text>
      {repositories.map((repository, index) => (
        <RepositoryRows
          key={repository.name}
          repository={repository}
          summarised={summarised}
          x={x + 10}
          y={tops[index] ?? y}
          width={width - 20}
        />
      ))}
      {more > 0 && (
        <text x={x + 10} y={end + 13} className="dim">
          {more} more {more === 1 ? "repository" : "repositories"}
        </text>
      )}
      {clusters.map(({ x: left, y: top, width: wide, index }) => {
        const cluster = view.clusters[index];
        if (!cluster) return null;
        const words =
          cluster.failing > 0 ? `⊘ ${cluster.failing} of ${cluster.pods.length} failing` : podCount(cluster);
        return (
          <g
            key={cluster.id}
            className="map-choice"
            {...chosenBy(`Cluster ${cluster.name}, ${words}`, () => onChoose({ kind: "cluster", id: cluster.id }))}
          >
            {index === 0 && (
              <line
                x1={x + width / 2}
                y1={y + height}
                x2={x + width / 2}
                y2={top - 2}
                className="path"
                markerEnd="url(#map-tip)"
              />
            )}
            <rect
              x={left}
              y={top}
              width={wide}
              height={sizes.clusterHeight}
              rx={4}
              className={cluster.failing > 0 ? "box wrong" : "box"}
            />
            <text x={left + 8} y={top + 13} className="strong small">
              {fitting(cluster.name, wide - 12)}
            </text>
            <text x={left + 8} y={top + 25} className={cluster.failing > 0 ? "small state wrong" : "small dim"}>
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function RepositoryRows({
  repository,
  summarised,
  x,
  y,
  width,
}: {
  repository: RepositoryView;
  summarised: boolean;
  x: number;
  y: number;
  width: number;
}) {
  const { name, tags, moreTags } = repository;
  if (summarised) {
    const count = tags.length + moreTags;
    const words = `${count} ${count === 1 ? "tag" : "tags"}`;
    const here = tags.some(({ present }) => present);
    return (
      <g>
        <text x={x} y={y + 13} className={here ? "mono" : "mono dim"}>
          {fittingEnd(name, width - words.length * 7 - 14)}
        </text>
        <text x={x + width} y={y + 13} textAnchor="end" className="dim">
          {words}
        </text>
      </g>
    );
  }
  if (tags.length === 0) {
    return (
      <text x={x} y={y + 13} className="mono dim">
        {fitting(name, width)}
      </text>
    );
  }
  const bars = Math.min(90, width * 0.42);
  return (
    <g>
      {tags.map(({ name: tag, present, layers }, row) => {
        const top = y + row * sizes.row;
        const step = layers.length === 0 ? 0 : bars / layers.length;
        return (
          <g key={tag}>
            <text x={x} y={top + 13} className={present ? "mono" : "mono dim"}>
              {fitting(`${name}:${tag}`, width - bars - 6)}
            </text>
            {layers.map(({ share, present: here }, at) => (
              <rect
                key={at}
                x={x + width - bars + at * step}
                y={top + 13 - Math.max(3, share * 11)}
                width={Math.max(1.5, step - 2)}
                height={Math.max(3, share * 11)}
                className={here ? "layer here" : "layer"}
              />
            ))}
          </g>
        );
      })}
      {moreTags > 0 && (
        <text x={x} y={y + tags.length * sizes.row + 13} className="dim">
          {moreTags} more tags
        </text>
      )}
    </g>
  );
}
