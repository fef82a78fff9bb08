import type { Cloud } from "../../registry/cloud.ts";
import { isoTime } from "../../world/clock.ts";
import type { Run, TaskStep } from "../../world/service-tables.ts";
import type { Reader } from "../../world/world.ts";
import { cleanPath, textOf } from "../build/file-tree.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
import { hasSource, pinned, sourceOf } from "./context.ts";
import { readSteps } from "./task-file.ts";
import { aliasesOf, expandAliases, expandImage, hasAliases, renderTemplate } from "./values.ts";

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const pairs = (value: unknown): [string, string][] =>
  list(value).map((item) => {
    const { name, value: content } = item as { name?: unknown; value?: unknown };
    return [text(name), text(content)];
  });

/** What a run has to do. */
export interface RunWork {
  steps: TaskStep[];
  source: string;
  commit?: string;
  hasSource: boolean;
  /** Whether it is a task file, whose steps have a network of their own, and whether that file has aliases. */
  isTaskFile: boolean;
  aliases: boolean;
}

/** Seconds that the two steps of a build may take, as real runs print them. */
const buildTimeout = 28_800;
const pushTimeout = 3_600;

const nothing = {
  text: "",
  images: [],
  env: {},
  workingDirectory: "",
  ownWorkingDirectory: false,
  network: "",
  startDelay: 0,
  retries: 0,
  retryDelay: 5,
  repeat: 0,
  ignoreErrors: false,
  detach: false,
  pull: false,
};

/** A word as the agent's shell has to see it, so that it stays one word. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`;

/** Full name of an image: without a registry it is one of the run's own, without a tag it is `latest`. */
function fullName(image: string, host: string): string {
  const first = image.split("/")[0] ?? "";
  const named = image.includes("/") && /[.:]/.test(first) ? image : `${host}/${image}`;
  return /:[^/]*$/.test(named) ? named : `${named}:latest`;
}

/** The steps `build` and `push` of a build that has no task file. */
function buildSteps(step: Readonly<Record<string, unknown>>, images: readonly string[]): TaskStep[] {
  const words = [
    ...images.flatMap((image) => ["-t", quoted(image)]),
    "-f",
    quoted(text(step["dockerFilePath"]) || "Dockerfile"),
    ...pairs(step["arguments"] ?? step["argumentValues"]).flatMap(([name, value]) => [
      "--build-arg",
      quoted(`${name}=${value}`),
    ]),
    ...(text(step["target"]) ? ["--target", quoted(text(step["target"]))] : []),
    ".",
  ];
  const build: TaskStep = { ...nothing, id: "build", kind: "build", text: words.join(" "), timeout: buildTimeout };
  const push: TaskStep = { ...nothing, id: "push", kind: "push", images: [...images], timeout: pushTimeout };
  return step["isPushEnabled"] === false || images.length === 0 ? [build] : [build, push];
}

/** Reads what a run has to do from its request and its source. The message of a failure is what its log ends with. */
export function workOf(world: Reader, cloud: Cloud, registry: string, run: Run): Result<RunWork, Failure> {
  const step = { ...(run.work["step"] as Record<string, unknown>), ...(run.work["override"] as object) };
  const location = text(step["contextPath"]);
  const found = sourceOf(world, cloud, registry, location);
  if (!found.ok) return found;
  const source = found.value;
  const host = world.get("registry", registry)?.loginServer ?? "";
  const date = isoTime(run.createdAt);
  const known = new Map([
    ["ID", run.id],
    ["Registry", host],
    ["RegistryName", registry],
    ["SharedVolume", `acb_vol_${run.id}`],
    ["Date", `${date.slice(0, 10).replaceAll("-", "")}-${date.slice(11, 19).replaceAll(":", "")}z`],
    ["OS", run.platform.os.toLowerCase()],
    ["Architecture", run.platform.architecture],
    ["TaskName", run.task ?? "quickrun"],
    ["Commit", source.commit ?? ""],
    ["Branch", source.branch ?? ""],
  ]);
  const values = new Map(pairs(step["values"]));
  const base = {
    source: pinned(location, source.commit),
    hasSource: hasSource(location),
    ...(source.commit !== undefined && { commit: source.commit }),
  };
  if (step["type"] === "Docker") {
    const images = list(step["imageNames"]).map((name) => fullName(renderTemplate(text(name), known, values), host));
    return ok({ ...base, steps: buildSteps(step, images), isTaskFile: false, aliases: false });
  }
  const path = cleanPath(text(step["taskFilePath"]));
  const file = step["type"] === "FileTask" ? source.files.get(path) : undefined;
  if (step["type"] === "FileTask" && !file) {
    return failWith("SourceNotFound", `the task file ${text(step["taskFilePath"])} was not found in the source`);
  }
  const template = file ? textOf(file) : decoded(text(step["encodedTaskContent"]));
  const section = hasAliases(template) ? aliasesOf(template, known) : undefined;
  if (section?.ok === false) return section;
  const aliases = section?.value;
  const rendered = renderTemplate(aliases ? expandAliases(template, aliases) : template, known, values);
  const read = readSteps(rendered);
  if (!read.ok) {
    const { code, message } = read.refusal;
    return failWith(code, `failed to unmarshal task from the string ${rendered}: ${message}`);
  }
  const steps = aliases
    ? read.value.map((task) => (task.kind === "cmd" ? { ...task, text: expandImage(task.text, aliases) } : task))
    : read.value;
  return ok({ ...base, steps, isTaskFile: true, aliases: aliases !== undefined });
}

const decoded = (base64: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

/** Platform of a run as images name it. */
export const platformOf = (run: Run): string => `${run.platform.os.toLowerCase()}/${run.platform.architecture}`;
