import { now } from "../world/clock.ts";
import type { Descriptor, Manifest } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { Cloud } from "./cloud.ts";
import { addUsage, disallowed, emit, requireWritableRegion, unlocked, type ContentSite } from "./content-change.ts";
import { dropTag, putTag, requireWritableTag, tagsOf, touchRepository } from "./content-tags.ts";
import { isHeldElsewhere, readManifestBody, type ManifestBody } from "./manifest-body.ts";
import { forgetManifest, keepDeleted, softDeletes } from "./soft-delete.ts";
import { isSigned } from "./signed.ts";
import { requireStorage } from "./storage.ts";

export { collectBlobs, putBlob, removeBlob, type CollectDue } from "./content-blobs.ts";
export { removeTag, tagsOf } from "./content-tags.ts";
export type { ContentSite } from "./content-change.ts";

export interface NewManifest {
  repository: string;
  digest: string;
  bytes: Uint8Array;
  contentType: string | null;
  /** Tags to point at it. */
  tags: readonly string[];
  by: "push" | "import" | "cache";
}

/**
 * Takes a manifest into a repository with the tags it was pushed under: checks its body, that what it names is there, locks,
 * storage and the signed-only rule; a refusal leaves everything as it was. A subject may be missing (OCI distribution-spec).
 */
export function putManifest(
  draft: Draft,
  cloud: Cloud,
  site: ContentSite,
  incoming: NewManifest,
): Result<ManifestBody> {
  const { registry, region, who, request } = site;
  const { repository, digest, bytes, tags, by } = incoming;
  const rules = cloud.rules();
  const read = readManifestBody(bytes, incoming.contentType);
  if (!read.ok) return read;
  const body = read.value;
  const allowed = requirePutManifest(draft, cloud, site, incoming, body);
  if (!allowed.ok) return allowed;

  const known = draft.get("manifest", registry, repository, digest);
  if (!known) {
    if (!draft.any("manifestIn", registry, digest)) {
      const room = requireStorage(draft, rules, registry, bytes.length);
      if (!room.ok) return room;
      addUsage(draft, registry, bytes.length);
    }
    draft.put("manifestIn", [registry, digest, repository], true);
    for (const { digest: part } of body.references) draft.put("usedBy", [registry, repository, part, digest], true);
  }
  cloud.blobs.put(digest, bytes);
  const quarantined =
    known?.quarantined ?? (draft.get("registry", registry)?.policies.quarantine === true && by === "push");
  const manifest = manifestRow(draft, cloud, site, body, bytes.length, known, quarantined, tags.length === 0);
  draft.put("manifest", [registry, repository, digest], manifest);
  if (body.subject) {
    draft.put("referrer", [registry, repository, body.subject.digest, digest], referrerOf(digest, bytes.length, body));
  }
  touchRepository(draft, registry, repository, { manifests: known ? 0 : 1 });
  const bytesToCopy = known ? 0 : bytes.length;
  emit(draft, "content.changed", {
    registry,
    region,
    table: "manifest",
    key: [repository, digest],
    before: known ?? null,
    bytes: bytesToCopy,
  });
  for (const tag of tags) putTag(draft, site, repository, tag, digest);
  const pushed = {
    registry,
    region,
    repository,
    digest,
    mediaType: body.mediaType,
    size: bytes.length,
    by,
    who,
    request,
  };
  for (const tag of tags.length > 0 ? tags : [null]) {
    if (quarantined && !known) emit(draft, "image.quarantined", { registry, region, repository, digest, tag, who });
    else emit(draft, "image.pushed", { ...pushed, tag });
  }
  return ok(body);
}

