import { ok } from "../world/result.ts";
import type { Descriptor } from "./descriptor.ts";
import { statusOf, type RegistryResult } from "./failure.ts";
import { listPages } from "./list-pages.ts";
import type { RegistryClient } from "./registry-client.ts";

/** Gets the referrers that an index under a tag lists, for registries without the API (the referrers tag schema). */
async function taggedReferrers(client: RegistryClient, repository: string, digest: string) {
  const path = `/v2/${repository}/manifests/${digest.replace(":", "-")}`;
  const response = await client.send("GET", path, { headers: { accept: "application/vnd.oci.image.index.v1+json" } });
  if (!response.ok) return response;
  if (!response.value.ok) return ok<Descriptor[], never>([]);
  return ok<Descriptor[], never>(((await response.value.json()) as { manifests?: Descriptor[] }).manifests ?? []);
}

/**
 * Lists the manifests whose subject is `digest`, page by page; by the tag schema where the registry has no API for it (OCI
 * distribution-spec, "Listing Referrers").
 */
export async function listReferrers(
  client: RegistryClient,
  repository: string,
  digest: string,
  artifactType?: string,
): Promise<RegistryResult<Descriptor[]>> {
  const query = artifactType === undefined ? "" : `?${new URLSearchParams({ artifactType }).toString()}`;
  let listed = await listPages<Descriptor>(client, `/v2/${repository}/referrers/${digest}${query}`, "manifests");
  if (!listed.ok && statusOf(listed.refusal) === 404) listed = await taggedReferrers(client, repository, digest);
  if (!listed.ok || artifactType === undefined) return listed;
  return ok(listed.value.filter((referrer) => referrer.artifactType === artifactType));
}
