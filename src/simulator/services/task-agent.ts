import type { BuiltImage } from "../images/build-image.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import { isoTime, now } from "../world/clock.ts";
import type { Run } from "../world/service-tables.ts";
import { dockerBuild } from "./build/docker-build.ts";
import { cleanPath, filesOfTar, textOf, type FileTree } from "./build/file-tree.ts";
import { RegistryClient } from "./build/registry-client.ts";
import { readBuildFlags, readSteps, render, type BuildFlags, type TaskStep } from "./task-steps.ts";

/** Authorization header of a run for a repository of its own registry, or undefined when it has no right of its own. */
export type RunAuthorization = (host: string, repository: string) => Promise<string | undefined>;

export interface Outcome {
  status: "Succeeded" | "Failed" | "Timeout";
  error?: string;
  log: string[];
  outputs: Run["outputImages"];
  /** Names and digests of the images that the work started from. */
  bases: { image: string; digest: string; runtime: boolean }[];
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const pairs = (value: unknown): Map<string, string> =>
  new Map(
    list(value).map((one) => {
      const { name, value: given } = one as { name?: unknown; value?: unknown };
      return [text(name), text(given)] as const;
    }),
  );

/** Files of a run's context: an uploaded archive, or a commit of a repository on the git host. */
export function contextOf(cloud: Cloud, registry: string, location: string): FileTree | Error {
  if (location === "" || location === "/dev/null") return new Map();
  const world = cloud.world();
  if (!/^https?:\/\//.test(location)) {
    const upload = world.get("sourceUpload", `${registry}/${location}`);
    return upload ? filesOfTar(cloud.blobs.bytes(upload.digest)) : new Error(`the source ${location} was not found`);
  }
  const [address = "", fragment = ""] = location.split("#");
  const [branch, folder = ""] = fragment.split(":");
  const repository = world.get("git", address.toLowerCase().replace(/\.git$/, ""));
  const commit = repository?.branches[branch || "master"] ?? repository?.branches["main"] ?? branch ?? "";
  const files = repository?.commits[commit]?.files;
  if (!files) return new Error(`failed to download the source: ${address} has no '${branch || "master"}'`);
  const below = cleanPath(folder);
  const tree: FileTree = new Map();
  for (const [path, data] of Object.entries(files)) {
    if (below !== "" && !path.startsWith(`${below}/`)) continue;
    const inside = below === "" ? path : path.slice(below.length + 1);
    tree.set(inside, { path: inside, data });
  }
  return tree;
}

/** The machine that carries out one run: builds, pushes and commands, each with its lines in the log. */
export class TaskAgent {
  private readonly log: string[] = [];
  private readonly outputs: Run["outputImages"] = [];
  private readonly bases: Outcome["bases"] = [];
  private readonly built = new Map<string, BuiltImage>();
  private readonly client: RegistryClient;
  private readonly host: string;

  constructor(
    private readonly cloud: Cloud,
    private readonly registry: string,
    private readonly run: Run,
    send: Plane,
    origin: { address: string; region?: string; subnetId?: string },
    authorization: RunAuthorization,
  ) {
    this.client = new RegistryClient({ send, origin, blobs: cloud.blobs, authorization });
    this.host = cloud.world().get("registry", registry)?.loginServer ?? "";
  }

  async work(): Promise<Outcome> {
    const error = await this.steps();
    this.log.push(
      error === undefined ? `Run ID: ${this.run.id} was successful` : `Run ID: ${this.run.id} failed: ${error}`,
    );
    const { log, outputs, bases } = this;
    return { status: error === undefined ? "Succeeded" : "Failed", log, outputs, bases, ...(error && { error }) };
  }

  /** The error that ended the work, or undefined. */
  private async steps(): Promise<string | undefined> {
    const step = { ...(this.run.work["step"] as Record<string, unknown>), ...(this.run.work["override"] as object) };
    const context = contextOf(this.cloud, this.registry, text(step["contextPath"]));
    if (context instanceof Error) return context.message;
    const values = pairs(step["values"]);
    if (step["type"] === "Docker") {
      const flags: BuildFlags = {
        images: list(step["imageNames"]).map((one) => this.fullName(this.render(text(one), values))),
        file: text(step["dockerFilePath"]) || "Dockerfile",
        context: ".",
        arguments: pairs(step["arguments"] ?? step["argumentValues"]),
        ...(text(step["target"]) && { target: text(step["target"]) }),
      };
      const failed = await this.build(flags, context);
      return failed ?? (step["isPushEnabled"] === false ? undefined : this.push(flags.images));
    }
    const file =
      step["type"] === "FileTask"
        ? context.has(cleanPath(text(step["taskFilePath"])))
          ? textOf(context.get(cleanPath(text(step["taskFilePath"]))))
          : undefined
        : new TextDecoder().decode(Uint8Array.from(atob(text(step["encodedTaskContent"])), (one) => one.charCodeAt(0)));
    if (file === undefined) return `the task file ${text(step["taskFilePath"])} was not found in the source`;
    const read = readSteps(this.render(file, values));
    return read.ok ? this.inOrder(read.steps, context) : read.message;
  }

