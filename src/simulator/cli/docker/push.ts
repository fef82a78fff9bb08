import { digestOf } from "../../world/hash.ts";
import { ExitError, type Call } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import { statusOf, type RegistryFailure, type RegistryResult } from "../../registry-client/failure.ts";
import { dockerHub } from "../../registry-client/reference.ts";
import { orThrow } from "../registry/machine-client.ts";
import { putManifest, uploadBlob, type Uploaded } from "../../registry-client/upload.ts";
import { registryClient } from "./client.ts";
import { dockerError } from "./docker-error.ts";
import type { ImageStore, StoredImage } from "./image-store.ts";
import { layerProgress } from "./layer-progress.ts";
import { shortId, type ImageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

function pushError({ machine }: Call, name: ImageName, failure: RegistryFailure): ExitError {
  const { host } = name;
  return dockerError(machine, host, failure, (text, status) => {
    if (host === dockerHub) return "denied: requested access to the resource is denied";
    if (status === 401 && credentialsFor(machine, host) === undefined) return "no basic auth credentials";
    return text;
  });
}

const explainPush = (call: Call, name: ImageName): void => {
  if (name.host === dockerHub) {
    call.explain({
      code: "NoLoginServer",
      text: "A name without a registry means Docker Hub, and nobody is signed in there.",
      next: `Tag it for your registry first: \`docker tag ${name.familiar} REGISTRY.azurecr.io/${name.familiar}:${name.tag ?? "latest"}\``,
    });
  } else if (credentialsFor(call.machine, name.host) === undefined) {
    call.explain({
      code: "NotSignedIn",
      text: `docker has no credentials for ${name.host}.`,
      next: `\`az acr login --name ${name.host.split(".")[0] ?? name.host}\``,
    });
  }
};

const words: Record<Uploaded, (from: string | undefined) => string> = {
  exists: () => "Layer already exists",
  mounted: (from) => `Mounted from ${from ?? ""}`,
  uploaded: () => "Pushed",
};

/** Signs a manifest before its tag is there. */
export type SignFirst = (target: { digest: string; length: number }) => Promise<void>;

/**
 * Pushes one tag of an image; prints what docker prints. A registry that takes signed images only refuses the tag of one
 * that is not; `signFirst` then signs the manifest, which is pushed by its digest before.
 */
export async function pushTag(
  call: Call,
  store: ImageStore,
  name: ImageName,
  image: StoredImage,
  quiet: boolean,
  signFirst?: SignFirst,
): Promise<string> {
  const { machine } = call;
  const { host, repository, tag = "latest" } = name;
  const client = registryClient(machine, host);
  const done = <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) => {
      const stop = pushError(call, name, failure);
      explainPush(call, name);
      return stop;
    });
  const progress = layerProgress(call, quiet);
  const layers = [...image.layers].reverse();
  for (const { diffId } of layers) progress(shortId(diffId), "Preparing");
  for (const { digest, diffId } of layers) {
    const mountFrom = store.mountSource(host, repository, digest);
    const uploaded = await done(
      uploadBlob(client, repository, digest, () => machine.layers.bytes(digest), { mountFrom }),
    );
    store.noteLayer(name.full, digest);
    progress(shortId(diffId), words[uploaded](mountFrom));
  }
  await done(uploadBlob(client, repository, image.id, () => machine.layers.bytes(image.id)));
  const manifest = new TextEncoder().encode(image.manifest);
  const put = (reference: string) => putManifest(client, repository, reference, manifest, image.mediaType);
  const own = digestOf(machine.hash, manifest);
  const tagged = await put(tag);
  const unsigned = !tagged.ok && signFirst !== undefined && statusOf(tagged.refusal) === 403;
  await done(unsigned ? put(own) : Promise.resolve(tagged));
  store.noteSource(name.full, image);
  store.save();
  if (!quiet) call.out(`${tag}: digest: ${own} size: ${manifest.length}\n`);
  if (unsigned) {
    await signFirst({ digest: own, length: manifest.length });
    await done(put(tag));
  }
  return own;
}

/** What `docker push` says of an image that the daemon does not have. */
export const noSuchTag = (name: ImageName): ExitError =>
  new ExitError(1, `An image does not exist locally with the tag: ${name.familiar}`, {
    code: "NoLocalImage",
    text: `The docker daemon has no image called ${fullReference(name)}.`,
    next: "`docker images` lists what it has; `docker tag SOURCE TARGET` gives an image another name.",
  });
