import data from "../../../content/images/catalogue.json" with { type: "json" };
import type { ImportSource } from "../registry/import-image.ts";
import type { BlobStore } from "../world/blob-store.ts";
import { digestOf, type Hash } from "../world/hash.ts";
import {
  buildImage,
  indexType,
  layerBlob,
  type BuiltImage,
  type LayerOfImage,
  type RuntimeConfig,
} from "./build-image.ts";
import { bulkLayer, bulkName, syntheticBlobs } from "./bulk-layers.ts";
import { makeLayer, type LayerFile } from "./layer.ts";
import { databasePath, writeDatabase, type CataloguePackage, type DatabaseFormat } from "./package-database.ts";

export interface PublicManifest {
  mediaType: string;
  digest: string;
  bytes: Uint8Array;
}

/** A repository of a public registry: its tags, and everything they lead to. */
export interface PublicRepository {
  tags: Map<string, string>;
  manifests: Map<string, PublicManifest>;
  /** Small blobs by digest; absent bytes are made on demand. */
  blobs: Map<string, Uint8Array | undefined>;
}

interface System {
  format: string;
  osRelease: string;
  packages: string[][];
  available: string[][];
}

const systems: Record<string, System> = data.systems;
const created = "2026-08-15T00:00:00Z";

const asPackage = ([name = "", version = "", source = name]: string[]): CataloguePackage => ({ name, version, source });

/** What a package manager of a distribution can install, best version first; by ID of os-release and start of release. */
export function availablePackages(id: string, release: string): CataloguePackage[] {
  const name = Object.keys(systems).find((marker) => {
    const [system, version = ""] = marker.split("-");
    return system === id && (release === version || release.startsWith(`${version}.`));
  });
  return name ? (systems[name]?.available ?? []).map(asPackage) : [];
}

function bulk(name: string): LayerOfImage[] {
  const found = bulkLayer(name);
  return found ? [{ ...found, diffId: found.digest, mediaType: "application/vnd.oci.image.layer.v1.tar" }] : [];
}

function filesOf(systemName: string, repository: string): LayerFile[] {
  const system = systems[systemName];
  if (!system || system.format === "none") {
    return [{ path: "hello", data: `Hello from ${repository}!\n`, mode: "755" }];
  }
  const format = system.format as DatabaseFormat;
  return [
    { path: "etc/os-release", data: system.osRelease },
    { path: databasePath[format], data: writeDatabase(format, system.packages.map(asPackage)) },
  ];
}

function imageOf(hash: Hash, entry: (typeof data.images)[number], architecture: string): BuiltImage {
  const layers = [
    layerBlob(hash, makeLayer(filesOf(entry.system, entry.repository))),
    ...bulk(bulkName(entry.system, architecture)),
    ...bulk(bulkName(`${entry.repository}-${entry.tags.at(-1)}`, architecture)),
  ];
  return buildImage(hash, {
    os: "linux",
    architecture,
    created,
    config: entry.config as RuntimeConfig,
    layers,
    history: layers.map(() => ({ created, created_by: `ADD rootfs of ${entry.system} in /` })),
  });
}

function indexOf(hash: Hash, images: { architecture: string; image: BuiltImage }[]): PublicManifest {
  const bytes = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: images.map(({ architecture, image }) => ({
        mediaType: image.mediaType,
        digest: image.digest,
        size: image.manifest.length,
        platform: { architecture, os: "linux" },
      })),
    }),
  );
  return { mediaType: indexType, digest: digestOf(hash, bytes), bytes };
}

function build(hash: Hash): Map<string, PublicRepository> {
  const repositories = new Map<string, PublicRepository>();
  for (const entry of data.images) {
    const key = `${entry.host}/${entry.repository}`;
    const repository = repositories.get(key) ?? { tags: new Map(), manifests: new Map(), blobs: new Map() };
    repositories.set(key, repository);
    const images = entry.architectures.map((architecture) => ({
      architecture,
      image: imageOf(hash, entry, architecture),
    }));
    for (const { image } of images) {
      const { mediaType, digest, manifest: bytes } = image;
      repository.manifests.set(digest, { mediaType, digest, bytes });
      for (const blob of [...image.layers, image.config]) repository.blobs.set(blob.digest, blob.bytes);
    }
    const index = images.length > 1 ? indexOf(hash, images) : undefined;
    if (index) repository.manifests.set(index.digest, index);
    for (const tag of entry.tags) repository.tags.set(tag, index?.digest ?? images[0]?.image.digest ?? "");
  }
  return repositories;
}

const built = new WeakMap<Hash, Map<string, PublicRepository>>();

/** A repository of a public registry (`docker.io`, `mcr.microsoft.com`), or undefined when it has none of that name. */
export function publicRepository(hash: Hash, host: string, repository: string): PublicRepository | undefined {
  const all = built.get(hash) ?? build(hash);
  built.set(hash, all);
  return all.get(`${host}/${repository}`);
}

/** Whether a host is one of the public registries. */
export const isPublicRegistry = (host: string): boolean => data.images.some((entry) => entry.host === host);

/** Bytes of a blob of a public repository. */
export function* readPublicBlob(
  { blobs }: PublicRepository,
  digest: string,
  start: number,
  end: number,
): Iterable<Uint8Array> {
  const bytes = blobs.get(digest);
  if (bytes) yield bytes.subarray(start, end);
  else if (blobs.has(digest)) yield* syntheticBlobs.read(digest, start, end);
}

/** Size of a blob of a public repository, or undefined when it has no such blob. */
export const publicBlobSize = ({ blobs }: PublicRepository, digest: string): number | undefined =>
  blobs.get(digest)?.length ?? (blobs.has(digest) ? syntheticBlobs.size(digest) : undefined);

/** A public repository as the source of an import, whose blob store has the catalog's bulk layers behind it. */
export function publicSource(hash: Hash, store: BlobStore, host: string, repository: string): ImportSource | undefined {
  const found = publicRepository(hash, host, repository);
  return (
    found && {
      manifest: (reference) => {
        const manifest = found.manifests.get(found.tags.get(reference) ?? reference);
        if (manifest) store.put(manifest.digest, manifest.bytes);
        return manifest;
      },
      blob: (digest) => {
        const bytes = found.blobs.get(digest);
        if (bytes) store.put(digest, bytes);
        return publicBlobSize(found, digest);
      },
    }
  );
}
