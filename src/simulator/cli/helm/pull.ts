import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { readManifest } from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest } from "../../registry-client/download.ts";
import { fetchTags } from "../../registry-client/list-pages.ts";
import { archiveName, loadArchive, loadChart, metadataText, type Chart } from "./chart.ts";
import { chartType, configType, report, tagOf } from "./push.ts";
import { atRegistry, isOci, targetOf, type Target } from "./target.ts";
import { compareVersions, isPrerelease, parseVersion } from "./version.ts";

/** The tag that is asked for: the version given, or the highest release there is. */
async function tagFor(call: Call, target: Target, version: string | undefined): Promise<string> {
  if (target.tag !== undefined) return target.tag;
  if (version !== undefined && parseVersion(version)) return tagOf(version);
  if (version !== undefined) {
    throw new ExitError(1, `Error: the version range ${version} is not simulated`, {
      code: "NotSimulated",
      text: "Version ranges are not simulated.",
      next: "Give one version: `--version 1.0.0`.",
    });
  }
  const listed = atRegistry(call, target, `${target.host}/${target.repository}`);
  const tags = await listed(fetchTags(target.client, target.repository));
  const versions = tags.flatMap((tag) => parseVersion(tag.replaceAll("_", "+")) ?? []);
  const releases = versions.filter((version) => !isPrerelease(version)).sort(compareVersions);
  const highest = releases.at(-1);
  if (highest) return tagOf(highest.text);
  throw new ExitError(1, `Error: Unable to locate any tags in provided repository: ${target.raw}`, {
    code: "NotFound",
    text: "No tag of the repository is a released version.",
    next: "Give one: `--version VERSION`. Versions like 1.0.0-beta.1 are not chosen automatically.",
  });
}

async function fetchChart(
  call: Call,
  raw: string,
  version: string | undefined,
): Promise<{ bytes: Uint8Array; chart: Chart }> {
  const target = targetOf(call, raw);
  const { client, repository, host } = target;
  const tag = await tagFor(call, target, version);
  const reference = `${host}/${repository}:${tag}`;
  const fetched = atRegistry(call, target, reference);
  const found = await fetched(fetchManifest(client, repository, tag));
  const { config, layers = [] } = readManifest(found.bytes);
  const layer = layers.find(({ mediaType }) => mediaType === chartType);
  if (config?.mediaType !== configType || !layer) {
    const missing =
      config?.mediaType === configType
        ? `manifest does not contain a layer with mediatype ${chartType}`
        : `could not load config with mediatype ${configType}`;
    throw new ExitError(1, `Error: ${missing}`, {
      code: "NoChart",
      text: `${reference} is there, but it is no Helm chart: ${config?.mediaType ?? "it has no config"}.`,
      next: "`helm push` makes charts that helm can pull; `oras pull` gets artifacts of any kind.",
    });
  }
  const bytes = await fetched(fetchBlob(client, repository, layer.digest));
  report(call, "Pulled", reference, found.digest);
  return { bytes, chart: loadArchive(bytes) };
}

const needsOci = (raw: string): ExitError =>
  new ExitError(
    1,
    raw.includes("/")
      ? `Error: repo ${raw.split("/")[0] ?? ""} not found`
      : `Error: non-absolute URLs should be in form of repo_name/path_to_chart, got: ${raw}`,
    {
      code: "NoScheme",
      text: "The simulator doesn't include classic chart repositories; refer to registries with oci://.",
      next: `\`oci://contoso.azurecr.io/helm/${raw.split("/").at(-1) ?? raw}\``,
    },
  );

/** `helm pull`: writes a chart's archive, or its files. */
export async function pull(call: Call, line: GoLine): Promise<number> {
  const { files, home } = call.machine;
  for (const raw of line.operands) {
    if (!isOci(raw)) throw needsOci(raw);
    const { bytes, chart } = await fetchChart(call, raw, line.text("--version"));
    const folder = line.text("--destination") ?? ".";
    const at = (path: string) => resolvePath(`${folder}/${path}`, call.folder, home);
    if (!line.on("--untar")) {
      files.write(at(archiveName(chart.metadata)), bytes);
      continue;
    }
    const place = line.text("--untardir") ?? ".";
    const { name } = chart.metadata;
    const root = at(`${place}/${name}`);
    if (files.stat(root)) {
      throw new ExitError(1, `Error: failed to untar: a file or directory with the name ${root} already exists`, {
        code: "Exists",
        text: `${root} already exists and is not overwritten.`,
        next: "Choose another folder: `--untardir charts`.",
      });
    }
    for (const [path, data] of chart.files) files.write(`${root}/${path}`, data);
  }
  return 0;
}

const decoder = new TextDecoder();

const textOf = (chart: Chart, name: RegExp): string | undefined => {
  const path = [...chart.files.keys()].find((candidate) => name.test(candidate));
  const bytes = path === undefined ? undefined : chart.files.get(path);
  return bytes && decoder.decode(bytes);
};

/** What `helm show` prints: each part ends with a line break, and three dashes separate parts. */
function chartText(chart: Chart, part: "chart" | "values" | "readme" | "all"): string {
  const all = part === "all";
  const values = textOf(chart, /^values\.yaml$/);
  const readme = textOf(chart, /^readme(\.md|\.txt)?$/i);
  const between = all ? "---\n" : "";
  return [
    part === "chart" || all ? `${metadataText(chart.metadata)}\n` : "",
    (part === "values" || all) && values !== undefined ? `${between}${values}\n` : "",
    (part === "readme" || all) && readme !== undefined ? `${between}${readme}\n` : "",
  ].join("");
}

/** `helm show chart|values|readme|all` of a folder, an archive or a chart in a registry. */
export const show =
  (part: "chart" | "values" | "readme" | "all") =>
  async (call: Call, line: GoLine): Promise<number> => {
    const raw = line.operands[0] ?? "";
    const { files, home } = call.machine;
    const local = files.stat(resolvePath(raw, call.folder, home));
    if (!isOci(raw) && !local) {
      if (/^[./]/.test(raw))
        throw new ExitError(1, `Error: path "${raw}" not found`, {
          code: "NoSuchFile",
          text: `No file or folder exists at ${raw}.`,
        });
      throw needsOci(raw);
    }
    const chart = isOci(raw) ? (await fetchChart(call, raw, line.text("--version"))).chart : loadChart(call, raw);
    call.out(chartText(chart, part));
    return 0;
  };
