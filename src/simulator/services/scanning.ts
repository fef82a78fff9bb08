import { scanImage, type ScanLayer } from "../scanning/scan-image.ts";
import type { Cloud, Service } from "../registry/cloud.ts";
import type { ContentEvents } from "../registry/content-events.ts";
import type { Rules } from "../registry/rules.ts";
import { enqueue, now } from "../world/clock.ts";
import type { Descriptor } from "../world/content-tables.ts";
import type { Registry } from "../world/registry-tables.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import type { Scan } from "../world/service-tables.ts";
import type { Draft, Reader } from "../world/world.ts";

/** Virtual time from the trigger to the findings. The documentation speaks of minutes, without a promise. */
const scanDelay = 2 * 60_000;

/** Defender plan that pays for scanning. */
export const scanningPlan = "Containers";

/** The manifest that a scan is of. */
export interface ScanDue {
  registry: string;
  repository: string;
  digest: string;
}

/** Whether the subscription pays for scanning: the Defender plan for containers is on. */
export const scanningOn = (reader: Pick<Reader, "get">): boolean =>
  reader.get("defenderPlan", scanningPlan.toLowerCase())?.tier === "Standard";

/** Whether a part of a manifest is a layer that a scanner can open. */
export const isLayer = ({ mediaType }: Descriptor): boolean => /\.(layer|rootfs\.diff)\./.test(mediaType);

function queueScan(draft: Draft, target: ScanDue, trigger: Scan["trigger"], advisories: string): void {
  const queuedAt = now(draft);
  draft.put("scan", [target.registry, target.repository, target.digest], {
    status: "Queued",
    trigger,
    queuedAt,
    findings: [],
    advisories,
  });
  enqueue(draft, "scan.due", target, scanDelay);
}

const planOff: Refusal = {
  code: "DefenderPlanDisabled",
  status: 409,
  message: "The Defender plan for containers is off for this subscription.",
  why: "No image is scanned until the plan is switched on.",
  next: "Turn on the Defender plan for containers first.",
};

const notByHand: Refusal = {
  code: "OperationNotSupported",
  status: 405,
  message: "A scan cannot be started by hand.",
  fact: "scanOnDemand",
  why: "Images are scanned when they arrive in the registry.",
  next: "Push or import the image again to have it scanned.",
};

/** What keeps an image that is there from being scanned now; undefined where a scan can be asked for. */
export function scanObstacle(reader: Pick<Reader, "get">, rules: Rules, registry: Registry): Refusal | undefined {
  if (!scanningOn(reader)) return planOff;
  return rules.allows("scanOnDemand", registry.sku) ? undefined : notByHand;
}

/** Asks for a scan of one manifest by hand, where the profile in force knows such a thing. */
export function requestScan(draft: Draft, cloud: Pick<Cloud, "rules">, target: ScanDue): Result<Scan> {
  const registry = draft.get("registry", target.registry);
  if (!registry) return fail({ code: "ResourceNotFound", status: 404, message: "The registry was not found." });
  if (!cloud.rules().allows("scanOnDemand", registry.sku)) return fail(notByHand);
  const obstacle = scanObstacle(draft, cloud.rules(), registry);
  if (obstacle) return fail(obstacle);
  if (!draft.has("manifest", target.registry, target.repository, target.digest)) {
    return fail({ code: "ManifestUnknown", status: 404, message: `The manifest ${target.digest} was not found.` });
  }
  queueScan(draft, target, "demand", cloud.rules().facts.advisories.date);
  return ok(draft.get("scan", target.registry, target.repository, target.digest) as Scan);
}

/** Scans images that arrive while the Defender plan is on, and keeps what was found beside the manifest. */
export const scanningService: Service = {
  reactions: {
    "image.pushed"(draft, { payload }, cloud) {
      const { registry, repository, digest, by } = payload as ContentEvents["image.pushed"];
      const layers = draft.get("manifest", registry, repository, digest)?.references.filter(isLayer) ?? [];
      if (!scanningOn(draft) || layers.length === 0) return;
      const trigger = by === "push" ? "push" : "import";
      queueScan(draft, { registry, repository, digest }, trigger, cloud.rules().facts.advisories.date);
    },

    "scan.due"(draft, { payload }, cloud) {
      const { registry, repository, digest } = payload as ScanDue;
      const manifest = draft.get("manifest", registry, repository, digest);
      if (!manifest) {
        draft.remove("scan", registry, repository, digest);
        return;
      }
      const { advisories } = cloud.rules().facts;
      const outcome = scanImage(cloud.blobs, manifest.references.filter(isLayer) as ScanLayer[], advisories);
      draft.update("scan", [registry, repository, digest], (scan) => ({
        ...scan,
        completedAt: now(draft),
        status: outcome.ok ? "Completed" : "NotApplicable",
        findings: outcome.ok ? outcome.findings : [],
        ...(!outcome.ok && { reason: outcome.reason }),
      }));
    },

    "image.deleted"(draft, { payload }) {
      const { registry, repository, digest } = payload as ContentEvents["image.deleted"];
      draft.remove("scan", registry, repository, digest);
    },
  },
};
