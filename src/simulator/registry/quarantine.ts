import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { enqueue } from "../world/clock.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { requireWritableRegion } from "./content-change.ts";
import type { Rules } from "./rules.ts";

/** Lets a manifest out of quarantine, so that everybody who may pull can pull it; doing it again changes nothing. */
export function releaseManifest(
  draft: Draft,
  rules: Rules,
  site: ContentSite,
  repository: string,
  digest: string,
): Result<true> {
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  const { registry, region, who, request } = site;
  const manifest = draft.get("manifest", registry, repository, digest);
  if (!manifest) {
    return fail({ code: "MANIFEST_UNKNOWN", status: 404, message: "manifest unknown", target: { Digest: digest } });
  }
  if (!manifest.quarantined) return ok(true);
  draft.put("manifest", [registry, repository, digest], { ...manifest, quarantined: false });
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "manifest",
    key: [repository, digest],
    before: manifest,
    bytes: 0,
  });
  enqueue(draft, "image.released", { registry, region, repository, digest, who, request });
  return ok(true);
}
