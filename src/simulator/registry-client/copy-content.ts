import { ok } from "../world/result.ts";
import { partsOf, readManifest, type Descriptor } from "./descriptor.ts";
import { fetchBlob, fetchManifest, indexTypes, manifestTypes } from "./download.ts";
import type { RegistryResult } from "./failure.ts";
import type { RegistryClient } from "./registry-client.ts";
import { putManifest, uploadBlob, type Uploaded } from "./upload.ts";

/** A repository that content is copied from or to. */
export interface Repository {
  host: string;
  repository: string;
  client: RegistryClient;
}

/** Hears of each part that is copied. */
export interface CopyListener {
  before?(descriptor: Descriptor): void;
  after?(descriptor: Descriptor, how: Uploaded): void;
}

const isManifest = ({ mediaType }: Descriptor): boolean =>
  manifestTypes.includes(mediaType) || indexTypes.includes(mediaType);

/**
 * Copies a manifest with everything below it from one repository to another, deepest first, so that the target never holds a
 * manifest whose parts are missing. Within one registry blobs are mounted. `reference` names the copy; without one it goes
 * by its digest.
 */
export async function copyContent(
  from: Repository,
  to: Repository,
  root: Descriptor,
  reference: string | undefined,
  listener: CopyListener = {},
): Promise<RegistryResult<null>> {
  const copied = new Set<string>();
  const mountFrom = from.host === to.host && from.repository !== to.repository ? from.repository : undefined;

  const copyBlob = async (descriptor: Descriptor): Promise<RegistryResult<null>> => {
    const { digest } = descriptor;
    listener.before?.(descriptor);
    const source = () => fetchBlob(from.client, from.repository, digest);
    const result = await uploadBlob(to.client, to.repository, digest, source, { mountFrom });
    if (!result.ok) return result;
    listener.after?.(descriptor, result.value);
    return ok(null);
  };

  const copyManifest = async (descriptor: Descriptor, as: string): Promise<RegistryResult<null>> => {
    const { digest, mediaType } = descriptor;
    if (as === digest) {
      const path = `/v2/${to.repository}/manifests/${digest}`;
      const known = await to.client.has(path, { headers: { accept: mediaType } });
      if (!known.ok) return known;
      if (known.value) {
        listener.after?.(descriptor, "exists");
        return ok(null);
      }
    }
    const fetched = await fetchManifest(from.client, from.repository, digest, mediaType);
    if (!fetched.ok) return fetched;
    for (const part of partsOf(readManifest(fetched.value.bytes))) {
      if (copied.has(part.digest)) continue;
      copied.add(part.digest);
      const result = isManifest(part) ? await copyManifest(part, part.digest) : await copyBlob(part);
      if (!result.ok) return result;
    }
    listener.before?.(descriptor);
    const put = await putManifest(to.client, to.repository, as, fetched.value.bytes, fetched.value.mediaType);
    if (!put.ok) return put;
    listener.after?.(descriptor, "uploaded");
    return ok(null);
  };

  return copyManifest(root, reference ?? root.digest);
}
