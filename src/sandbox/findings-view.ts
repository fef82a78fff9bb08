import type { Rules } from "../simulator/registry/rules.ts";
import { isLayer, scanningOn, scanningPlan, requireScanning } from "../simulator/registry/scan.ts";
import type { Finding, Scan } from "../simulator/world/service-tables.ts";
import type { World } from "../simulator/world/world.ts";
import type { ScanDue } from "../simulator/world/registry-events.ts";
import { queuedEvents } from "../simulator/world/clock.ts";

export type Severity = Finding["severity"];

/** A flaw that a scan found, with where it is known from. */
export interface FindingEntry extends Finding {
  /** Source package and distribution of the advisory. */
  source: string;
}

/** Why something is as it is, and what can be done. */
export interface Advice {
  why: string;
  next?: string;
  fact?: string;
}

/** What is known of an image. */
export interface ImageScan {
  registry: string;
  repository: string;
  digest: string;
  tags: string[];
  state: "unscanned" | "waiting" | "clean" | "flawed" | "unreadable";
  /** Virtual time of the scan, or when it is due. */
  at?: number;
  /** What the scan was for. */
  trigger?: Scan["trigger"];
  /** Date of the advisories that it was matched with. */
  advisories?: string;
  counts: { severity: Severity; count: number }[];
  findings: FindingEntry[];
  advice?: Advice;
  /** A scan can be asked for by hand. */
  mayAsk: boolean;
}

export interface FindingsView {
  plan: { name: string; on: boolean };
  images: ImageScan[];
  /** Images that are there and not shown. */
  omitted: number;
}

/** Images that are shown. */
const pageSize = 100;

const severities: Severity[] = ["Critical", "High", "Medium", "Low"];

function withSource(rules: Rules, finding: Finding): FindingEntry {
  const { advisories } = rules.facts.advisories;
  const from = advisories.find(
    ({ id, fixed, title }) => id === finding.id && fixed === finding.fixed && title === finding.title,
  );
  const where = from && [from.distribution, from.release].filter(Boolean).join(" ");
  return { ...finding, source: from ? `source package ${from.source} of ${where}` : "" };
}

/** When the scans that wait are due, by registry, repository and digest. */
function dueScans(world: World): Map<string, number> {
  return new Map(
    Array.from(queuedEvents(world, "scan.due"), ({ due, payload: { registry, repository, digest } }) => [
      `${registry} ${repository} ${digest}`,
      due,
    ]),
  );
}

function imageScan(
  world: World,
  rules: Rules,
  { registry, repository, digest }: ScanDue,
  tags: string[],
  due: number | undefined,
): ImageScan {
  const row = world.get("registry", registry);
  const scanning = row && requireScanning(world, rules, row);
  const obstacle = scanning?.ok === false ? scanning.refusal : undefined;
  const scan = world.get("scan", registry, repository, digest);
  const base = { registry, repository, digest, tags, counts: [], findings: [], mayAsk: row !== undefined && !obstacle };
  if (!scan) {
    const advice = obstacle && {
      why: obstacle.why ?? obstacle.message,
      ...(obstacle.next !== undefined && { next: obstacle.next }),
      ...(obstacle.fact !== undefined && { fact: obstacle.fact }),
    };
    return { ...base, state: "unscanned", ...(advice && { advice }) };
  }
  const { status, trigger, queuedAt, completedAt, advisories, reason } = scan;
  const about = { ...base, trigger, advisories };
  if (status === "Queued") return { ...about, mayAsk: false, state: "waiting", at: due ?? queuedAt };
  const at = completedAt ?? queuedAt;
  if (status === "NotApplicable")
    return { ...about, state: "unreadable", at, ...(reason && { advice: { why: reason } }) };
  return {
    ...about,
    state: scan.findings.length > 0 ? "flawed" : "clean",
    at,
    counts: severities.flatMap((severity) => {
      const count = scan.findings.filter((finding) => finding.severity === severity).length;
      return count > 0 ? [{ severity, count }] : [];
    }),
    findings: scan.findings.map((finding) => withSource(rules, finding)),
  };
}

/** What scans found in the images of the world, the newest image of each repository first, and why some were not scanned. */
export function findingsOf(world: World, rules: Rules): FindingsView {
  const due = dueScans(world);
  const tags = new Map<string, string[]>();
  for (const { rest, row } of world.scan("tag")) {
    const [registry = "", repository = "", tag = ""] = rest;
    const key = `${registry} ${repository} ${row.digest}`;
    tags.set(key, [...(tags.get(key) ?? []), tag]);
  }
  const found = Array.from(world.scan("manifest"))
    .filter(({ row }) => row.references.some(isLayer))
    .map(({ rest, row }) => {
      const [registry = "", repository = "", digest = ""] = rest;
      return { registry, repository, digest, at: row.createdAt };
    })
    .sort((a, b) => (a.registry + a.repository === b.registry + b.repository ? b.at - a.at : 0));
  return {
    plan: { name: scanningPlan, on: scanningOn(world) },
    images: found.slice(0, pageSize).map(({ registry, repository, digest }) => {
      const key = `${registry} ${repository} ${digest}`;
      return imageScan(world, rules, { registry, repository, digest }, tags.get(key) ?? [], due.get(key));
    }),
    omitted: Math.max(0, found.length - pageSize),
  };
}
