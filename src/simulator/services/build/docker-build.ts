import { buildImage, layerBlob, type BuiltImage, type LayerOfImage } from "../../images/build-image.ts";
import type { HistoryEntry, RuntimeConfig } from "../../images/build-image.ts";
import { makeLayer } from "../../images/layer.ts";
import type { Hash } from "../../world/hash.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
import {
  commandOf,
  pairsOf,
  parseDockerfile,
  substitute,
  wordsOf,
  type Instruction,
  type Stage,
} from "./dockerfile.ts";
import { applyLayer, cleanPath, differenceOf, filesOfTar, globOf, withoutIgnored, type FileTree } from "./file-tree.ts";
import { runShell } from "./run-command.ts";

/** What a pulled base image gives to a build. */
export interface BaseImage {
  config: RuntimeConfig;
  os: string;
  architecture: string;
  layers: LayerOfImage[];
  history: HistoryEntry[];
}

export interface BuildOrder {
  dockerfile: string;
  context: FileTree;
  buildArguments: ReadonlyMap<string, string>;
  target?: string;
  platform: { os: string; architecture: string };
  /** Time that the image says it was made, ISO 8601. */
  created: string;
  hash: Hash;
  /** Pulls a base image; the message of a failure is what the log says. */
  pull(image: string, platform: string): Promise<Result<BaseImage, Failure>>;
  log(line: string): void;
}

/** A base image of a build; the runtime one is the base of the last stage. */
export interface BaseUse {
  image: string;
  runtime: boolean;
}

export interface Build {
  image: BuiltImage;
  bases: BaseUse[];
}

interface Work {
  /** Name of the base image, through earlier stages; undefined from scratch. */
  from?: string;
  base: BaseImage;
  tree: FileTree;
  config: RuntimeConfig;
  layers: LayerOfImage[];
  history: HistoryEntry[];
  values: Map<string, string>;
}

/**
 * Builds an image as the classic builder does: one step after another, one layer for each that changes files. The message of a
 * failure is the last line of the log.
 */
export async function dockerBuild(order: BuildOrder): Promise<Result<Build, Failure>> {
  const parsed = parseDockerfile(order.dockerfile);
  if (!parsed.ok) return parsed;
  const { globals, stages } = parsed.value;
  const context = withoutIgnored(order.context);
  const targetIndex = order.target
    ? stages.findIndex(({ name }) => name?.toLowerCase() === order.target?.toLowerCase())
    : stages.length - 1;
  if (targetIndex < 0) {
    return failWith("TargetUnknown", `failed to reach build target ${order.target} in Dockerfile`);
  }
  const values = new Map<string, string>();
  for (const { text } of globals) setArgument(values, order, text);
  const needed = stages.slice(0, targetIndex + 1);
  const steps = needed.reduce((sum, { instructions }) => sum + 1 + instructions.length, 0);
  const finished: Work[] = [];
  const bases: string[] = [];
  let step = 0;
  const announce = (text: string) => order.log(`Step ${++step}/${steps} : ${text}`);
  for (const stage of needed) {
    announce(`FROM ${stage.base}${stage.name ? ` as ${stage.name}` : ""}`);
    const work = await startStage(order, stage, needed, finished, values, bases);
    if (!work.ok) return work;
    for (const instruction of stage.instructions) {
      announce(`${instruction.name} ${instruction.text}`);
      const done = carryOut(order, work.value, instruction, context, (name) => stageTree(name, needed, finished));
      if (!done.ok) return done;
    }
    finished.push(work.value);
  }
  const last = finished[targetIndex];
  if (!last) return failWith("TargetUnknown", "nothing was built");
  const { config, layers, history } = last;
  const image = buildImage(order.hash, {
    os: last.base.os,
    architecture: last.base.architecture,
    created: order.created,
    config,
    layers,
    history,
  });
  order.log(`Successfully built ${image.config.digest.slice(7, 19)}`);
  return ok({ image, bases: [...new Set(bases)].map((base) => ({ image: base, runtime: base === last.from })) });
}

