import { enqueue, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { EventPayloads } from "../world/events.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { addUsage, requireWritableRegion } from "./content-change.ts";
import type { Rules } from "./rules.ts";
import { gibibyte, requireStorage } from "./storage.ts";

/** How long blobs that no manifest names any more stay before their space is free again. */
export const collectDelay = 60_000;

/**
 * Makes a blob whose bytes are in the store readable through a repository. It counts for the registry's storage the first
 * time any repository of it holds it; doing it again changes nothing.
 */
export function putBlob(
  draft: Draft,
  rules: Rules,
  site: ContentSite,
  repository: string,
  digest: string,
  size: number,
): Result<true> {
  const { registry, region } = site;
  const writable = requireWritableRegion(draft, rules, site);
  if (!writable.ok) return writable;
  if (draft.has("blobIn", registry, repository, digest)) return ok(true);
  const largest = rules.value<number>("maxLayerSizeGiB");
  if (largest !== undefined && size > largest * gibibyte) {
    return fail({
      code: "SIZE_INVALID",
      status: 413,
      message: `A layer is ${largest} GiB at most.`,
      fact: "maxLayerSizeGiB",
    });
  }
  const blob = draft.get("blob", registry, digest);
  if (!blob) {
    const room = requireStorage(draft, rules, registry, size);
    if (!room.ok) return room;
    addUsage(draft, registry, size);
  }
  draft.put("blob", [registry, digest], { size, repositories: (blob?.repositories ?? 0) + 1 });
  draft.put("blobIn", [registry, repository, digest], { size, createdAt: now(draft) });
  const bytes = blob ? 0 : size;
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "blobIn",
    key: [repository, digest],
    before: null,
    bytes,
  });
  return ok(true);
}

/** Takes a blob out of a repository; its space is free once no repository of the registry holds it. */
export function removeBlob(
  draft: Draft,
  { registry, region }: ContentSite,
  repository: string,
  digest: string,
): boolean {
  const blobRow = draft.get("blobIn", registry, repository, digest);
  const blob = draft.get("blob", registry, digest);
  if (!blobRow || !blob) return false;
  draft.remove("blobIn", registry, repository, digest);
  if (blob.repositories > 1) draft.put("blob", [registry, digest], { ...blob, repositories: blob.repositories - 1 });
  else {
    draft.remove("blob", registry, digest);
    addUsage(draft, registry, -blob.size);
  }
  enqueue(draft, "content.changed", {
    registry,
    region,
    table: "blobIn",
    key: [repository, digest],
    before: blobRow,
    bytes: 0,
  });
  return true;
}

/** Lets the blobs that a manifest named go, unless another manifest of the repository names them by then. */
export function collectLater(draft: Draft, site: ContentSite, repository: string, digests: string[]): void {
  if (digests.length > 0) enqueue(draft, "content.collect", { site, repository, digests }, collectDelay);
}

/** Removes those of the blobs that no manifest of the repository names. */
export function collectBlobs(draft: Draft, { site, repository, digests }: EventPayloads["content.collect"]): void {
  for (const digest of digests) {
    if (!draft.any("usedBy", site.registry, repository, digest)) removeBlob(draft, site, repository, digest);
  }
}
