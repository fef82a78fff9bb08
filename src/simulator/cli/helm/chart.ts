import { gunzipSync, gzipSync } from "fflate";
import { parseTar } from "nanotar";
import { parse, stringify } from "yaml";
import { tarOf } from "../../images/layer.ts";
import { resolvePath, type FileSystem } from "../file-system.ts";
import { ExitError, type Call } from "../program.ts";
import { parseVersion } from "./version.ts";

/** What Chart.yaml says, in the order in which helm writes it as JSON (helm, pkg/chart/metadata.go). */
const fields = [
  "name",
  "home",
  "sources",
  "version",
  "description",
  "keywords",
  "maintainers",
  "icon",
  "apiVersion",
  "condition",
  "tags",
  "appVersion",
  "deprecated",
  "annotations",
  "kubeVersion",
  "dependencies",
  "type",
] as const;

export interface ChartMetadata {
  name: string;
  version: string;
  apiVersion: string;
  description?: string;
  appVersion?: string;
  type?: string;
  home?: string;
  sources?: string[];
  maintainers?: { name?: string; email?: string }[];
  annotations?: Record<string, string>;
  [field: string]: unknown;
}

export interface Chart {
  metadata: ChartMetadata;
  /** Every file by its path within the chart, Chart.yaml included. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Bytes that an archive may unpack to; a real helm has a limit too (helm, pkg/chart/loader/archive.go). */
const unpackedLimit = 16 * 2 ** 20;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const invalid = (text: string, next: string): ExitError =>
  new ExitError(1, `Error: ${text}`, { code: "BadChart", text: next });

/** Reads and checks Chart.yaml (helm, Metadata.Validate). */
function readMetadata(bytes: Uint8Array | undefined): ChartMetadata {
  if (!bytes) throw invalid("Chart.yaml file is missing", "A chart is a folder with a Chart.yaml in it.");
  let read: unknown;
  try {
    read = parse(decoder.decode(bytes));
  } catch (error) {
    throw invalid(
      `cannot load Chart.yaml: error converting YAML to JSON: yaml: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`,
      "Chart.yaml is not valid YAML.",
    );
  }
  const found: Record<string, unknown> =
    typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : {};
  for (const field of ["apiVersion", "name", "version"]) {
    const value = found[field];
    if (value === undefined || value === null || value === "") {
      throw invalid(`validation: chart.metadata.${field} is required`, `Chart.yaml has to say its ${field}.`);
    }
    found[field] = String(value as string | number);
  }
  if (typeof found["appVersion"] === "number") found["appVersion"] = String(found["appVersion"]);
  const metadata = found as ChartMetadata;
  if (/[/\\]/.test(metadata.name)) {
    throw invalid(`validation: chart.metadata.name "${metadata.name}" is invalid`, "A chart's name has no slashes.");
  }
  if (!parseVersion(metadata.version)) {
    throw invalid(
      `validation: chart.metadata.version "${metadata.version}" is invalid`,
      "Charts have versions like 1.2.3 (semver.org).",
    );
  }
  return metadata;
}

const chartOf = (files: ReadonlyMap<string, Uint8Array>): Chart => ({
  metadata: readMetadata(files.get("Chart.yaml")),
  files,
});

function filesBelow(files: FileSystem, folder: string, below = ""): [string, Uint8Array][] {
  return files.list(below === "" ? folder : `${folder}/${below}`).flatMap((name): [string, Uint8Array][] => {
    const path = below === "" ? name : `${below}/${name}`;
    const whole = `${folder}/${path}`;
    return files.stat(whole)?.kind === "folder" ? filesBelow(files, folder, path) : [[path, files.bytes(whole)]];
  });
}

/** Size that a gzip stream says it unpacks to, in its last four bytes (RFC 1952). */
const unpackedSize = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);

/** The chart inside an archive; its files are below one folder. */
export function loadArchive(bytes: Uint8Array): Chart {
  const isGzip = bytes.length > 18 && bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) {
    throw invalid(
      "file does not appear to be a gzipped archive; got 'application/octet-stream'",
      "A chart archive is made by `helm package`.",
    );
  }
  if (unpackedSize(bytes) > unpackedLimit) {
    throw invalid(`decompressed chart is larger than the maximum size ${unpackedLimit}`, "The archive is too large.");
  }
  const files = new Map<string, Uint8Array>();
  try {
    for (const { name, data } of parseTar(gunzipSync(bytes))) {
      const path = name.split("/").slice(1).join("/");
      if (path !== "" && !path.endsWith("/") && !path.split("/").includes("..")) {
        files.set(path, data ?? new Uint8Array());
      }
    }
  } catch {
    throw invalid("unexpected EOF", "The archive is damaged.");
  }
  return chartOf(files);
}

/** A chart by path, from a folder or an archive. */
export function loadChart(call: Call, path: string): Chart {
  const { files, home } = call.machine;
  const whole = resolvePath(path, call.folder, home);
  const stat = files.stat(whole);
  if (!stat) {
    throw new ExitError(1, `Error: stat ${path}: no such file or directory`, {
      code: "NoSuchFile",
      text: `No file or folder exists at ${path}.`,
      next: "`ls` shows what is in the folder.",
    });
  }
  return stat.kind === "file" ? loadArchive(files.bytes(whole)) : chartOf(new Map(filesBelow(files, whole)));
}

/** Chart.yaml as helm writes it again: keys in order of the alphabet. */
export const metadataText = (metadata: ChartMetadata): string => stringify(metadata, { sortMapEntries: true });

/** The config blob of a pushed chart: its metadata as JSON. */
export function configBytes(metadata: ChartMetadata): Uint8Array {
  const entries = fields.flatMap((field) => (metadata[field] === undefined ? [] : [[field, metadata[field]]]));
  return encoder.encode(JSON.stringify(Object.fromEntries(entries)));
}

/** The archive of a chart; the same chart gives the same bytes. */
export function packChart({ metadata, files }: Chart): Uint8Array {
  const { name } = metadata;
  const packed = [...files].map(([path, data]) => ({
    path: `${name}/${path}`,
    data: path === "Chart.yaml" ? metadataText(metadata) : data,
  }));
  return gzipSync(tarOf(packed), { mtime: 0 });
}

/** Name of a chart's archive. */
export const archiveName = ({ name, version }: ChartMetadata): string => `${name}-${version}.tgz`;
