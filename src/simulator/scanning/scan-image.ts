import type { Advisory, AdvisorySet } from "../../content/fact.ts";
import type { BlobStore } from "../world/blob-store.ts";
import type { Finding } from "../world/service-tables.ts";
import { failWith, ok, type Failure, type Result } from "../world/result.ts";
import { compareAlpineVersions } from "./alpine-version.ts";
import { compareDebianVersions } from "./debian-version.ts";
import { readLayer } from "./layer-files.ts";
import {
  readApkDatabase,
  readDpkgStatus,
  readOsRelease,
  type Distribution,
  type InstalledPackage,
} from "./packages.ts";

const paths = {
  apk: "lib/apk/db/installed",
  dpkg: "var/lib/dpkg/status",
  release: "etc/os-release",
  usrRelease: "usr/lib/os-release",
} as const;
const databasePaths = new Set<string>(Object.values(paths));

export interface ScanLayer {
  digest: string;
  mediaType: string;
}

/** What a scan found. */
export interface ImageFindings {
  distribution: Distribution;
  /** How many packages are installed. */
  packages: number;
  findings: Finding[];
}

const severities = ["Critical", "High", "Medium", "Low"];

/**
 * Reads the package database that an image's layers leave, topmost last, and matches it with the advisories. It is a NotApplicable
 * failure when nothing in the image tells which packages it holds.
 */
export function scanImage(
  blobs: BlobStore,
  layers: readonly ScanLayer[],
  advisories: AdvisorySet,
): Result<ImageFindings, Failure> {
  const files = new Map<string, { text: string; layer: string }>();
  for (const { digest, mediaType } of layers) {
    const layer = readLayer(blobs, digest, mediaType, databasePaths);
    if (!layer) return failWith("NotApplicable", `layer ${digest} is not a readable tar archive`);
    for (const path of files.keys()) {
      if (layer.removed.some((gone) => path === gone || path.startsWith(`${gone}/`))) files.delete(path);
    }
    for (const [path, text] of layer.files) files.set(path, { text, layer: digest });
  }
  const release = files.get(paths.release) ?? files.get(paths.usrRelease);
  const distribution = release && readOsRelease(release.text);
  const apk = files.get(paths.apk);
  const database = apk ?? files.get(paths.dpkg);
  if (!distribution || !database)
    return failWith("NotApplicable", "the image has no package database that the scanner knows");
  const packages = apk ? readApkDatabase(apk.text) : readDpkgStatus(database.text);
  const compare = apk ? compareAlpineVersions : compareDebianVersions;
  const findings = advisories.advisories
    .filter((advisory) => concerns(advisory, distribution))
    .flatMap((advisory) =>
      packages
        .filter((installed) => installed.source === advisory.source && compare(installed.version, advisory.fixed) < 0)
        .map((installed) => finding(advisory, installed, database.layer)),
    )
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
        (a.package < b.package ? -1 : 1),
    );
  return ok({ distribution, packages: packages.length, findings });
}

const concerns = ({ distribution, release }: Advisory, { id, release: installed }: Distribution): boolean =>
  distribution === id && (release === undefined || installed === release || installed.startsWith(`${release}.`));

const finding = (advisory: Advisory, installed: InstalledPackage, layer: string): Finding => ({
  id: advisory.id,
  severity: advisory.severity,
  package: installed.name,
  installed: installed.version,
  fixed: advisory.fixed,
  layer,
  title: advisory.title,
});
