import type { BuiltImage, RuntimeConfig } from "../../images/build-image.ts";
import type { Cloud } from "../../registry/cloud.ts";
import { notSimulatedMessage } from "../../registry/not-simulated.ts";
import { acceptAll } from "../../registry-client/download.ts";
import { dockerHub, dockerPolicy, parseReference, tagOrDigest } from "../../registry-client/reference.ts";
import { RegistryClient } from "../../registry-client/registry-client.ts";
import type { Origin, Plane } from "../../world/cloud.ts";
import { isoTime, now } from "../../world/clock.ts";
import { digestOf } from "../../world/hash.ts";
import type { ImageOnAgent, Run, RunProgress, TaskStep } from "../../world/service-tables.ts";
import { dockerBuild } from "../build/docker-build.ts";
import { applyLayer, cleanPath, filesOfTar, textOf, type FileTree } from "../build/file-tree.ts";
import { dockerAgent, ImageRegistry } from "../build/image-registry.ts";
import { readBuildFlags } from "../build/build-flags.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
import type { StepResult } from "../../world/task-events.ts";
import { runContainer } from "./container.ts";
import { sourceOf } from "./context.ts";
import { commandLine, readDockerRun, workspace } from "./docker-run.ts";
import { humanSize, stamped } from "./run-log.ts";
import { shellWords } from "./shell-words.ts";
import { platformOf } from "./work.ts";

/** Gets the Authorization header of a run for a repository at a registry; undefined when it has no right of its own. */
export type RunAuthorization = (host: string, repository: string) => Promise<string | undefined>;

const result = (more: Partial<StepResult> = {}): StepResult => ({
  lines: [],
  seconds: 0,
  images: {},
  written: {},
  pulled: [],
  outputs: [],
  ...more,
});

/** A try that failed because of the agent, not of a program. */
export const failedTry = (error: string, lines: string[] = []): StepResult => result({ error, lines });

const exited = (code: number): Pick<StepResult, "error"> => (code === 0 ? {} : { error: `exit status ${code}` });

/** Tries of a push (Azure/acr-builder, push.go). */
const pushTries = 3;

const withTag = (image: string): string => (/:[^/]*$/.test(image) || image.includes("@") ? image : `${image}:latest`);

/** Files and settings of an image, and the lines that docker prints while it gets the image. */
interface ImageFiles {
  tree: FileTree;
  config: RuntimeConfig;
  lines: string[];
}

/** The machine that carries out the steps of one run: builds, pushes and commands, each with its lines of the log. */
export class TaskAgent {
  private readonly images: ImageRegistry;

  constructor(
    private readonly cloud: Cloud,
    private readonly registry: string,
    private readonly run: Run,
    private readonly progress: RunProgress,
    { send, origin, authorization }: { send: Plane; origin: Origin; authorization: RunAuthorization },
  ) {
    this.images = new ImageRegistry(
      cloud.blobs,
      (host) =>
        new RegistryClient(host, {
          hash: cloud.hash,
          userAgent: dockerAgent,
          accept: acceptAll,
          send: (request) => send(request, origin),
          authorization: (repository) =>
            host === dockerHub ? Promise.resolve("Bearer anonymous") : authorization(host, repository),
        }),
    );
  }

  /** One try of a step. */
  async work(step: TaskStep): Promise<StepResult> {
    if (step.kind === "push") return this.push(step.images.map(withTag));
    const words = shellWords(step.text, new Map([["HOME", "/root"]]));
    if (!words.ok) return failedTry("exit status 2", [words.refusal.message]);
    return step.kind === "build" ? this.build(step, words.value) : this.command(step, words.value);
  }

  /** Files of the shared folder: the source, with what earlier steps wrote over it. */
  private shared(): Result<FileTree, Failure> {
    const source = sourceOf(this.cloud.world(), this.cloud, this.registry, this.progress.source);
    if (!source.ok) return source;
    const files = new Map(source.value.files);
    for (const [path, data] of Object.entries(this.progress.written)) {
      if (data === null) files.delete(path);
      else files.set(path, { path, data });
    }
    return ok(files);
  }

