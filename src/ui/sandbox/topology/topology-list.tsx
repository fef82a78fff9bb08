import type { Topology } from "../../../sandbox/topology-view.ts";
import type { Chosen } from "./facts-of.tsx";
import { networkWords, podCount, stateOf, storageText } from "./words.ts";

/** The same as the drawing, as nested lists. */
export function TopologyList({ topology, onChoose }: { topology: Topology; onChoose(chosen: Chosen): void }) {
  return (
    <ul className="map-list">
      {topology.registries.map((registry) => (
        <li key={registry.name}>
          <button
            type="button"
            className="link"
            onClick={() => onChoose({ kind: "registry", registry: registry.name })}
          >
            {registry.loginServer}
          </button>
          , {registry.sku}, {storageText(registry)}, {networkWords[registry.network]}
          <ul>
            {registry.regions.map((region) => (
              <li key={region.region}>
                <button
                  type="button"
                  className="link"
                  onClick={() => onChoose({ kind: "region", registry: registry.name, region: region.region })}
                >
                  {region.displayName}
                </button>
                , {region.role}, {stateOf(region).mark} {stateOf(region).text}
                <ul>
                  {region.repositories.map(({ name, tags, moreTags }) => (
                    <li key={name}>
                      <code>{name}</code>:{" "}
                      {tags.length === 0
                        ? "no tags"
                        : tags
                            .map(({ name: tag, present, layers }) => {
                              const here = layers.filter((layer) => layer.present).length;
                              return present && here === layers.length
                                ? tag
                                : `${tag} (${here} of ${layers.length} layers here)`;
                            })
                            .join(", ")}
                      {moreTags > 0 && `, ${moreTags} more`}
                    </li>
                  ))}
                  {region.moreRepositories > 0 && <li>{region.moreRepositories} more repositories</li>}
                  {region.clusters.map(({ id, name, pods, failing }) => (
                    <li key={id}>
                      <button type="button" className="link" onClick={() => onChoose({ kind: "cluster", id })}>
                        cluster {name}
                      </button>
                      , {podCount({ pods })}
                      {failing > 0 && `, ⊘ ${failing} failing`}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </li>
      ))}
      {topology.clusters.map(({ id, name, region }) => (
        <li key={id}>
          cluster {name} in {region}
        </li>
      ))}
      {topology.others.map(({ kind, name }) => (
        <li key={kind + name}>
          {kind} {name}
        </li>
      ))}
    </ul>
  );
}