  /** A step waits for those its `when` names, and without `when` for the one before it. */
  private async inOrder(steps: readonly TaskStep[], context: FileTree): Promise<string | undefined> {
    const succeeded = new Set<string>();
    let open = [...steps];
    while (open.length > 0) {
      const next = open.find((step) => {
        const before = steps[steps.indexOf(step) - 1];
        const needs = step.when ?? (before ? [before.id] : []);
        return needs.every((id) => id === "-" || succeeded.has(id));
      });
      if (!next) return `the step ${open[0]?.id} waits for a step that does not exist or waits for it`;
      this.log.push(`${this.time()} Executing step ID: ${next.id}.`);
      const error = await this.step(next, context);
      if (error !== undefined && !next.ignoreErrors) return `step ${next.id}: ${error}`;
      this.log.push(`${this.time()} Successfully executed step: ${next.id}`);
      succeeded.add(next.id);
      open = open.filter((step) => step !== next);
    }
    return undefined;
  }

  private async step({ kind, words }: TaskStep, context: FileTree): Promise<string | undefined> {
    if (kind === "push") return this.push(words);
    if (kind === "build") return this.build(readBuildFlags(words), context);
    const [image = "", ...rest] = words.filter((word) => !/^--?\w/.test(word));
    if (!this.built.has(image)) {
      const pulled = await this.client.pull(image, this.platform());
      if (pulled instanceof Error) return pulled.message;
    }
    if (rest[0] === "echo") {
      this.log.push(rest.slice(1).join(" "));
      return undefined;
    }
    return rest.length === 0 || rest[0] === "true" ? undefined : `not simulated: the agent does not run '${rest[0]}'`;
  }

  private async build(flags: BuildFlags, context: FileTree): Promise<string | undefined> {
    const folder = cleanPath(flags.context);
    const inside: FileTree = new Map();
    for (const file of context.values()) {
      if (folder !== "" && !file.path.startsWith(`${folder}/`)) continue;
      const path = folder === "" ? file.path : file.path.slice(folder.length + 1);
      inside.set(path, { ...file, path });
    }
    const dockerfile = context.get(cleanPath(flags.file)) ?? inside.get(cleanPath(flags.file));
    if (!dockerfile) return `unable to prepare context: unable to evaluate symlinks in Dockerfile path: ${flags.file}`;
    const result = await dockerBuild({
      dockerfile: textOf(dockerfile),
      context: inside,
      buildArguments: flags.arguments,
      ...(flags.target && { target: flags.target }),
      platform: { os: this.run.platform.os.toLowerCase(), architecture: this.run.platform.architecture },
      created: isoTime(now(this.cloud.world())),
      hash: this.cloud.hash,
      pull: (image, platform) => this.client.pull(image, platform),
      log: (line) => this.log.push(line),
    });
    if (!result.ok) {
      this.log.push(result.message);
      return result.message;
    }
    for (const { image, runtime } of result.bases) {
      const found = await this.client.resolve(image);
      if (!(found instanceof Error)) this.bases.push({ image, digest: found.digest, runtime });
    }
    for (const image of flags.images) {
      this.built.set(image, result.image);
      this.log.push(`Successfully tagged ${image}`);
    }
    return undefined;
  }

  private async push(images: readonly string[]): Promise<string | undefined> {
    for (const image of images) {
      const built = this.built.get(image);
      if (!built) return `An image does not exist locally with the tag: ${image}`;
      this.log.push(`The push refers to repository [${image.replace(/:[^/]*$/, "")}]`);
      const digest = await this.client.push(image, built);
      if (digest instanceof Error) return `failed to push ${image}: ${digest.message}`;
      const [name = "", tag = "latest"] = image.split(/:(?=[^/]*$)/);
      this.log.push(`${tag}: digest: ${digest} size: ${built.manifest.length}`);
      const [registry = "", ...path] = name.split("/");
      this.outputs.push({ registry, repository: path.join("/"), tag, digest });
    }
    return undefined;
  }

  private fullName(image: string): string {
    const first = image.split("/")[0] ?? "";
    const named = image.includes("/") && /[.:]/.test(first) ? image : `${this.host}/${image}`;
    return /:[^/]*$/.test(named) ? named : `${named}:latest`;
  }

  private render(template: string, values: ReadonlyMap<string, string>): string {
    const { id, platform } = this.run;
    const date = isoTime(now(this.cloud.world()));
    const run = new Map([
      ["ID", id],
      ["Registry", this.host],
      ["RegistryName", this.registry],
      ["Date", `${date.slice(0, 10).replaceAll("-", "")}-${date.slice(11, 19).replaceAll(":", "")}z`],
      ["OS", platform.os],
      ["Architecture", platform.architecture],
    ]);
    return render(template, run, values);
  }

  private platform(): string {
    return `${this.run.platform.os.toLowerCase()}/${this.run.platform.architecture}`;
  }

  private time(): string {
    return isoTime(now(this.cloud.world())).slice(0, 19).replace("T", " ");
  }
}