function requirePutManifest(
  draft: Draft,
  cloud: Cloud,
  site: ContentSite,
  { repository, digest, bytes, tags }: NewManifest,
  body: ManifestBody,
): Result<true> {
  const { registry } = site;
  const rules = cloud.rules();
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  const largest = rules.value<number>("maxManifestSizeMiB");
  if (largest !== undefined && bytes.length > largest * 2 ** 20) {
    return fail({
      code: "SIZE_INVALID",
      status: 413,
      message: `The manifest is larger than ${largest} MiB.`,
      fact: "maxManifestSizeMiB",
    });
  }
  if (draft.get("repository", registry, repository)?.attributes.writeEnabled === false) {
    return disallowed(`The repository ${repository}`, "writeEnabled");
  }
  for (const tag of tags) {
    const free = requireWritableTag(draft, registry, repository, tag);
    if (!free.ok) return free;
  }
  if (draft.has("deletedManifest", registry, repository, digest)) {
    return fail({
      code: "DENIED",
      status: 409,
      message: "The manifest is soft-deleted and cannot be pushed again.",
      fact: "softDeleteRetentionDays",
      why: "The same digest waits in the repository's bin.",
      next: "Restore it, or wait until it is purged.",
    });
  }
  const missing = body.references.filter(
    (part) => !isHeldElsewhere(part) && !isThere(draft, registry, repository, part, body),
  );
  if (missing.length > 0) {
    return fail({
      code: "MANIFEST_BLOB_UNKNOWN",
      status: 400,
      message: `manifest references unknown ${body.isIndex ? "manifest" : "blob"}`,
      target: missing.map(({ digest: name }) => ({ digest: name })),
      why: "Everything a manifest names has to be in the repository before it.",
    });
  }
  const row = draft.get("registry", registry);
  const signedOnly = row !== undefined && row.policies.signedOnlyPush && rules.allows("signedOnlyPush", row.sku);
  if (signedOnly && tags.length > 0 && !isSigned(draft, registry, repository, digest)) {
    return fail({
      code: "DENIED",
      status: 403,
      message: "The registry takes signed images only.",
      fact: "signedOnlyPush",
      why: `No signature for ${digest} is in ${repository}.`,
      next: "Push by digest, sign it, then push it under its tag.",
    });
  }
  return ok(true);
}

const isThere = (
  draft: Draft,
  registry: string,
  repository: string,
  part: Descriptor,
  { isIndex }: ManifestBody,
): boolean =>
  isIndex
    ? draft.has("manifest", registry, repository, part.digest)
    : draft.has("blobIn", registry, repository, part.digest);

function manifestRow(
  draft: Draft,
  cloud: Cloud,
  { region, who }: ContentSite,
  body: ManifestBody,
  size: number,
  known: Manifest | undefined,
  quarantined: boolean,
  untagged: boolean,
): Manifest {
  const at = now(draft);
  const platform = known ?? readPlatform(cloud, body);
  const untaggedAt = known ? known.untaggedAt : untagged ? at : undefined;
  return {
    mediaType: body.mediaType,
    size,
    references: body.references,
    ...(body.configMediaType && { configMediaType: body.configMediaType }),
    ...(body.artifactType && { artifactType: body.artifactType }),
    ...(body.annotations && { annotations: body.annotations }),
    ...(body.subject && { subject: body.subject.digest }),
    ...(platform?.architecture && { architecture: platform.architecture }),
    ...(platform?.os && { os: platform.os }),
    imageSize: body.references.reduce((sum, part) => sum + part.size, size),
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
    ...(untaggedAt !== undefined && { untaggedAt }),
    attributes: known?.attributes ?? unlocked,
    quarantined,
    pushedBy: who,
    region: known?.region ?? region,
  };
}

/** A config larger than this is not read for its platform. */
const configLimit = 2 ** 20;

/** Architecture and system from the config of an image, as the service shows them with the manifest. */
function readPlatform(
  cloud: Cloud,
  { references, configMediaType }: ManifestBody,
): Pick<Manifest, "architecture" | "os"> {
  const config = references.find(({ mediaType }) => mediaType === configMediaType);
  if (!config || !/(image\.config|container\.image)\.v1\+json$/.test(config.mediaType) || config.size > configLimit)
    return {};
  if (cloud.blobs.size(config.digest) === undefined) return {};
  try {
    const read = JSON.parse(new TextDecoder().decode(cloud.blobs.bytes(config.digest))) as Record<
      string,
      unknown
    > | null;
    const { architecture, os } = read ?? {};
    return {
      ...(typeof architecture === "string" && { architecture }),
      ...(typeof os === "string" && { os }),
    };
  } catch {
    return {};
  }
}

