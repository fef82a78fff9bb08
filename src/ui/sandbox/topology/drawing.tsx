import type { Topology } from "../../../sandbox/topology-view.ts";
import { useSandbox } from "../../shared/terminal/sandbox-context.tsx";
import { chosenBy, type ChoiceProps } from "./drawing-parts.ts";
import { layOut, sizes, type PlacedRegistry } from "./layout.ts";
import { RegionGroup } from "./region-group.tsx";
import { networkWords, storageText } from "./words.ts";

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
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- No element groups the parts of a drawing.
        role="group"
        aria-label="Map of the environment; the list has the same content"
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
        <ul className="map-others small" aria-label="Outside Azure">
          {topology.clusters.map(({ id, name, region }) => (
            <li key={id}>
              cluster {name} in {region}, no registry in its region
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
          {view.privateEndpoints > 0 ? ` · ${view.privateEndpoints} private endpoints` : ""}
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
