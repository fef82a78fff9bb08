import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { describe, type Descriptor } from "../../registry-client/descriptor.ts";
import { putManifest, uploadBlob } from "../../registry-client/upload.ts";
import { archiveName, configBytes, loadArchive, loadChart, packChart, type ChartMetadata } from "./chart.ts";
import { atRegistry, isOci, targetOf } from "./target.ts";

/** Media types of charts in registries (helm, pkg/registry/constants.go). */
export const configType = "application/vnd.cncf.helm.config.v1+json";
export const chartType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** What is said about a name with an underscore (helm, registryUnderscoreMessage). */
const underscoreNote = `
OCI artifact references (e.g. tags) do not support the plus sign (+). To support
storing semantic versions, Helm adopts the convention of changing plus (+) to
an underscore (_) in chart version tags when pushing to a registry and back to
a plus (+) when pulling from a registry.
`;

/** Tag of a version: a tag has no plus sign. */
export const tagOf = (version: string): string => version.replaceAll("+", "_");

/** Says on standard error, as helm's registry client does, what was moved. */
export function report(call: Call, verb: "Pushed" | "Pulled", reference: string, digest: string): void {
  call.err(`${verb}: ${reference}\nDigest: ${digest}\n`);
  if (reference.includes("_")) call.err(`${reference} contains an underscore.\n${underscoreNote}`);
}

/** Annotations that a chart's manifest gets from its Chart.yaml (helm, generateOCIAnnotations). */
function annotationsOf(metadata: ChartMetadata, now: number): Record<string, string> {
  const { description, name, version, home, sources, maintainers = [], annotations } = metadata;
  const authors = maintainers
    .map(({ name: who, email }) => `${who ?? ""}${email === undefined ? "" : ` (${email})`}`)
    .join(", ");
  const own: Record<string, string | undefined> = {
    description,
    title: name,
    version,
    url: home,
    created: `${new Date(now).toISOString().slice(0, 19)}Z`,
    source: sources?.[0],
    authors,
  };
  const all: Record<string, string> = { ...annotations };
  for (const [key, value] of Object.entries(own)) {
    const long = `org.opencontainers.image.${key}`;
    if (value !== undefined && value.trim() !== "" && (all[long] === undefined || /title|version/.test(key))) {
      all[long] = value;
    }
  }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `helm package`: folders become archives. */
export function packageCharts(call: Call, line: GoLine): number {
  const { files, home } = call.machine;
  for (const path of line.operands) {
    const found = loadChart(call, path);
    const version = line.text("--version");
    const appVersion = line.text("--app-version");
    const chart = {
      ...found,
      metadata: {
        ...found.metadata,
        ...(version !== undefined && { version }),
        ...(appVersion !== undefined && { appVersion }),
      },
    };
    const folder = line.text("--destination") ?? ".";
    const name = archiveName(chart.metadata);
    const archivePath = folder === "." ? `${call.folder}/${name}` : `${folder.replace(/\/$/, "")}/${name}`;
    files.write(resolvePath(archivePath, call.folder, home), packChart(chart));
    call.out(`Successfully packaged chart and saved it to: ${archivePath}\n`);
  }
  return 0;
}

/** `helm push`: an archive becomes a manifest under the chart's name and version. */
export async function push(call: Call, line: GoLine): Promise<number> {
  const [path = "", remote = ""] = line.operands;
  const { machine } = call;
  if (!isOci(remote)) {
    const other = /^([a-z][a-z0-9+.-]*):\/\//.exec(remote)?.[1];
    throw new ExitError(
      1,
      other === undefined
        ? 'Error: scheme prefix missing from remote (e.g. "oci://")'
        : `Error: scheme "${other}" not supported`,
      {
        code: "NoScheme",
        text: "helm pushes only to addresses that begin with oci://.",
        next: `\`helm push ${path} oci://${remote.replace(/^[a-z]+:\/\//, "")}\``,
      },
    );
  }
  const whole = resolvePath(path, call.folder, machine.home);
  const stat = machine.files.stat(whole);
  if (!stat) {
    throw new ExitError(1, `Error: ${path}: no such file`, {
      code: "NoSuchFile",
      text: `There is no archive at ${path}.`,
      next: "`helm package FOLDER` creates one from a chart's folder.",
    });
  }
  if (stat.kind === "folder") {
    throw new ExitError(1, "Error: cannot push directory, must provide chart archive (.tgz)", {
      code: "IsFolder",
      text: "helm pushes archives, not folders.",
      next: `\`helm package ${path}\` first`,
    });
  }
  const content = machine.files.bytes(whole);
  const { metadata } = loadArchive(content);
  const target = targetOf(call, remote, `/${metadata.name}`);
  const tag = tagOf(metadata.version);
  const reference = `${target.host}/${target.repository}:${tag}`;
  const config = configBytes(metadata);
  const descriptors: { config: Descriptor; layer: Descriptor } = {
    config: describe(machine.hash, config, configType),
    layer: describe(machine.hash, content, chartType),
  };
  const manifest = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      config: descriptors.config,
      layers: [descriptors.layer],
      annotations: annotationsOf(metadata, machine.now()),
    }),
  );
  const { client, repository } = target;
  const pushed = atRegistry(call, target, reference);
  await pushed(uploadBlob(client, repository, descriptors.layer.digest, () => content));
  await pushed(uploadBlob(client, repository, descriptors.config.digest, () => config));
  const digest = await pushed(putManifest(client, repository, tag, manifest, manifestType));
  report(call, "Pushed", reference, digest);
  return 0;
}
