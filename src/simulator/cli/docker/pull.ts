import type { Call } from "../program.ts";
import { ExitError } from "../program.ts";
import type { Descriptor } from "../../registry-client/descriptor.ts";
import {
  fetchBlob,
  fetchManifest,
  indexTypes,
  openBlob,
  readBlob,
  readLimit,
  type FetchedManifest,
} from "../../registry-client/download.ts";
import type { RegistryFailure, RegistryResult } from "../../registry-client/failure.ts";
import { dockerHub, tagOrDigest } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { ok } from "../../world/result.ts";
import type { Machine } from "../machine.ts";
import { orThrow } from "../registry/machine-client.ts";
import { registryClient } from "./client.ts";
import { dockerError } from "./docker-error.ts";
import type { ImageStore, StoredImage } from "./image-store.ts";
import { layerProgress } from "./layer-progress.ts";
import { shortId, shownReference, type ImageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { storedImage } from "./stored-image.ts";

interface ImageManifest {
  config: Descriptor;
  layers: Descriptor[];
}

const json = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

export interface PullOptions {
  platform: string;
  quiet: boolean;
  /** For the base of a build: its layers are kept, and the list of images does not name it. */
  unlisted?: boolean;
}

/** Chooses the manifest of a platform from an index. */
function choose(name: ImageName, index: FetchedManifest, platform: string): string {
  const { manifests = [] } = json<{ manifests?: Descriptor[] }>(index.bytes);
  const found = manifests.find((manifest) => {
    const { os, architecture, variant } = manifest.platform ?? { os: "", architecture: "" };
    return [`${os}/${architecture}`, `${os}/${architecture}/${variant ?? ""}`].includes(platform);
  });
  if (found) return found.digest;
  const has = manifests.map((manifest) => `${manifest.platform?.os}/${manifest.platform?.architecture}`).join(", ");
  throw new ExitError(1, `no matching manifest for ${platform} in the manifest list entries`, {
    code: "NoPlatform",
    text: `${shownReference(name)} is built for ${has}, not for ${platform}.`,
  });
}

function pullError({ machine }: Call, name: ImageName, failure: RegistryFailure): ExitError {
  const url = `https://${name.host}/v2/${name.repository}/manifests/${tagOrDigest(name)}`;
  return dockerError(machine, name.host, failure, (text, status) => {
    const daemon = "Error response from daemon: ";
    if (status === 404)
      return `${daemon}manifest for ${shownReference(name)} not found: manifest unknown: ${text.split(": ").slice(1).join(": ")}`;
    if (name.host === dockerHub) {
      return `${daemon}pull access denied for ${name.familiar}, repository does not exist or may require 'docker login': ${text}`;
    }
    return `${daemon}Head "${url}": ${text}`;
  });
}

/** Gets a layer for the daemon. A large public base layer is requested too, but held by name and not read. */
async function fetchLayer(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  { digest, size }: Descriptor,
): Promise<RegistryResult<null>> {
  const opened = await openBlob(client, repository, digest);
  if (!opened.ok) return opened;
  if (size > readLimit && machine.layers.hold(digest)) {
    await opened.value.body?.cancel();
    return ok(null);
  }
  const bytes = await readBlob(client, digest, opened.value);
  if (!bytes.ok) return bytes;
  machine.layers.put(digest, bytes.value);
  return ok(null);
}

/** Pulls an image; prints what docker prints and returns the image. */
export async function pullImage(
  call: Call,
  store: ImageStore,
  name: ImageName,
  { platform, quiet, unlisted = false }: PullOptions,
): Promise<StoredImage> {
  const { machine } = call;
  const client = registryClient(machine, name.host);
  const fetched = <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) => pullError(call, name, failure));
  const print = (text: string) => !quiet && call.out(text);
  const reference = tagOrDigest(name);
  const top = await fetched(fetchManifest(client, name.repository, reference));
  const manifest = indexTypes.includes(top.mediaType)
    ? await fetched(fetchManifest(client, name.repository, choose(name, top, platform)))
    : top;
  const { config, layers } = json<ImageManifest>(manifest.bytes);
  if (!config || !Array.isArray(layers) || !/config|image/.test(config.mediaType)) {
    throw new ExitError(
      1,
      `Error response from daemon: unsupported media type ${config?.mediaType ?? manifest.mediaType}`,
      {
        code: "NotAnImage",
        text: "This artifact is not a container image, so docker cannot run or keep it.",
        next: "`oras pull` fetches artifacts of any kind.",
      },
    );
  }
  const known = store.find(config.digest);
  print(`${name.digest ?? reference}: Pulling from ${name.repository}\n`);
  const progress = layerProgress(call, quiet);
  const missing = layers.filter(({ digest }) => machine.layers.size(digest) === undefined);
  for (const { digest } of layers)
    progress(shortId(digest), missing.some((layer) => layer.digest === digest) ? "Pulling fs layer" : "Already exists");
  const configBytes = await fetched(fetchBlob(client, name.repository, config.digest));
  for (const layer of missing) {
    progress(shortId(layer.digest), "Downloading");
    await fetched(fetchLayer(machine, client, name.repository, layer));
    progress(shortId(layer.digest), "Pull complete");
  }
  if (call.live && !quiet)
    for (const { digest } of layers)
      call.live(
        shortId(digest),
        `${shortId(digest)}: ${missing.some((layer) => layer.digest === digest) ? "Pull complete" : "Already exists"}`,
      );
  machine.layers.put(config.digest, configBytes);
  const image = storedImage(manifest, layers, config.digest, configBytes);
  const full = fullReference(name);
  const upToDate = known !== undefined && store.find(full)?.id === image.id;
  if (unlisted) return image;
  store.add(image);
  store.noteSource(name.full, { ...image, manifestDigest: top.digest });
  if (name.digest === undefined) store.tag(full, image.id);
  store.save();
  print(`Digest: ${top.digest}\n`);
  const status = upToDate ? "Image is up to date for" : "Downloaded newer image for";
  print(`Status: ${status} ${shownReference(name)}\n`);
  return image;
}
