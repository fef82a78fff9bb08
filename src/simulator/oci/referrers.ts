import { mediaTypes } from "../registry/manifest-body.ts";
import { viewManifest } from "../registry/region-view.ts";
import type { Descriptor } from "../world/content-tables.ts";
import type { Result } from "../world/result.ts";
import { readPage } from "./acr-page.ts";
import { contentCall, served } from "./content-call.ts";
import { requireDigest } from "./names.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

/**
 * GET /v2/<name>/referrers/<digest>: always an index, also for a manifest that is not there. In the order of digests, and
 * in pages: `Link` leads to the next one, with the filter in it (OCI distribution-spec, "Listing Referrers"). How many ACR
 * gives at once is not documented; it is as many here as in its other lists.
 */
async function getReferrers(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: "pull" }]);
  if (!found.ok) return found;
  const subject = requireDigest(params["digest"] ?? "");
  if (!subject.ok) return subject;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const { cloud, registry, region, repository, url } = found.value;
  const artifactType = url.searchParams.get("artifactType");
  const world = cloud.world();
  const { n, last } = page.value;
  const manifests: Descriptor[] = [];
  let more = false;
  const rows = world.scan("referrer", [registry, repository, subject.value], last === undefined ? {} : { after: last });
  for (const { row } of rows) {
    if (artifactType !== null && row.artifactType !== artifactType) continue;
    if (!viewManifest(world, registry, region, repository, row.digest)) continue;
    more = manifests.length >= n;
    if (more) break;
    manifests.push(row);
  }
  const body = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.imageIndex, manifests });
  const headers = new Headers({ "Content-Type": mediaTypes.imageIndex });
  if (artifactType !== null) headers.set("OCI-Filters-Applied", "artifactType");
  const end = manifests.at(-1)?.digest;
  if (more && end !== undefined) {
    const query = new URLSearchParams({ last: end, n: String(n), ...(artifactType !== null && { artifactType }) });
    headers.set("Link", `<${url.pathname}?${query}>; rel="next"`);
  }
  return served(found.value, new Response(body, { headers }), { bytes: body.length });
}

export const referrerRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/v2\/(?<name>.+)\/referrers\/(?<digest>[^/]+)$/, handle: getReferrers },
];
