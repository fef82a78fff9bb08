import { now, enqueue } from "../world/clock.ts";
import type { Attributes, Repository, Tag } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { disallowed, requireWritableRegion, unlocked } from "./content-change.ts";
import { trustsTag } from "./signed.ts";
import type { Rules } from "./rules.ts";

/** Changes the repository's own row, which is made when its first manifest comes. */
export function touchRepository(
  draft: Draft,
  registry: string,
  repository: string,
  change: { manifests?: number; tags?: number },
): Repository {
  const at = now(draft);
  const row = draft.get("repository", registry, repository) ?? {
    createdAt: at,
    updatedAt: at,
    manifestCount: 0,
    tagCount: 0,
    attributes: unlocked,
  };
  const next = {
    ...row,
    updatedAt: at,
    manifestCount: row.manifestCount + (change.manifests ?? 0),
    tagCount: row.tagCount + (change.tags ?? 0),
  };
  draft.put("repository", [registry, repository], next);
  return next;
}

/** Whether a tag may be pointed at a manifest: it, its repository and its old manifest must not be locked against writing. */
export function requireWritableTag(draft: Draft, registry: string, repository: string, tag: string): Result<true> {
  if (draft.get("repository", registry, repository)?.attributes.writeEnabled === false) {
    return disallowed(`The repository ${repository}`, "writeEnabled");
  }
  const tagRow = draft.get("tag", registry, repository, tag);
  if (!tagRow) return ok(true);
  const locked =
    !tagRow.attributes.writeEnabled ||
    draft.get("manifest", registry, repository, tagRow.digest)?.attributes.writeEnabled === false;
  return locked ? disallowed(`${repository}:${tag}`, "writeEnabled") : ok(true);
}

/** Points a tag at a manifest of the repository. The manifest it pointed at before stays, without that tag. */
export function putTag(draft: Draft, site: ContentSite, repository: string, tag: string, digest: string): void {
  const { registry, region } = site;
  const tagRow = draft.get("tag", registry, repository, tag);
  const at = now(draft);
  if (tagRow && tagRow.digest !== digest) releaseTag(draft, registry, repository, tag, tagRow.digest);
  draft.put("tag", [registry, repository, tag], {
    digest,
    createdAt: tagRow?.createdAt ?? at,
    updatedAt: at,
    attributes: tagRow?.attributes ?? unlocked,
    signed: trustsTag(draft, registry, repository, tag, digest),
  });
  draft.put("tagOf", [registry, repository, digest, tag], true);
  draft.update("manifest", [registry, repository, digest], ({ untaggedAt: _gone, ...manifest }) => manifest);
  touchRepository(draft, registry, repository, { tags: tagRow ? 0 : 1 });
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "tag",
    key: [repository, tag],
    before: tagRow ?? null,
    bytes: 0,
  });
}

function releaseTag(draft: Draft, registry: string, repository: string, tag: string, digest: string): void {
  draft.remove("tagOf", registry, repository, digest, tag);
  if (draft.any("tagOf", registry, repository, digest)) return;
  draft.update("manifest", [registry, repository, digest], (manifest) => ({ ...manifest, untaggedAt: now(draft) }));
}

/** Tags of a manifest, in byte order. */
export const tagsOf = (draft: Pick<Draft, "scan">, registry: string, repository: string, digest: string): string[] =>
  [...draft.scan("tagOf", [registry, repository, digest])].map(({ rest }) => rest[0]);

/** Drops a tag's row and tells the replicas, without asking whether it may go. */
export function dropTag(draft: Draft, { registry, region }: ContentSite, repository: string, tag: string): void {
  const tagRow = draft.get("tag", registry, repository, tag);
  if (!tagRow) return;
  draft.remove("tag", registry, repository, tag);
  releaseTag(draft, registry, repository, tag, tagRow.digest);
  touchRepository(draft, registry, repository, { tags: -1 });
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "tag",
    key: [repository, tag],
    before: tagRow,
    bytes: 0,
  });
}

/** A tag goes only when neither it nor its repository is locked, nor its manifest against writing; that one stays. */
function requireUnlockedTag(
  draft: Draft,
  registry: string,
  repository: string,
  tag: string,
  tagRow: Tag,
): Result<true> {
  const whole = draft.get("repository", registry, repository)?.attributes ?? unlocked;
  const manifest = draft.get("manifest", registry, repository, tagRow.digest)?.attributes ?? unlocked;
  const locks: [string, Partial<Attributes>][] = [
    [`The repository ${repository}`, whole],
    [`${repository}:${tag}`, tagRow.attributes],
    [`${repository}@${tagRow.digest}`, { writeEnabled: manifest.writeEnabled }],
  ];
  for (const [name, { deleteEnabled = true, writeEnabled = true }] of locks) {
    if (!deleteEnabled) return disallowed(name, "deleteEnabled");
    if (!writeEnabled) return disallowed(name, "writeEnabled");
  }
  return ok(true);
}

/** Removes a name; its manifest stays (az acr repository untag, and deleting by tag in the OCI sense). */
export function removeTag(
  draft: Draft,
  rules: Rules,
  site: ContentSite,
  repository: string,
  tag: string,
): Result<true> {
  const { registry, region, who } = site;
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  const tagRow = draft.get("tag", registry, repository, tag);
  if (!tagRow) {
    return fail({
      code: "MANIFEST_UNKNOWN",
      status: 404,
      message: "the specified tag does not exist",
      target: { Tag: tag },
    });
  }
  const open = requireUnlockedTag(draft, registry, repository, tag, tagRow);
  if (!open.ok) return open;
  dropTag(draft, site, repository, tag);
  enqueue(draft, "tag.removed", { registry, region, repository, tag, digest: tagRow.digest, who });
  return ok(true);
}
