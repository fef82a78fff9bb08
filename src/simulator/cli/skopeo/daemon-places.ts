import { blobPath, readArchive, writeArchive, type ArchiveEntry } from "../docker/image-archive.ts";
import { ImageStore } from "../docker/image-store.ts";
import { familiarName } from "../docker/names.ts";
import { storedImage } from "../docker/stored-image.ts";
import type { Call } from "../program.ts";
import { readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import { readFile, typeOf } from "./file-places.ts";
import { dockerName, type ImageName } from "./image-name.ts";
import { ImageError } from "./log.ts";
import type { Destination, RawManifest, Source } from "./place.ts";

type InDaemon = Extract<ImageName, { transport: "docker-daemon" }>;
type InArchive = Extract<ImageName, { transport: "docker-archive" }>;

const parse = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

/** Full name with its tag, as docker's daemon keeps it. */
function fullName(text: string): string {
  const { host = "", repository = "", tag = "latest", digest } = dockerName(text) ?? {};
  return digest === undefined ? `${host}/${repository}:${tag}` : `${host}/${repository}@${digest}`;
}

/** `docker-daemon:`: an image of the docker daemon, to be read. */
export function daemonSource(call: Call, name: InDaemon): Source {
  const { layers } = call.machine;
  const image = new ImageStore(call.machine).find(fullName(name.name));
  if (!image) {
    throw new ImageError(`loading image from docker engine: Error response from daemon: reference does not exist`, {
      code: "NoLocalImage",
      text: `The docker daemon has no image called ${name.name}.`,
      next: "`docker images` lists its options.",
    });
  }
  return {
    name,
    manifest: () => Promise.resolve({ bytes: new TextEncoder().encode(image.manifest), mediaType: image.mediaType }),
    blob: ({ digest }) => Promise.resolve(layers.bytes(digest)),
  };
}

/** An image of the daemon, to be written. */
export function daemonDestination(call: Call, name: InDaemon): Destination {
  const { layers } = call.machine;
  return {
    name,
    lists: false,
    reuse: ({ digest }) => Promise.resolve(layers.size(digest) !== undefined),
    put({ digest }, bytes) {
      layers.put(digest, bytes);
      return Promise.resolve();
    },
    putManifest({ bytes, mediaType }, digest) {
      const { config, layers: descriptors = [] } = readManifest(bytes);
      const id = config?.digest ?? "";
      const image = storedImage({ bytes, mediaType, digest }, descriptors, id, layers.bytes(id));
      const store = new ImageStore(call.machine);
      store.add(image);
      store.tag(fullName(name.name), image.id);
      store.save();
      return Promise.resolve();
    },
    commit: () => Promise.resolve(),
  };
}

/** The name of an image in an archive: without Docker Hub's host, as docker prints it. */
const familiar = (text: string): string => familiarName(fullName(text));

/** `docker-archive:`: what `docker save` writes, an OCI layout with docker's manifest.json beside it, to be read. */
export function archiveSource(call: Call, name: InArchive): Source {
  const bytes = readFile(call, name.file);
  const damaged = (why: string) =>
    new ImageError(why, { code: "BadArchive", text: `${name.file} is not what \`docker save\` writes.` });
  let files: Map<string, Uint8Array>;
  try {
    files = readArchive(bytes);
  } catch {
    throw damaged("unexpected EOF");
  }
  const file = (path: string): Uint8Array => {
    const found = files.get(path);
    if (!found) throw damaged(`file "${path}" not found in archive`);
    return found;
  };
  const entries = parse<ArchiveEntry[]>(file("manifest.json"));
  const tops = readManifest(file("index.json")).manifests ?? [];
  const at = entries.findIndex(
    ({ RepoTags }) => name.name === "" || (RepoTags ?? []).some((tag) => familiar(tag) === familiar(name.name)),
  );
  const top = tops[at];
  if (!top) throw damaged(`Tag "${name.name}" not found`);
  if (name.name === "" && entries.length > 1)
    throw damaged(`Unexpected tar manifest.json: expected 1 item, got ${entries.length}`);
  return {
    name,
    manifest() {
      const found = file(blobPath(top.digest));
      return Promise.resolve({ bytes: found, mediaType: typeOf(found) });
    },
    blob: ({ digest }) => Promise.resolve(file(blobPath(digest))),
  };
}

/** The same to be written, at the end and at once. An archive that is there is not changed. */
export function archiveDestination(call: Call, name: InArchive): Destination {
  const { files } = call.machine;
  if (files.stat(name.file)) {
    throw new ImageError("docker-archive doesn't support modifying existing images", {
      code: "FileExists",
      text: `${name.file} already exists.`,
      next: `Remove it first: \`rm ${name.file}\``,
    });
  }
  const blobs = new Map<string, Uint8Array>();
  let written: { manifest: RawManifest; digest: string } | undefined;
  return {
    name,
    lists: false,
    reuse: ({ digest }) => Promise.resolve(blobs.has(digest)),
    put({ digest }, bytes) {
      blobs.set(digest, bytes);
      return Promise.resolve();
    },
    putManifest(manifest, digest) {
      written = { manifest, digest };
      return Promise.resolve();
    },
    commit() {
      if (!written) return Promise.resolve();
      const { manifest, digest } = written;
      const { config, layers = [] } = readManifest(manifest.bytes);
      const entry: ArchiveEntry = {
        Config: blobPath(config?.digest ?? ""),
        RepoTags: name.name === "" ? null : [familiar(name.name)],
        Layers: layers.map((layer: Descriptor) => blobPath(layer.digest)),
      };
      const top = { mediaType: manifest.mediaType, digest, size: manifest.bytes.length };
      blobs.set(digest, manifest.bytes);
      files.write(name.file, writeArchive(blobs, [entry], [top]));
      return Promise.resolve();
    },
  };
}
