import { fail, ok, type Result } from "../world/result.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";
import { putBlob } from "./content-blobs.ts";
import { putManifest } from "./put-manifest.ts";
import { isHeldElsewhere, readManifestBody } from "./manifest-body.ts";

/** A manifest found at the source of an import. */
export interface SourceManifest {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Where an import takes its content from: another registry of the world, or a public one. */
export interface ImportSource {
  manifest(reference: string): SourceManifest | undefined;
  /** Makes sure that the bytes of a blob are in the blob store, and gives their number. */
  blob(digest: string): number | undefined;
}

/** Another registry of the world, or the same one. */
export function registrySource(reader: Reader, cloud: Cloud, registry: string, repository: string): ImportSource {
  return {
    manifest: (reference) => {
      const digest = reader.get("tag", registry, repository, reference)?.digest ?? reference;
      const row = reader.get("manifest", registry, repository, digest);
      return row && { digest, mediaType: row.mediaType, bytes: cloud.blobs.bytes(digest) };
    },
    blob: (digest) => reader.get("blobIn", registry, repository, digest)?.size,
  };
}

interface Found {
  manifest: SourceManifest;
  /** Blobs that it names itself. */
  blobs: { digest: string; size: number }[];
}

/** An image that the source does not have. */
export const sourceMissing = (source: string): Result<never> =>
  fail({
    code: "ImageNotFoundAtSource",
    status: 400,
    message: `The source image could not be imported: ${source} was not found at the source.`,
  });

/** A manifest and everything below it, children first. */
function collect(source: ImportSource, reference: string, found: Map<string, Found>): Result<string> {
  const manifest = source.manifest(reference);
  if (!manifest) return sourceMissing(reference);
  const { digest } = manifest;
  if (found.has(digest)) return ok(digest);
  const body = readManifestBody(manifest.bytes, manifest.mediaType);
  if (!body.ok) return body;
  const blobs: Found["blobs"] = [];
  for (const part of body.value.references) {
    if (isHeldElsewhere(part)) continue;
    if (body.value.isIndex) {
      const child = collect(source, part.digest, found);
      if (!child.ok) return child;
    } else {
      const size = source.blob(part.digest);
      if (size === undefined) return sourceMissing(part.digest);
      blobs.push({ digest: part.digest, size });
    }
  }
  found.set(digest, { manifest, blobs });
  return ok(digest);
}

export interface ImportTarget {
  repository: string;
  /** Absent for an import without a tag. */
  tag?: string;
}

export interface ImportOrder {
  source: ImportSource;
  reference: string;
  targets: ImportTarget[];
  force: boolean;
  /** What brings it; an import when left out. */
  by?: "import" | "cache";
}

/** Copies an image, or an index with all its images, into a registry; all of it or nothing. */
export function importImage(
  draft: Draft,
  cloud: Cloud,
  site: ContentSite,
  { source, reference, targets, force, by = "import" }: ImportOrder,
): Result<{ digest: string; manifests: number }> {
  const rules = cloud.rules();
  const found = new Map<string, Found>();
  const top = collect(source, reference, found);
  if (!top.ok) return top;
  const most = rules.value<number>("maxImportManifests");
  if (most !== undefined && found.size > most) {
    return fail({
      code: "TooManyManifests",
      status: 400,
      message: `The source image has ${found.size} manifests; at most ${most} can be imported at once.`,
      fact: "maxImportManifests",
    });
  }
  for (const target of targets) {
    const free = force ? ok(true as const) : requireFree(draft, site.registry, target, top.value);
    if (!free.ok) return free;
    for (const { manifest, blobs } of found.values()) {
      for (const { digest, size } of blobs) {
        const put = putBlob(draft, rules, site, target.repository, digest, size);
        if (!put.ok) return put;
      }
      const isTop = manifest.digest === top.value;
      const put = putManifest(draft, cloud, site, {
        repository: target.repository,
        digest: manifest.digest,
        bytes: manifest.bytes,
        contentType: manifest.mediaType,
        tags: isTop && target.tag !== undefined ? [target.tag] : [],
        by,
      });
      if (!put.ok) return put;
    }
  }
  return ok({ digest: top.value, manifests: found.size });
}

function requireFree(
  reader: Reader,
  registry: string,
  { repository, tag }: ImportTarget,
  digest: string,
): Result<true> {
  if (tag === undefined) return ok(true);
  const present = reader.get("tag", registry, repository, tag);
  if (!present || present.digest === digest) return ok(true);
  return fail({
    code: "Conflict",
    status: 409,
    message:
      `Tag ${repository}:${tag} already exists in target registry. ` +
      "If the import is run with force mode, the existing tag will be overwritten.",
    next: "Import with --force, or under another tag.",
  });
}
