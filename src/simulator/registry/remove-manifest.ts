import type { Manifest } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { enqueue } from "../world/clock.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";
import { disallowed, requireWritableRegion } from "./content-change.ts";
import { dropTag, tagsOf, touchRepository } from "./content-tags.ts";
import { forgetManifest, keepDeleted, softDeletes } from "./soft-delete.ts";

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
  const repositoryRow = touchRepository(draft, registry, repository, { manifests: -1 });
  if (repositoryRow.manifestCount === 0) draft.remove("repository", registry, repository);
  if (!keeps) forgetManifest(draft, site, repository, digest, manifest);
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "manifest",
    key: [repository, digest],
    before: manifest,
    bytes: 0,
  });
  enqueue(draft, "image.deleted", {
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
  for (const [name, row] of rows) {
    if (row && !row.attributes.deleteEnabled) return disallowed(name, "deleteEnabled");
    if (row && !row.attributes.writeEnabled) return disallowed(name, "writeEnabled");
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
  const manifestsDeleted = [...draft.scan("manifest", [registry, repository])].map(({ rest }) => rest[0]);
  const tagsDeleted: string[] = [];
  for (const digest of manifestsDeleted) {
    const removed = removeManifest(draft, cloud, site, repository, digest);
    if (!removed.ok) return removed;
    tagsDeleted.push(...removed.value.tags);
  }
  draft.remove("repository", registry, repository);
  draft.remove("trust", registry, repository);
  enqueue(draft, "repository.deleted", { registry, region, repository, who, request });
  return ok({ manifestsDeleted, tagsDeleted });
}
