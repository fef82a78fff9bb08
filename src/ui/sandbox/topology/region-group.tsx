import type { RegistryView, RepositoryView } from "../../../sandbox/topology-view.ts";
import { chosenBy, fitting, fittingEnd, type ChoiceProps } from "./drawing-parts.ts";
import { rowsOf, sizes, type PlacedRegion } from "./layout.ts";
import { podCount, stateOf } from "./words.ts";

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

export function RegionGroup({
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
