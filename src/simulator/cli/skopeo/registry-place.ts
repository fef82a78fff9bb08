import type { Call } from "../program.ts";
import { fetchBlob, fetchManifest } from "../../registry-client/download.ts";
import type { RegistryResult } from "../../registry-client/failure.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import type { Credentials } from "../../registry-client/token-request.ts";
import { hasBlob, mountBlob, putManifest, uploadBlob } from "../../registry-client/upload.ts";
import { machineClient, orThrow } from "../registry/machine-client.ts";
import type { ImageName } from "./image-name.ts";
import { registryError, type ImageError } from "./log.ts";
import type { Destination, Source } from "./place.ts";

export const userAgent = "skopeo/1.16.1";

type InRegistry = Extract<ImageName, { transport: "docker" }>;

export const registryClient = ({ machine }: Call, host: string, credentials: Credentials | undefined): RegistryClient =>
  machineClient(machine, host, { credentials, userAgent });

/** Makes a function that waits for a result and throws a failure in skopeo's words, with what was being done. */
const atRegistry =
  (call: Call, credentials: Credentials | undefined) =>
  <T>(pending: Promise<RegistryResult<T>>, within: (error: ImageError) => ImageError): Promise<T> =>
    orThrow(pending, (failure) => within(registryError(call, failure, credentials !== undefined)));

/** An image in a registry, to be read. */
export function registrySource(call: Call, name: InRegistry, credentials: Credentials | undefined): Source {
  const client = registryClient(call, name.host, credentials);
  const done = atRegistry(call, credentials);
  return {
    name,
    manifest(instance) {
      const reference = instance ?? name.reference;
      return done(fetchManifest(client, name.repository, reference), (error) =>
        /^pinging|^unable to retrieve/.test(error.message)
          ? error
          : error.within(`reading manifest ${reference} in ${name.path}`),
      );
    },
    blob({ digest }) {
      return done(fetchBlob(client, name.repository, digest), (error) => error.within(`reading blob ${digest}`));
    },
  };
}

/** An image in a registry, to be written. Blobs that another repository of the same registry holds are mounted. */
export function registryDestination(call: Call, name: InRegistry, credentials: Credentials | undefined): Destination {
  const { host, repository, path } = name;
  const client = registryClient(call, host, credentials);
  const done = atRegistry(call, credentials);
  return {
    name,
    lists: true,
    async reuse({ digest }, { name: from }) {
      const within = (error: ImageError) =>
        error
          .within(`checking whether a blob ${digest} exists in ${path}`)
          .within(`trying to reuse blob ${digest} at destination`);
      if (await done(hasBlob(client, repository, digest), within)) return true;
      if (from.transport !== "docker" || from.host !== host || from.repository === repository) return false;
      const mounted = await done(mountBlob(client, repository, digest, from.repository), within);
      if (mounted.status === 201) return true;
      // Not mounted: the registry opened an upload instead, which skopeo gives back before it sends the blob.
      await done(client.send("DELETE", mounted.headers.get("location") ?? ""), within);
      return false;
    },
    async put({ digest }, bytes) {
      await done(
        uploadBlob(client, repository, digest, () => bytes),
        (error) =>
          error.within(`initiating layer upload to /v2/${repository}/blobs/uploads/ in ${host}`).within("writing blob"),
      );
    },
    async putManifest({ bytes, mediaType }, digest, isInstance) {
      const reference = isInstance ? digest : name.reference;
      await done(putManifest(client, repository, reference, bytes, mediaType), (error) =>
        error.within(`uploading manifest ${reference} to ${path}`).within("writing manifest"),
      );
    },
    commit: () => Promise.resolve(),
  };
}
