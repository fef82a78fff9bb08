import { digestOf } from "../../world/hash.ts";
import type { Call } from "../program.ts";
import { describe, readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import type { ImageName } from "./image-name.ts";
import { ImageError, imageError } from "./log.ts";
import type { Destination, RawManifest, Source } from "./place.ts";

type InFolder = Extract<ImageName, { transport: "dir" }>;
type InLayout = Extract<ImageName, { transport: "oci" }>;

const hex = (digest: string): string => digest.replace(/^[a-z0-9]+:/, "");
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const version = "Directory Transport Version: 1.1\n";

/** The type of a manifest that is only bytes: the one that it states, else OCI's. */
export const typeOf = (bytes: Uint8Array): string => {
  const { mediaType, manifests } = readManifest(bytes);
  return mediaType ?? `application/vnd.oci.image.${manifests ? "index" : "manifest"}.v1+json`;
};

/** Reads a file; errors have the real tool's words. */
export function readFile(call: Call, path: string): Uint8Array {
  try {
    return call.machine.files.bytes(path);
  } catch (error) {
    throw imageError(error);
  }
}

function checked(call: Call, bytes: Uint8Array, digest: string): Uint8Array {
  const actual = digestOf(call.machine.hash, bytes, digest.startsWith("sha512:") ? "sha512" : "sha256");
  if (actual === digest) return bytes;
  throw new ImageError(`Digest did not match, expected ${digest}, got ${actual}`, {
    code: "DigestMismatch",
    text: "The file doesn't match the digest in its name: it was changed.",
  });
}

/** `dir:`: the manifest and the blobs as files of one folder (containers/image, directory). */
export const folderSource = (call: Call, name: InFolder): Source => ({
  name,
  manifest(instance) {
    const file = instance === undefined ? "manifest.json" : `${hex(instance)}.manifest.json`;
    const bytes = readFile(call, `${name.folder}/${file}`);
    return Promise.resolve({ bytes, mediaType: typeOf(bytes) });
  },
  blob: ({ digest }) => Promise.resolve(checked(call, readFile(call, `${name.folder}/${hex(digest)}`), digest)),
});

/** A folder that an image is written to; one with anything else in it is left alone. */
export function folderDestination(call: Call, name: InFolder): Destination {
  const { files } = call.machine;
  const { folder } = name;
  const there = files.list(folder);
  if (there.length > 0 && files.stat(`${folder}/version`)?.kind !== "file") {
    throw new ImageError("not a containers image directory, don't want to overwrite important data", {
      code: "FolderInUse",
      text: `${folder} contains files that are not part of an image.`,
      next: "Use a new or empty folder.",
    });
  }
  for (const file of there) files.remove(`${folder}/${file}`);
  files.makeFolder(folder);
  files.write(`${folder}/version`, version);
  return {
    name,
    lists: true,
    reuse: ({ digest }) => Promise.resolve(files.stat(`${folder}/${hex(digest)}`) !== undefined),
    put({ digest }, bytes) {
      files.write(`${folder}/${hex(digest)}`, bytes);
      return Promise.resolve();
    },
    putManifest({ bytes }, digest, isInstance) {
      files.write(`${folder}/${isInstance ? `${hex(digest)}.manifest.json` : "manifest.json"}`, bytes);
      return Promise.resolve();
    },
    commit: () => Promise.resolve(),
  };
}

const refName = "org.opencontainers.image.ref.name";

const blobPath = (folder: string, digest: string): string => `${folder}/blobs/${digest.replace(":", "/")}`;

function readIndex(call: Call, folder: string): Descriptor[] {
  return readManifest(readFile(call, `${folder}/index.json`)).manifests ?? [];
}

/** `oci:`: a layout of the OCI's image specification in a folder (image-layout.md). */
export function layoutSource(call: Call, name: InLayout): Source {
  const { folder } = name;
  const all = readIndex(call, folder);
  const found =
    name.name === ""
      ? all.length === 1
        ? all[0]
        : undefined
      : all.find(({ annotations }) => annotations?.[refName] === name.name);
  if (!found) {
    const why =
      name.name === ""
        ? `more than one image in oci, choose an image`
        : `no descriptor found for reference ${JSON.stringify(name.name)}`;
    throw new ImageError(
      why,
      {
        code: "NotFound",
        text: `${folder} has the images ${all.map(({ annotations }) => annotations?.[refName] ?? "").join(", ")}.`,
      },
      name.name === "" ? 1 : 2,
    );
  }
  const blob = (digest: string) => checked(call, readFile(call, blobPath(folder, digest)), digest);
  return {
    name,
    manifest(instance) {
      const bytes = blob(instance ?? found.digest);
      return Promise.resolve({ bytes, mediaType: instance === undefined ? found.mediaType : typeOf(bytes) });
    },
    blob: ({ digest }) => Promise.resolve(blob(digest)),
  };
}

/** A layout that an image is added to, in OCI's own format. */
export function layoutDestination(call: Call, name: InLayout): Destination {
  const { files, hash } = call.machine;
  const { folder } = name;
  const write = ({ bytes }: Pick<RawManifest, "bytes">, digest: string) => files.write(blobPath(folder, digest), bytes);
  return {
    name,
    format: "oci",
    lists: true,
    reuse: ({ digest }) => Promise.resolve(files.stat(blobPath(folder, digest)) !== undefined),
    put({ digest }, bytes) {
      write({ bytes }, digest);
      return Promise.resolve();
    },
    putManifest(manifest, digest, isInstance) {
      write(manifest, digest);
      if (isInstance) return Promise.resolve();
      const kept = files.stat(`${folder}/index.json`)
        ? readIndex(call, folder).filter(({ annotations }) => (annotations?.[refName] ?? "") !== name.name)
        : [];
      const entry = {
        ...describe(hash, manifest.bytes, manifest.mediaType),
        ...(name.name !== "" && { annotations: { [refName]: name.name } }),
      };
      files.write(`${folder}/oci-layout`, encode('{"imageLayoutVersion": "1.0.0"}'));
      files.write(`${folder}/index.json`, encode(JSON.stringify({ schemaVersion: 2, manifests: [...kept, entry] })));
      return Promise.resolve();
    },
    commit: () => Promise.resolve(),
  };
}