  private async build(step: TaskStep, words: readonly string[]): Promise<StepResult> {
    const read = readBuildFlags(words, new Map(Object.entries(step.env)));
    if (!read.ok) return failedTry("exit status 125", [read.refusal.message]);
    const flags = read.value;
    if (step.env["DOCKER_BUILDKIT"] === "1") {
      return failedTry("exit status 1", [
        "not simulated: BuildKit (DOCKER_BUILDKIT=1); leave it to the classic builder",
      ]);
    }
    const shared = this.shared();
    if (!shared.ok) return failedTry("exit status 1", [shared.refusal.message]);
    const folder = cleanPath(flags.context, `/${cleanPath(step.workingDirectory)}`);
    const context = below(shared.value, folder);
    const dockerfile =
      context.get(cleanPath(flags.file)) ??
      shared.value.get(cleanPath(flags.file, `/${cleanPath(step.workingDirectory)}`));
    if (!dockerfile) {
      const line = `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${workspace}/${flags.file}: no such file or directory`;
      return failedTry("exit status 1", [line]);
    }
    const [os = "", architecture = ""] = (flags.platform ?? platformOf(this.run)).split("/");
    const size = [...context.values()].reduce((sum, { data }) => sum + data.length + 512, 1024);
    const lines = [`Sending build context to Docker daemon  ${humanSize(size)}`];
    const built = await dockerBuild({
      dockerfile: textOf(dockerfile),
      context,
      buildArguments: flags.arguments,
      ...(flags.target && { target: flags.target }),
      platform: { os, architecture },
      created: isoTime(now(this.cloud.world())),
      hash: this.cloud.hash,
      pull: (image, platform) => this.images.pull(image, platform),
      log: (line) => lines.push(line),
    });
    if (!built.ok) return failedTry("exit status 1", [...lines, built.refusal.message]);
    const bases: ImageOnAgent["bases"] = [];
    for (const { image, runtime } of built.value.bases) {
      const found = await this.images.resolve(image);
      if (found.ok) bases.push({ image, digest: found.value.digest, runtime });
    }
    const row = this.keep(built.value.image, step.id, bases);
    const names = flags.images.map(withTag);
    lines.push(...names.map((image) => `Successfully tagged ${image}`));
    return result({ lines, images: Object.fromEntries(names.map((image) => [image, row])) });
  }

  /** An image as the world remembers it; its bytes go to the blob store. */
  private keep(image: BuiltImage, step: string, bases: ImageOnAgent["bases"]): ImageOnAgent {
    const { blobs } = this.cloud;
    for (const { digest, bytes } of [...image.layers, image.config]) if (bytes) blobs.put(digest, bytes);
    blobs.put(image.digest, image.manifest);
    const { config, layers, mediaType, digest } = image;
    return {
      mediaType,
      digest,
      config: { digest: config.digest, size: config.size, mediaType: config.mediaType },
      layers: layers.map(({ digest: layer, diffId, size, mediaType: type }) => ({
        digest: layer,
        diffId,
        size,
        mediaType: type,
      })),
      step,
      bases,
    };
  }

  private async push(images: readonly string[]): Promise<StepResult> {
    const lines: string[] = [];
    const outputs: Run["outputImages"] = [];
    const stamp = (line: string) => lines.push(stamped(now(this.cloud.world()), line));
    for (const image of images) {
      const row = this.progress.images[image];
      let pushed: Result<string, Failure> = failWith(
        "ImageUnknown",
        `An image does not exist locally with the tag: ${image.replace(/:[^/]*$/, "")}`,
      );
      for (let attempt = 1; attempt <= pushTries && !pushed.ok; attempt++) {
        stamp(`Pushing image: ${image}, attempt ${attempt}`);
        lines.push(`The push refers to repository [${image.replace(/:[^/]*$/, "")}]`);
        if (row) pushed = await this.images.push(image, this.builtOf(row));
        if (!pushed.ok) lines.push(pushed.refusal.message);
      }
      if (!pushed.ok) return { ...failedTry("failed to push images successfully", lines), outputs };
      const digest = pushed.value;
      const [name = "", tag = "latest"] = image.split(/:(?=[^/]*$)/);
      lines.push(`${tag}: digest: ${digest} size: ${this.cloud.blobs.size(digest) ?? 0}`);
      stamp(`Successfully pushed image: ${image}`);
      const [registry = "", ...path] = name.split("/");
      outputs.push({ registry, repository: path.join("/"), tag, digest });
    }
    return result({ lines, outputs });
  }

  private builtOf({ mediaType, digest, config, layers }: ImageOnAgent): BuiltImage {
    const { blobs } = this.cloud;
    return {
      mediaType,
      digest,
      manifest: blobs.bytes(digest),
      config: { ...config, bytes: blobs.bytes(config.digest) },
      layers,
    };
  }