/** How a manifest stands in the list of referrers (OCI distribution-spec, listing referrers). */
function referrerOf(digest: string, size: number, body: ManifestBody): Descriptor {
  const artifactType = body.artifactType ?? body.configMediaType;
  return {
    mediaType: body.mediaType,
    digest,
    size,
    ...(artifactType !== undefined && { artifactType }),
    ...(body.annotations && { annotations: body.annotations }),
  };
}

/** Removes a manifest with every tag that points at it; with soft delete on it waits in the bin instead. */
export function removeManifest(
  draft: Draft,
  cloud: Cloud,
  site: ContentSite,
  repository: string,
  digest: string,
): Result<{ tags: string[] }> {
  const { registry, region, who, request } = site;
  const writable = requireWritableRegion(draft, cloud.rules(), site);
  if (!writable.ok) return writable;
  const manifest = draft.get("manifest", registry, repository, digest);
  if (!manifest) {
    return fail({ code: "MANIFEST_UNKNOWN", status: 404, message: "manifest unknown", target: { Digest: digest } });
  }
  const locked = requireUnlockedForDelete(draft, registry, repository, digest);
  if (!locked.ok) return locked;
  const tags = tagsOf(draft, registry, repository, digest);
  const keeps = softDeletes(draft, cloud.rules(), registry);
  if (keeps) keepDeleted(draft, registry, repository, digest, tags);
  for (const tag of tags) dropTag(draft, site, repository, tag);
  draft.remove("manifest", registry, repository, digest);
  // A repository is there as long as a manifest is in it.
  const left = touchRepository(draft, registry, repository, { manifests: -1 });
  if (left.manifestCount === 0) draft.remove("repository", registry, repository);
  if (!keeps) forgetManifest(draft, site, repository, digest, manifest);
  emit(draft, "content.changed", {
    registry,
    region,
    table: "manifest",
    key: [repository, digest],
    before: manifest,
    bytes: 0,
  });
  emit(draft, "image.deleted", {
    registry,
    region,
    repository,
    digest,
    tags,
    mediaType: manifest.mediaType,
    size: manifest.size,
    ...(manifest.configMediaType && { configMediaType: manifest.configMediaType }),
    who,
    request,
  });
  return ok({ tags });
}

/** A manifest goes only when neither it nor any of its tags nor its repository is locked. */
function requireUnlockedForDelete(draft: Draft, registry: string, repository: string, digest: string): Result<true> {
  const tags = tagsOf(draft, registry, repository, digest);
  const rows: [string, { attributes: Manifest["attributes"] } | undefined][] = [
    [`The repository ${repository}`, draft.get("repository", registry, repository)],
    [`${repository}@${digest}`, draft.get("manifest", registry, repository, digest)],
    ...tags.map((tag): [string, { attributes: Manifest["attributes"] } | undefined] => [
      `${repository}:${tag}`,
      draft.get("tag", registry, repository, tag),
    ]),
  ];
  for (const [what, row] of rows) {
    if (row && !row.attributes.deleteEnabled) return disallowed(what, "deleteEnabled");
    if (row && !row.attributes.writeEnabled) return disallowed(what, "writeEnabled");
  }
  return ok(true);
}

/** Removes a repository with all its manifests and tags, unless anything in it is locked. */
export function removeRepository(
  draft: Draft,
  cloud: Cloud,
  site: ContentSite,
  repository: string,
): Result<{ manifestsDeleted: string[]; tagsDeleted: string[] }> {
  const { registry, region, who, request } = site;
  if (!draft.has("repository", registry, repository)) {
    return fail({
      code: "NAME_UNKNOWN",
      status: 404,
      message: `repository "${repository}" is not found`,
      target: { name: repository },
    });
  }
  const manifestsDeleted = [...draft.scan("manifest", [registry, repository])].map(({ rest }) => rest[0] ?? "");
  const tagsDeleted: string[] = [];
  for (const digest of manifestsDeleted) {
    const removed = removeManifest(draft, cloud, site, repository, digest);
    if (!removed.ok) return removed;
    tagsDeleted.push(...removed.value.tags);
  }
  draft.remove("repository", registry, repository);
  draft.remove("trust", registry, repository);
  emit(draft, "repository.deleted", { registry, region, repository, who, request });
  return ok({ manifestsDeleted, tagsDeleted });
}
