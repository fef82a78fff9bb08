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
  const held = draft.get("tag", registry, repository, tag);
  if (!held) return ok(true);
  const locked =
    !held.attributes.writeEnabled ||
    draft.get("manifest", registry, repository, held.digest)?.attributes.writeEnabled === false;
  return locked ? disallowed(`${repository}:${tag}`, "writeEnabled") : ok(true);
}

/** Points a tag at a manifest of the repository. The manifest it pointed at before stays, without that tag. */
export function putTag(draft: Draft, site: ContentSite, repository: string, tag: string, digest: string): void {
  const { registry, region } = site;
  const held = draft.get("tag", registry, repository, tag);
  const at = now(draft);
  if (held && held.digest !== digest) releaseTag(draft, registry, repository, tag, held.digest);
  draft.put("tag", [registry, repository, tag], {
    digest,
    createdAt: held?.createdAt ?? at,
    updatedAt: at,
    attributes: held?.attributes ?? unlocked,
    signed: trustsTag(draft, registry, repository, tag, digest),
  });
  draft.put("tagOf", [registry, repository, digest, tag], true);
  draft.update("manifest", [registry, repository, digest], ({ untaggedAt: _gone, ...manifest }) => manifest);
  touchRepository(draft, registry, repository, { tags: held ? 0 : 1 });
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "tag",
    key: [repository, tag],
    before: held ?? null,
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
  const held = draft.get("tag", registry, repository, tag);
  if (!held) return;
  draft.remove("tag", registry, repository, tag);
  releaseTag(draft, registry, repository, tag, held.digest);
  touchRepository(draft, registry, repository, { tags: -1 });
  enqueue(draft, "content.changed", { registry, region, table: "tag", key: [repository, tag], before: held, bytes: 0 });
}

/** A tag goes only when neither it nor its repository is locked, nor its manifest against writing; that one stays. */
function requireUnlockedTag(draft: Draft, registry: string, repository: string, tag: string, held: Tag): Result<true> {
  const whole = draft.get("repository", registry, repository)?.attributes ?? unlocked;
  const manifest = draft.get("manifest", registry, repository, held.digest)?.attributes ?? unlocked;
  const locks: [string, Partial<Attributes>][] = [
    [`The repository ${repository}`, whole],
    [`${repository}:${tag}`, held.attributes],
    [`${repository}@${held.digest}`, { writeEnabled: manifest.writeEnabled }],
  ];
  for (const [what, { deleteEnabled = true, writeEnabled = true }] of locks) {
    if (!deleteEnabled) return disallowed(what, "deleteEnabled");
    if (!writeEnabled) return disallowed(what, "writeEnabled");
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
  const held = draft.get("tag", registry, repository, tag);
  if (!held) {
    return fail({
      code: "MANIFEST_UNKNOWN",
      status: 404,
      message: "the specified tag does not exist",
      target: { Tag: tag },
    });
  }
  const open = requireUnlockedTag(draft, registry, repository, tag, held);
  if (!open.ok) return open;
  dropTag(draft, site, repository, tag);
  enqueue(draft, "tag.removed", { registry, region, repository, tag, digest: held.digest, who });
  return ok(true);
}