  private async command(step: TaskStep, words: readonly string[]): Promise<StepResult> {
    const read = readDockerRun(words, step);
    if (!read.ok) return failedTry("exit status 125", [read.refusal.message]);
    const order = read.value;
    const image = withTag(order.image);
    const found = await this.image(image, step.pull);
    if (!found.ok) return failedTry("exit status 125", [found.refusal.message]);
    const shared = this.shared();
    if (!shared.ok) return failedTry("exit status 1", [shared.refusal.message]);
    const { tree, config, lines } = found.value;
    for (const file of shared.value.values()) {
      const path = cleanPath(file.path, workspace);
      tree.set(path, { ...file, path });
    }
    const env = { ...environmentOf(config), HOME: "/root", ...order.env };
    const ran = runContainer(tree, commandLine(order, config), env, order.folder ?? config.WorkingDir ?? "/");
    const written = writtenIn(shared.value, below(tree, cleanPath(workspace)));
    const pulled = lines.length > 0 ? [image] : [];
    if (order.detached) return result({ lines: [...lines, this.containerId(step.id)], written, pulled });
    return result({ ...exited(ran.exitCode), lines: [...lines, ...ran.output], seconds: ran.seconds, written, pulled });
  }

  /** Files and settings of an image: one that was built here, or one that is pulled unless the agent has it. */
  private async image(name: string, again: boolean): Promise<Result<ImageFiles, Failure>> {
    const tree: FileTree = new Map();
    const { blobs } = this.cloud;
    const built = this.progress.images[name];
    if (built) {
      for (const { digest, mediaType } of built.layers) {
        if (!mediaType.endsWith(".tar")) applyLayer(tree, filesOfTar(blobs.bytes(digest)));
      }
      const { config = {} } = JSON.parse(new TextDecoder().decode(blobs.bytes(built.config.digest))) as {
        config?: RuntimeConfig;
      };
      return ok({ tree, config, lines: [] });
    }
    const tool = /^mcr\.microsoft\.com\/acr\/(acr-cli|azure-cli|curl|cssc):/.exec(name);
    if (tool) return failWith("NotSimulated", notSimulatedMessage("taskTools"));
    const pull = await this.images.pull(name, platformOf(this.run));
    const unseen = again ? [] : [`Unable to find image '${name}' locally`];
    if (!pull.ok) {
      const { code, message } = pull.refusal;
      const daemon = `docker: Error response from daemon: ${message}.`;
      return failWith(code, [...unseen, daemon, "See 'docker run --help'."].join("\n"));
    }
    const pulled = pull.value;
    for (const { bytes } of pulled.layers) if (bytes) applyLayer(tree, filesOfTar(bytes));
    if (this.progress.pulled.includes(name) && !again) return ok({ tree, config: pulled.config, lines: [] });
    const resolved = await this.images.resolve(name);
    const digest = resolved.ok ? resolved.value.digest : "";
    const parsed = parseReference(name, dockerPolicy);
    const lines = [
      ...unseen,
      ...(parsed.ok ? [`${tagOrDigest(parsed.value)}: Pulling from ${parsed.value.repository}`] : []),
      `Digest: ${digest}`,
      `Status: Downloaded newer image for ${name}`,
    ];
    return ok({ tree, config: pulled.config, lines });
  }

  /** Id that `docker run --detach` prints. */
  private containerId(step: string): string {
    return digestOf(this.cloud.hash, new TextEncoder().encode(`${this.registry}/${this.run.id}/${step}`)).slice(7);
  }
}

const environmentOf = (config: RuntimeConfig): Record<string, string> =>
  Object.fromEntries((config.Env ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));

/** Files below a folder, by their path in it. */
function below(files: FileTree, folder: string): FileTree {
  const inside: FileTree = new Map();
  for (const file of files.values()) {
    if (folder !== "" && !file.path.startsWith(`${folder}/`)) continue;
    const path = folder === "" ? file.path : file.path.slice(folder.length + 1);
    inside.set(path, { ...file, path });
  }
  return inside;
}

/** Text of the files that are not as they were, and null for those that are gone. */
function writtenIn(before: FileTree, after: FileTree): Record<string, string | null> {
  const changed: Record<string, string | null> = {};
  for (const file of after.values()) {
    if (before.get(file.path)?.data !== file.data) changed[file.path] = textOf(file);
  }
  for (const path of before.keys()) if (!after.has(path)) changed[path] = null;
  return changed;
}
