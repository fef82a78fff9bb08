import { now } from "../world/clock.ts";
import type { Manifest } from "../world/content-tables.ts";
import type { Draft } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { collectLater } from "./content-blobs.ts";
import { addUsage } from "./content-change.ts";
import type { Rules } from "./rules.ts";

const day = 86_400_000;

/** Whether deleted manifests of a registry wait in a bin: the rule allows it and the policy is on. */
export function softDeletes(draft: Draft, rules: Rules, registryKey: string): boolean {
  const registry = draft.get("registry", registryKey);
  return registry !== undefined && registry.policies.softDelete.enabled && rules.allows("softDelete", registry.sku);
}

/** Keeps a manifest and its tags for the days of the policy; what it names stays, too. */
export function keepDeleted(draft: Draft, registry: string, repository: string, digest: string, tags: string[]): void {
  const manifest = draft.get("manifest", registry, repository, digest);
  const days = draft.get("registry", registry)?.policies.softDelete.days ?? 0;
  const [deletedAt, purgeAt] = [now(draft), now(draft) + days * day];
  if (manifest) draft.put("deletedManifest", [registry, repository, digest], { row: manifest, deletedAt, purgeAt });
  for (const tag of tags) {
    const row = draft.get("tag", registry, repository, tag);
    if (row) draft.put("deletedTag", [registry, repository, tag], { row, deletedAt, purgeAt });
  }
}

/** Releases the content and the storage of a manifest that is deleted permanently. */
export function forgetManifest(
  draft: Draft,
  site: ContentSite,
  repository: string,
  digest: string,
  manifest: Manifest,
): void {
  const { registry } = site;
  for (const { digest: part } of manifest.references) draft.remove("usedBy", registry, repository, part, digest);
  if (manifest.subject) draft.remove("referrer", registry, repository, manifest.subject, digest);
  draft.remove("manifestIn", registry, digest, repository);
  if (!draft.any("manifestIn", registry, digest)) addUsage(draft, registry, -manifest.size);
  collectLater(draft, site, repository, [...new Set(manifest.references.map((part) => part.digest))]);
}

/** Throws a manifest out of the bin, with its tags: it cannot be restored, and its space is free again. */
export function purgeDeleted(draft: Draft, site: ContentSite, repository: string, digest: string): void {
  const { registry } = site;
  const kept = draft.get("deletedManifest", registry, repository, digest);
  if (!kept) return;
  draft.remove("deletedManifest", registry, repository, digest);
  const tags = [...draft.scan("deletedTag", [registry, repository])].filter(({ row }) => row.row.digest === digest);
  for (const { rest } of tags) draft.remove("deletedTag", registry, repository, ...rest);
  forgetManifest(draft, site, repository, digest, kept.row);
}
