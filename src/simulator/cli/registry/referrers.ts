import type { Machine } from "../machine.ts";
import type { Descriptor } from "./descriptor.ts";
import { RegistryError, type RegistryClient } from "./registry-client.ts";
import { patiently } from "./upload.ts";

interface Index {
  manifests?: Descriptor[];
}

const readIndex = async (response: Response): Promise<Descriptor[]> =>
  ((await response.json()) as Index).manifests ?? [];

/**
 * Manifests whose subject is `digest`, page by page; by the tag scheme where the registry has no API for it (OCI
 * distribution-spec, "Listing Referrers"). Throws RegistryError.
 */
export async function listReferrers(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  digest: string,
  artifactType?: string,
): Promise<Descriptor[]> {
  const query = artifactType === undefined ? "" : `?${new URLSearchParams({ artifactType }).toString()}`;
  const found: Descriptor[] = [];
  let path: string | undefined = `/v2/${repository}/referrers/${digest}${query}`;
  try {
    while (path !== undefined) {
      const at: string = path;
      const response = await patiently(machine, () => client.expect("GET", at));
      found.push(...(await readIndex(response)));
      path = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 404) throw error;
    const tag = digest.replace(":", "-");
    const fallback = await client.send("GET", `/v2/${repository}/manifests/${tag}`, {
      headers: { accept: "application/vnd.oci.image.index.v1+json" },
    });
    if (fallback.ok) found.push(...(await readIndex(fallback)));
  }
  return artifactType === undefined ? found : found.filter((one) => one.artifactType === artifactType);
}
