import type { Descriptor } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { enqueue } from "../world/clock.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";
import { addUsage, disallowed, requireWritableRegion } from "./content-change.ts";
import { putTag, requireWritableTag, touchRepository } from "./content-tags.ts";
import { isHeldElsewhere, readManifestBody, type ManifestBody } from "./manifest-body.ts";
import { manifestRow, referrerOf } from "./manifest-row.ts";
import { isSigned } from "./signed.ts";
import { requireStorage } from "./storage.ts";

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
  enqueue(draft, "content.changed", {
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
    if (quarantined && !known) enqueue(draft, "image.quarantined", { registry, region, repository, digest, tag, who });
    else enqueue(draft, "image.pushed", { ...pushed, tag });
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
      why: "The same digest is among the repository's deleted artifacts.",
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
      why: "Push everything that the manifest references before the manifest.",
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
      why: `${repository} has no signature for ${digest}.`,
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
