import type { Cloud, Service } from "../registry/cloud.ts";
import { removeManifest } from "../registry/remove-manifest.ts";
import { purgeDeleted } from "../registry/soft-delete.ts";
import { enqueue, now } from "../world/clock.ts";
import type { Manifest, Tag } from "../world/content-tables.ts";
import type { Draft } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { EventPayloads } from "../world/events.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** The policy is about Docker manifests; those with OCI media types stay (fact retentionPolicy). */
const isDocker = ({ mediaType }: Manifest): boolean => mediaType.startsWith("application/vnd.docker.");

/** The service itself, as the one that deletes. */
const serviceSite = (draft: Draft, registry: string): ContentSite => {
  const { location = "", loginServer = "" } = draft.get("registry", registry) ?? {};
  const request = { host: loginServer, method: "DELETE", userAgent: "AzureContainerRegistry-Purge" };
  return { registry, region: location, who: "retention policy", request };
};

function retentionOf(draft: Draft, cloud: Cloud, registry: string): { days: number } | undefined {
  const row = draft.get("registry", registry);
  const inForce = row?.policies.retention.enabled === true && cloud.rules().allows("retentionPolicy", row.sku);
  return inForce ? row.policies.retention : undefined;
}

/** A manifest that has lost its last tag while the policy is on is looked at again when its days are over. */
function watch(draft: Draft, cloud: Cloud, registry: string, repository: string, digest: string): void {
  const policy = retentionOf(draft, cloud, registry);
  const manifest = draft.get("manifest", registry, repository, digest);
  if (!policy || !manifest || manifest.untaggedAt !== now(draft) || !isDocker(manifest)) return;
  const { untaggedAt } = manifest;
  const payload = { registry, repository, digest, untaggedAt };
  enqueue(draft, "retention.due", payload, Math.min(policy.days * day, day));
}

/** Deletes a manifest whose days are over; one that is locked or part of an index waits another day. */
function expire(draft: Draft, cloud: Cloud, due: EventPayloads["retention.due"]): void {
  const { registry, repository, digest, untaggedAt } = due;
  const policy = retentionOf(draft, cloud, registry);
  const manifest = draft.get("manifest", registry, repository, digest);
  if (!policy || manifest?.untaggedAt !== untaggedAt) return;
  const remaining = untaggedAt + policy.days * day - now(draft);
  const needed = draft.any("usedBy", registry, repository, digest);
  if (remaining <= 0 && !needed && removeManifest(draft, cloud, serviceSite(draft, registry), repository, digest).ok)
    return;
  enqueue(draft, "retention.due", due, remaining > 0 ? Math.min(remaining, day) : day);
}

/** The bin is emptied at fixed hours, so that a manifest goes at the first of them after its days. */
function schedulePurge(draft: Draft, cloud: Cloud, registry: string, repository: string, digest: string): void {
  const kept = draft.get("deletedManifest", registry, repository, digest);
  if (!kept || kept.deletedAt !== now(draft)) return;
  const hours = cloud.rules().value<{ purgeEveryHours?: number }>("softDeleteRetentionDays")?.purgeEveryHours ?? 1;
  const period = hours * hour;
  const at = Math.ceil(kept.purgeAt / period) * period;
  const payload = { registry, repository, digest, purgeAt: kept.purgeAt };
  enqueue(draft, "softDelete.purge", payload, at - now(draft));
}

/** Deletes what lost its last tag, and empties the bin of soft delete, as the registry's policies say. */
export const retentionService: Service = {
  reactions: {
    "content.changed"(draft, { payload }, cloud) {
      const { registry, table, key, before } = payload;
      const [repository = "", name = ""] = key;
      if (table === "tag" && before) watch(draft, cloud, registry, repository, (before as Tag).digest);
      if (table === "manifest") watch(draft, cloud, registry, repository, name);
    },
    "retention.due": (draft, { payload }, cloud) => expire(draft, cloud, payload),
    "image.deleted"(draft, { payload }, cloud) {
      const { registry, repository, digest } = payload;
      schedulePurge(draft, cloud, registry, repository, digest);
    },
    "softDelete.purge"(draft, { payload }) {
      const { registry, repository, digest, purgeAt } = payload;
      if (draft.get("deletedManifest", registry, repository, digest)?.purgeAt !== purgeAt) return;
      purgeDeleted(draft, serviceSite(draft, registry), repository, digest);
    },
  },
};
