import { scanImage, type ScanLayer } from "../scanning/scan-image.ts";
import type { Service } from "../registry/cloud.ts";
import { isLayer, queueScan, rescanImages, scanningOn, scheduleRescans } from "../registry/scan.ts";
import { now } from "../world/clock.ts";

/** Scans images that arrive while the Defender plan is on, and again every day; what was found is kept beside the manifest. */
export const scanningService: Service = {
  reactions: {
    "image.pushed"(draft, { payload }, cloud) {
      const { registry, repository, digest, by } = payload;
      scheduleRescans(draft, cloud.rules());
      const layers = draft.get("manifest", registry, repository, digest)?.references.filter(isLayer) ?? [];
      if (!scanningOn(draft) || layers.length === 0) return;
      const trigger = by === "push" ? "push" : "import";
      queueScan(draft, { registry, repository, digest }, trigger, cloud.rules().facts.advisories.date);
    },

    "scan.due"(draft, { payload }, cloud) {
      const { registry, repository, digest, trigger } = payload;
      const manifest = draft.get("manifest", registry, repository, digest);
      // The plan may have been switched off, and the image deleted, while the scan waited.
      if (!manifest || !scanningOn(draft)) {
        draft.remove("scan", registry, repository, digest);
        return;
      }
      const { advisories } = cloud.rules().facts;
      const before = draft.get("scan", registry, repository, digest);
      // The same bytes against the same set of advisories give the same findings.
      if (trigger === "daily" && before && before.status !== "Queued" && before.advisories === advisories.date) {
        draft.put("scan", [registry, repository, digest], { ...before, trigger, completedAt: now(draft) });
        return;
      }
      const outcome = scanImage(cloud.blobs, manifest.references.filter(isLayer) as ScanLayer[], advisories);
      draft.update("scan", [registry, repository, digest], (scan) => ({
        ...scan,
        ...(trigger && { trigger }),
        advisories: advisories.date,
        completedAt: now(draft),
        status: outcome.ok ? "Completed" : "NotApplicable",
        findings: outcome.ok ? outcome.value.findings : [],
        ...(!outcome.ok && { reason: outcome.refusal.message }),
      }));
    },

    "scan.daily"(draft, _event, cloud) {
      if (!scanningOn(draft)) return;
      rescanImages(draft, cloud.rules());
      scheduleRescans(draft, cloud.rules());
    },

    "image.deleted"(draft, { payload }) {
      const { registry, repository, digest } = payload;
      draft.remove("scan", registry, repository, digest);
      draft.remove("imagePull", registry, repository, digest);
    },
  },
};