const stageIndex = (name: string, stages: readonly Stage[], before: number): number => {
  const byName = stages.slice(0, before).findIndex((stage) => stage.name?.toLowerCase() === name.toLowerCase());
  return byName >= 0 ? byName : /^\d+$/.test(name) && Number(name) < before ? Number(name) : -1;
};

function stageTree(name: string, stages: readonly Stage[], finished: readonly Work[]): Result<FileTree, Failure> {
  const found = finished[stageIndex(name, stages, finished.length)];
  return found
    ? ok(found.tree)
    : failWith("StageUnknown", `invalid from flag value ${name}: not a stage of this Dockerfile`);
}

async function startStage(
  order: BuildOrder,
  { base, platform }: Stage,
  stages: readonly Stage[],
  finished: readonly Work[],
  globals: ReadonlyMap<string, string>,
  bases: string[],
): Promise<Result<Work, Failure>> {
  const name = substitute(base, globals);
  const earlier = finished[stageIndex(name, stages, finished.length)];
  if (earlier) {
    const { base: image, tree, config, layers, history } = earlier;
    return ok({
      base: image,
      tree: new Map(tree),
      config,
      layers: [...layers],
      history: [...history],
      values: new Map(),
      ...(earlier.from !== undefined && { from: earlier.from }),
    });
  }
  const stagePlatform = platform
    ? substitute(platform, globals)
    : `${order.platform.os}/${order.platform.architecture}`;
  const [os = "", architecture = ""] = stagePlatform.split("/");
  const scratch: BaseImage = { config: {}, os, architecture, layers: [], history: [] };
  const pulled = name === "scratch" ? ok<BaseImage, Failure>(scratch) : await order.pull(name, stagePlatform);
  if (!pulled.ok) return pulled;
  const image = pulled.value;
  if (name !== "scratch") bases.push(name);
  const tree: FileTree = new Map();
  for (const { bytes } of image.layers) if (bytes) applyLayer(tree, filesOfTar(bytes));
  const values = new Map((image.config.Env ?? []).flatMap(pairsOf));
  const from = name === "scratch" ? {} : { from: name };
  return ok({
    ...from,
    base: image,
    tree,
    config: image.config,
    layers: [...image.layers],
    history: [...image.history],
    values,
  });
}

function setArgument(values: Map<string, string>, order: BuildOrder, text: string): void {
  const [name = "", fallback] = text.split(/=(.*)/s);
  const value = order.buildArguments.get(name) ?? (fallback === undefined ? undefined : wordsOf(fallback).join(" "));
  if (value !== undefined) values.set(name, substitute(value, values));
}

