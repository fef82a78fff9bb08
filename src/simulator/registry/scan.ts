import type { Descriptor } from "../world/content-tables.ts";
import { enqueue, now } from "../world/clock.ts";
import type { Registry } from "../world/registry-tables.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import type { Scan } from "../world/service-tables.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { Cloud } from "./cloud.ts";
import type { Rules } from "./rules.ts";

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

/** Puts a scan in the queue, in place of what an earlier one found; `advisories` is the date of the set in use. */
export function queueScan(draft: Draft, target: ScanDue, trigger: Scan["trigger"], advisories: string): void {
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

/** Older images are left alone until they are pushed again: scans go back thirty days (Defender, registry scan triggers). */
const scannedAge = 30 * 24 * 60 * 60_000;

/** Queues a scan of every image that came of late, as Defender does when its plan is switched on. */
export function scanRecentImages(draft: Draft, rules: Rules): void {
  const since = now(draft) - scannedAge;
  const images = [...draft.scan("manifest")].filter(
    ({ row }) => row.updatedAt >= since && row.references.some(isLayer),
  );
  for (const { rest } of images) {
    const [registry = "", repository = "", digest = ""] = rest;
    queueScan(draft, { registry, repository, digest }, "plan", rules.facts.advisories.date);
  }
}
