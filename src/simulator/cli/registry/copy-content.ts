import type { Machine } from "../machine.ts";
import { partsOf, readManifest, type Descriptor } from "./descriptor.ts";
import { fetchBlob, fetchManifest, indexTypes, manifestTypes } from "./download.ts";
import type { RegistryClient } from "./registry-client.ts";
import { patiently, putManifest, uploadBlob, type Uploaded } from "./upload.ts";

/** A repository that content is copied from or to. */
export interface Repository {
  host: string;
  repository: string;
  client: RegistryClient;
}

export interface CopyListener {
  before?(descriptor: Descriptor): void;
  after?(descriptor: Descriptor, how: Uploaded): void;
}

const isManifest = ({ mediaType }: Descriptor): boolean =>
  manifestTypes.includes(mediaType) || indexTypes.includes(mediaType);

/**
 * Copies a manifest with everything below it from one repository to another, deepest first, so that the target never holds a
 * manifest whose parts are missing. Within one registry blobs are mounted. `reference` names the copy; without one it goes
 * by its digest. Throws RegistryError, NetworkError and DigestMismatch.
 */
export async function copyContent(
  machine: Machine,
  from: Repository,
  to: Repository,
  root: Descriptor,
  reference: string | undefined,
  listener: CopyListener = {},
): Promise<void> {
  const copied = new Set<string>();

  const copyBlob = async (descriptor: Descriptor): Promise<void> => {
    const { digest } = descriptor;
    listener.before?.(descriptor);
    const mountFrom = from.host === to.host && from.repository !== to.repository ? from.repository : undefined;
    const bytes = (): Promise<Uint8Array> =>
      patiently(machine, () => fetchBlob(machine, from.client, from.repository, digest));
    const how = await uploadBlob(machine, to.client, to.repository, digest, bytes, { mountFrom });
    listener.after?.(descriptor, how);
  };

  const copyManifest = async (descriptor: Descriptor, as: string): Promise<void> => {
    const { digest } = descriptor;
    const there =
      as === digest &&
      (await patiently(machine, () =>
        to.client.has(`/v2/${to.repository}/manifests/${digest}`, { headers: { accept: descriptor.mediaType } }),
      ));
    if (there) {
      listener.after?.(descriptor, "exists");
      return;
    }
    const found = await patiently(machine, () =>
      fetchManifest(machine, from.client, from.repository, digest, descriptor.mediaType),
    );
    for (const part of partsOf(readManifest(found.bytes))) {
      if (copied.has(part.digest)) continue;
      copied.add(part.digest);
      if (isManifest(part)) await copyManifest(part, part.digest);
      else await copyBlob(part);
    }
    listener.before?.(descriptor);
    await putManifest(machine, to.client, to.repository, as, found.bytes, found.mediaType);
    listener.after?.(descriptor, "uploaded");
  };

  await copyManifest(root, reference ?? root.digest);
}
