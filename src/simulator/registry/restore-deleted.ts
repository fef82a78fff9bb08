import { ok, fail, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { enqueue } from "../world/clock.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { requireWritableRegion } from "./content-change.ts";
import { putTag, touchRepository } from "./content-tags.ts";
import type { Rules } from "./rules.ts";

/** Takes a manifest out of the bin, with those of its tags whose names are still free. */
export function restoreManifest(
  draft: Draft,
  rules: Rules,
  site: ContentSite,
  repository: string,
  digest: string,
): Result<{ tags: string[] }> {
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  const { registry, region } = site;
  const kept = draft.get("deletedManifest", registry, repository, digest);
  if (!kept) {
    return fail({
      code: "MANIFEST_UNKNOWN",
      status: 404,
      message: `no deleted manifest ${digest} is kept`,
      fact: "softDeleteRetentionDays",
    });
  }
  draft.remove("deletedManifest", registry, repository, digest);
  draft.put("manifest", [registry, repository, digest], kept.row);
  touchRepository(draft, registry, repository, { manifests: 1 });
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "manifest",
    key: [repository, digest],
    before: null,
    bytes: kept.row.size,
  });
  const tags = [...draft.scan("deletedTag", [registry, repository])]
    .filter(({ row }) => row.row.digest === digest)
    .map(({ rest }) => rest[0]);
  const restored = tags.filter((tag) => !draft.has("tag", registry, repository, tag));
  for (const tag of tags) draft.remove("deletedTag", registry, repository, tag);
  for (const tag of restored) putTag(draft, site, repository, tag, digest);
  return ok({ tags: restored });
}
