import type { Call } from "../program.ts";
import { fetchBlob, fetchManifest } from "../registry/download.ts";
import { RegistryClient, type Credentials } from "../registry/registry-client.ts";
import { patiently, putManifest, uploadBlob } from "../registry/upload.ts";
import type { ImageName } from "./image-name.ts";
import { imageError } from "./log.ts";
import type { Destination, Source } from "./place.ts";

export const userAgent = "skopeo/1.16.1";

type InRegistry = Extract<ImageName, { transport: "docker" }>;

export const registryClient = ({ machine }: Call, host: string, credentials: Credentials | undefined): RegistryClient =>
  new RegistryClient(machine, host, { credentials, userAgent });

/** An image in a registry, to be read. */
export function registrySource(call: Call, name: InRegistry, credentials: Credentials | undefined): Source {
  const { machine } = call;
  const client = registryClient(call, name.host, credentials);
  const signedIn = credentials !== undefined;
  return {
    name,
    async manifest(instance) {
      const reference = instance ?? name.reference;
      try {
        return await patiently(machine, () => fetchManifest(machine, client, name.repository, reference));
      } catch (error) {
        const found = imageError(call, error, signedIn);
        const reading = /^pinging|^unable to retrieve/.test(found.message);
        throw reading ? found : found.within(`reading manifest ${reference} in ${name.path}`);
      }
    },
    async blob({ digest }) {
      try {
        return await patiently(machine, () => fetchBlob(machine, client, name.repository, digest));
      } catch (error) {
        throw imageError(call, error, signedIn).within(`reading blob ${digest}`);
      }
    },
  };
}

/** An image in a registry, to be written. Blobs that another repository of the same registry holds are mounted. */
export function registryDestination(call: Call, name: InRegistry, credentials: Credentials | undefined): Destination {
  const { machine } = call;
  const { host, repository, path } = name;
  const client = registryClient(call, host, credentials);
  const signedIn = credentials !== undefined;
  const blobs = `/v2/${repository}/blobs`;
  return {
    name,
    lists: true,
    async reuse({ digest }, { name: from }) {
      try {
        if (await patiently(machine, () => client.has(`${blobs}/${digest}`))) return true;
        if (from.transport !== "docker" || from.host !== host || from.repository === repository) return false;
        const query = new URLSearchParams({ mount: digest, from: from.repository }).toString();
        const scopes = [`repository:${from.repository}:pull`];
        const mounted = await patiently(machine, () => client.expect("POST", `${blobs}/uploads/?${query}`, { scopes }));
        if (mounted.status === 201) return true;
        // Not mounted: the registry opened an upload instead, which skopeo gives back before it sends the blob.
        await client.send("DELETE", mounted.headers.get("location") ?? "");
        return false;
      } catch (error) {
        throw imageError(call, error, signedIn)
          .within(`checking whether a blob ${digest} exists in ${path}`)
          .within(`trying to reuse blob ${digest} at destination`);
      }
    },
    async put({ digest }, bytes) {
      try {
        await uploadBlob(machine, client, repository, digest, () => bytes);
      } catch (error) {
        throw imageError(call, error, signedIn)
          .within(`initiating layer upload to ${blobs}/uploads/ in ${host}`)
          .within("writing blob");
      }
    },
    async putManifest({ bytes, mediaType }, digest, isInstance) {
      const reference = isInstance ? digest : name.reference;
      try {
        await putManifest(machine, client, repository, reference, bytes, mediaType);
      } catch (error) {
        throw imageError(call, error, signedIn)
          .within(`uploading manifest ${reference} to ${path}`)
          .within("writing manifest");
      }
    },
    commit: () => Promise.resolve(),
  };
}