function carryOut(
  order: BuildOrder,
  work: Work,
  { name, text }: Instruction,
  context: FileTree,
  stage: (name: string) => Result<FileTree, Failure>,
): Result<true, Failure> {
  const { values, config } = work;
  const before = new Map(work.tree);
  const value = name === "RUN" || name === "CMD" || name === "ENTRYPOINT" ? text : substitute(text, values);
  const set = (changes: RuntimeConfig) => (work.config = { ...work.config, ...changes });
  const folder = config.WorkingDir ?? "/";
  if (name === "ARG") setArgument(values, order, text);
  else if (name === "ENV") {
    for (const [key, setting] of pairsOf(value)) values.set(key, setting);
    const keys = new Map((config.Env ?? []).flatMap(pairsOf));
    for (const [key, setting] of pairsOf(value)) keys.set(key, setting);
    set({ Env: [...keys].map(([key, setting]) => `${key}=${setting}`) });
  } else if (name === "WORKDIR") set({ WorkingDir: `/${cleanPath(value, folder)}` });
  else if (name === "CMD") set({ Cmd: commandOf(text) });
  else if (name === "ENTRYPOINT") set({ Entrypoint: commandOf(text) });
  else if (name === "USER") set({ User: value });
  else if (name === "LABEL") set({ Labels: { ...config.Labels, ...Object.fromEntries(pairsOf(value)) } });
  else if (name === "EXPOSE") {
    const ports = value.split(/\s+/).map((port) => [port.includes("/") ? port : `${port}/tcp`, {}]);
    set({ ExposedPorts: { ...config.ExposedPorts, ...(Object.fromEntries(ports) as Record<string, object>) } });
  } else if (name === "HEALTHCHECK") {
    const command = value.replace(/^(?:--\S+\s+)*/, "");
    set({ Healthcheck: { Test: command === "NONE" ? ["NONE"] : ["CMD-SHELL", command.replace(/^CMD\s+/, "")] } });
  } else if (name === "COPY" || name === "ADD") {
    const copied = copy(work.tree, value, folder, context, stage);
    if (!copied.ok) return copied;
  } else if (name === "RUN") {
    const line = text.startsWith("[") ? commandOf(text).join(" ") : text;
    const result = runShell(work.tree, substitute(line, values), folder);
    result.output.forEach((printed) => order.log(printed));
    if (result.exitCode !== 0) {
      return failWith("RunFailed", `The command '/bin/sh -c ${text}' returned a non-zero code: ${result.exitCode}`);
    }
  } else return failWith("NotSimulated", `not simulated: the instruction ${name}`);
  const changed = differenceOf(before, work.tree);
  if (changed.length > 0) work.layers.push(layerBlob(order.hash, makeLayer(changed)));
  work.history.push({
    created: order.created,
    created_by: name === "RUN" ? `/bin/sh -c ${text}` : `/bin/sh -c #(nop) ${name} ${text}`,
    ...(changed.length === 0 && { empty_layer: true }),
  });
  return ok(true);
}

/** COPY and ADD: files and folders of the context, or of an earlier stage, to a file or a folder. */
function copy(
  tree: FileTree,
  text: string,
  folder: string,
  context: FileTree,
  stage: (name: string) => Result<FileTree, Failure>,
): Result<true, Failure> {
  const words = text.startsWith("[") ? commandOf(text) : wordsOf(text);
  const flag = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const paths = words.filter((word) => !word.startsWith("--"));
  const target = paths.pop() ?? "";
  if (paths.length === 0) return failWith("InvalidDockerfile", "COPY requires at least two arguments");
  const from = flag("from");
  const source = from === undefined ? ok<FileTree, Failure>(context) : stage(from);
  if (!source.ok) return source;
  const [uid, gid] = (flag("chown") ?? "").split(":");
  const mode = flag("chmod");
  const owner = {
    ...(uid && /^\d+$/.test(uid) && { uid: Number(uid), gid: Number(/^\d+$/.test(gid ?? "") ? gid : uid) }),
    ...(mode && { mode }),
  };
  const into = cleanPath(target, folder);
  for (const path of paths) {
    const clean = cleanPath(path);
    const pattern = globOf(clean === "" ? "**" : clean);
    const found = [...source.value.values()].filter((file) => clean === "" || pattern.test(file.path));
    if (found.length === 0) {
      return failWith(
        "FileNotFound",
        `COPY failed: file not found in build context or excluded by .dockerignore: stat ${path}: file does not exist`,
      );
    }
    const isFolder = /\/$|^\.$/.test(target) || paths.length > 1 || found.length > 1 || /[*?]/.test(path);
    for (const file of found) {
      const inside =
        clean === "" ? file.path : file.path.startsWith(`${clean}/`) ? file.path.slice(clean.length + 1) : "";
      const rest = inside || (isFolder ? (file.path.split("/").at(-1) ?? "") : "");
      const at = cleanPath(rest, `/${into}`);
      tree.set(at, { ...file, ...owner, path: at });
    }
  }
  return ok(true);
}
