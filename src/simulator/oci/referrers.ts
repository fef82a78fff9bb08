import { mediaTypes } from "../registry/manifest-body.ts";
import { viewManifest } from "../registry/region-view.ts";
import type { Result } from "../world/result.ts";
import { contentCall, served } from "./content-call.ts";
import { requireDigest } from "./names.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

/** GET /v2/<name>/referrers/<digest>: always an index, also for a manifest that is not there. */
async function getReferrers(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: "pull" }]);
  if (!found.ok) return found;
  const subject = requireDigest(params["digest"] ?? "");
  if (!subject.ok) return subject;
  const { cloud, registry, region, repository, url } = found.value;
  const wanted = url.searchParams.get("artifactType");
  const world = cloud.world();
  const manifests = [...world.scan("referrer", [registry, repository, subject.value])]
    .map(({ row }) => row)
    .filter(({ digest }) => viewManifest(world, registry, region, repository, digest))
    .filter(({ artifactType }) => wanted === null || artifactType === wanted);
  const body = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.imageIndex, manifests });
  const headers = new Headers({ "Content-Type": mediaTypes.imageIndex });
  if (wanted !== null) headers.set("OCI-Filters-Applied", "artifactType");
  return served(found.value, new Response(body, { headers }), { bytes: body.length });
}

export const referrerRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/v2\/(?<name>.+)\/referrers\/(?<digest>[^/]+)$/, handle: getReferrers },
];
