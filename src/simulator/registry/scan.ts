import type { Descriptor } from "../world/content-tables.ts";
import { enqueue, now, queuedEvents } from "../world/clock.ts";
import type { Registry } from "../world/registry-tables.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import type { Scan } from "../world/service-tables.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { ScanDue } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";
import type { Rules } from "./rules.ts";
import { runningDigests } from "./running-images.ts";

/** Virtual time from the trigger to the findings. The documentation says "minutes", without a guarantee. */
const scanDelay = 2 * 60_000;

/** Defender plan that pays for scanning. */
export const scanningPlan = "Containers";

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
  why: "Images are not scanned until the plan is enabled.",
  next: "Enable the Defender plan for containers first.",
};

const notByHand: Refusal = {
  code: "OperationNotSupported",
  status: 405,
  message: "A scan cannot be started by hand.",
  fact: "scanOnDemand",
  why: "Images are scanned when they arrive in the registry.",
  next: "Push or import the image again to start a scan.",
};

/** Checks that a scan of an image that is there can be requested now. */
export function requireScanning(reader: Pick<Reader, "get">, rules: Rules, registry: Registry): Result<true> {
  if (!scanningOn(reader)) return fail(planOff);
  return rules.allows("scanOnDemand", registry.sku) ? ok(true) : fail(notByHand);
}

/** Asks for a scan of one manifest manually, where the active profile allows it. */
export function requestScan(draft: Draft, cloud: Pick<Cloud, "rules">, target: ScanDue): Result<Scan> {
  const registry = draft.get("registry", target.registry);
  if (!registry) return fail({ code: "ResourceNotFound", status: 404, message: "The registry was not found." });
  if (!cloud.rules().allows("scanOnDemand", registry.sku)) return fail(notByHand);
  const scanning = requireScanning(draft, cloud.rules(), registry);
  if (!scanning.ok) return scanning;
  if (!draft.has("manifest", target.registry, target.repository, target.digest)) {
    return fail({ code: "ManifestUnknown", status: 404, message: `The manifest ${target.digest} was not found.` });
  }
  queueScan(draft, target, "demand", cloud.rules().facts.advisories.date);
  return ok(draft.get("scan", target.registry, target.repository, target.digest) as Scan);
}

const day = 24 * 60 * 60_000;

/** Without daily rescans, switching on the plan scans what arrived in this time (the chapter names none; our own assumption). */
const daysWithoutRescans = 30;

interface DailyRescan {
  pushedDays: number;
  pulledDays: number;
}

const dailyRescan = (rules: Rules): DailyRescan | undefined => rules.stated<DailyRescan>("dailyRescan");

/**
 * Returns the images that Defender keeps scanning: pushed or pulled of late, or running in a cluster (fact dailyRescan). Without
 * that rule they are those that were pushed of late.
 */
function watchedImages(reader: Reader, rules: Rules): ScanDue[] {
  const rescan = dailyRescan(rules);
  const pushedSince = now(reader) - (rescan?.pushedDays ?? daysWithoutRescans) * day;
  const pulledSince = now(reader) - (rescan?.pulledDays ?? 0) * day;
  const running = rescan ? runningDigests(reader) : new Set<string>();
  return [...reader.scan("manifest")].flatMap(({ rest, row }) => {
    const [registry, repository, digest] = rest;
    if (!row.references.some(isLayer)) return [];
    const pulledAt = rescan && reader.get("imagePull", registry, repository, digest);
    const watched =
      row.updatedAt >= pushedSince || (pulledAt !== undefined && pulledAt >= pulledSince) || running.has(digest);
    return watched ? [{ registry, repository, digest }] : [];
  });
}

/** Queues a scan of the images that Defender discovers when its plan is switched on, and starts the daily rescans. */
export function scanDiscoveredImages(draft: Draft, rules: Rules): void {
  for (const image of watchedImages(draft, rules)) queueScan(draft, image, "plan", rules.facts.advisories.date);
  scheduleRescans(draft, rules);
}

/** Makes sure that the next daily rescan is in the queue, where the rules have them and the plan is on. */
export function scheduleRescans(draft: Draft, rules: Rules): void {
  if (!dailyRescan(rules) || !scanningOn(draft)) return;
  if (!queuedEvents(draft, "scan.daily").next().done) return;
  enqueue(draft, "scan.daily", {}, day);
}

/** Scans every watched image again; what the last scan found stays until the new one is done. */
export function rescanImages(draft: Draft, rules: Rules): void {
  for (const image of watchedImages(draft, rules)) {
    if (draft.get("scan", image.registry, image.repository, image.digest)) {
      enqueue(draft, "scan.due", { ...image, trigger: "daily" }, scanDelay);
    } else queueScan(draft, image, "daily", rules.facts.advisories.date);
  }
}

/**
 * Remembers the day of a pull, which keeps an image in the daily rescans. Defender watches pulls only while its plan is on, so
 * nothing is written without it.
 */
export function notePull(cloud: Pick<Cloud, "world" | "rules" | "transact">, image: ScanDue): void {
  const world = cloud.world();
  if (!scanningOn(world) || !dailyRescan(cloud.rules())) return;
  const key = [image.registry, image.repository, image.digest] as const;
  const today = Math.floor(now(world) / day) * day;
  if (world.get("imagePull", ...key) === today) return;
  cloud.transact((draft) => ok(draft.put("imagePull", [...key], today)));
}
