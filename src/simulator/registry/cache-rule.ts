import { enqueue } from "../world/clock.ts";
import { ok } from "../world/result.ts";
import type { Reader } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";

/** Where a repository of the registry is copied from on its first pull. */
export interface CacheSource {
  /** Host of the upstream registry, e.g. `docker.io`. */
  host: string;
  repository: string;
}

/** What a target with a star at its end leaves over of a repository's name; "" for an exact match. */
function restOf(target: string, repository: string): string | undefined {
  if (!target.endsWith("*")) return target === repository ? "" : undefined;
  const start = target.slice(0, -1);
  return repository.startsWith(start) && repository.length > start.length ? repository.slice(start.length) : undefined;
}

/** The cache rule for a repository: an exact target before one with a star, a longer one before a shorter. */
export function findCacheRule(reader: Reader, registry: string, repository: string): CacheSource | undefined {
  const rules = [...reader.scan("cacheRule", [registry])]
    .map(({ row }) => ({ row, rest: restOf(row.targetRepository, repository) }))
    .filter(({ rest }) => rest !== undefined)
    .sort((a, b) => (a.rest ?? "").length - (b.rest ?? "").length);
  const [best] = rules;
  if (!best) return undefined;
  const [host = "", ...path] = best.row.sourceRepository.split("/");
  return { host: host.toLowerCase(), repository: path.join("/").replace(/\*$/, best.rest ?? "") };
}

/** Has the registry copy what a pull did not find, where a cache rule covers it; tells whether it is worth another look. */
export function wantFromUpstream(cloud: Cloud, site: ContentSite, repository: string, reference: string): boolean {
  const world = cloud.world();
  const registry = world.get("registry", site.registry);
  if (!registry || !world.any("cacheRule", site.registry)) return false;
  if (!cloud.rules().allows("artifactCacheRules", registry.sku)) return false;
  if (!findCacheRule(world, site.registry, repository)) return false;
  cloud.transact((draft) => {
    enqueue(draft, "cache.wanted", { site, repository, reference });
    return ok(true);
  });
  return true;
}
