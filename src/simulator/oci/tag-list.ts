import { scanTags } from "../registry/region-view.ts";
import type { Result } from "../world/result.ts";
import { nextLink, readPage } from "./acr-page.ts";
import { readRepository, unknownRepository } from "./acr-read.ts";
import { contentCall, served } from "./content-call.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

/** GET /v2/<name>/tags/list, in byte order; all of them unless `n` says how many. */
async function getTags(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: ["pull", "metadataRead"] }]);
  if (!found.ok) return found;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const { cloud, registry, repository, url } = found.value;
  const lookup = readRepository(found.value, repository);
  if (!lookup) return unknownRepository(found.value, repository);
  const { region } = lookup.view;
  const most = url.searchParams.has("n") ? page.value.n : Number.POSITIVE_INFINITY;
  const { last } = page.value;
  const tags: string[] = [];
  let more = false;
  if (most > 0) {
    for (const { name, tag } of scanTags(
      cloud.world(),
      registry,
      region,
      repository,
      last === undefined ? {} : { after: last },
    )) {
      if (!tag.attributes.listEnabled) continue;
      more = tags.length === most;
      if (more) break;
      tags.push(name);
    }
  }
  const headers = nextLink(url.pathname, page.value, more ? tags.at(-1) : undefined);
  return served({ ...found.value, region }, Response.json({ name: repository, tags }, { headers }), {
    ...(lookup.why !== undefined && { why: lookup.why }),
  });
}

export const tagListRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/v2\/(?<name>.+)\/tags\/list$/, handle: getTags },
];
