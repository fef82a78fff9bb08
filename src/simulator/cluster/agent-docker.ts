import type { BuiltImage } from "../images/build-image.ts";
import type { Cloud } from "../registry/cloud.ts";
import { readBuildFlags } from "../services/build/build-flags.ts";
import { dockerBuild } from "../services/build/docker-build.ts";
import { wordsOf } from "../services/build/dockerfile.ts";
import { globOf, textOf, type FileTree } from "../services/build/file-tree.ts";
import { dockerAgent, failureText, ImageRegistry } from "../services/build/image-registry.ts";
import { acceptAll } from "../registry-client/download.ts";
import { dockerHub } from "../registry-client/reference.ts";
import type { Plane } from "../world/cloud.ts";
import { isoTime, now } from "../world/clock.ts";
import { failWith, ok, type Failure, type Result } from "../world/result.ts";
import type { PullingMachine } from "./node-image.ts";
import { credentialsFor, isResolved, registryClient } from "./registry-access.ts";

export interface AgentBuild {
  files: Readonly<Record<string, string>>;
  /** Path or pattern, e.g. two stars and `/Dockerfile`; the first file that fits is taken. */
  dockerfile: string;
  /** Folder whose files COPY sees; undefined is the one that the Dockerfile is in, as Docker@2 has it. */
  buildContext?: string;
  /** More flags of `docker build`. */
  flags: string;
}

/** The docker of a pipeline's agent: the builder that all agents have, at registries with what the agent is signed in as. */
export class AgentDocker {
  private readonly registry: ImageRegistry;

  constructor(
    private readonly cloud: Cloud,
    send: Plane,
    machineFor: (host: string) => PullingMachine,
  ) {
    this.registry = new ImageRegistry(cloud.blobs, (host) =>
      registryClient(cloud, send, machineFor(host), host, {
        userAgent: dockerAgent,
        accept: acceptAll,
        ...(host === dockerHub && { authorization: () => Promise.resolve("Bearer anonymous") }),
      }),
    );
  }

  /** `docker build`; the message of a failure is the last line of the log. */
  async build(
    { files, dockerfile, buildContext, flags }: AgentBuild,
    log: (line: string) => void,
  ): Promise<Result<BuiltImage, Failure>> {
    const pattern = globOf(dockerfile.replace(/^\.?\//, ""));
    const path = Object.keys(files).find((name) => pattern.test(name));
    if (path === undefined) return failWith("FileNotFound", `unable to find Dockerfile: ${dockerfile}: no such file`);
    const folder = (buildContext ?? path.replace(/[^/]*$/, "")).replace(/^\.?\/|\/$/g, "").replace(/^\.$/, "");
    const context: FileTree = new Map();
    for (const [name, data] of Object.entries(files)) {
      if (folder !== "" && !name.startsWith(`${folder}/`)) continue;
      const inside = folder === "" ? name : name.slice(folder.length + 1);
      context.set(inside, { path: inside, data });
    }
    const read = readBuildFlags(wordsOf(flags), new Map());
    if (!read.ok) return read;
    const buildFlags = read.value;
    const [os = "", architecture = ""] = (buildFlags.platform ?? "linux/amd64").split("/");
    const built = await dockerBuild({
      dockerfile: textOf({ path, data: files[path] ?? "" }),
      context,
      buildArguments: buildFlags.arguments,
      ...(buildFlags.target && { target: buildFlags.target }),
      platform: { os, architecture },
      created: isoTime(now(this.cloud.world())),
      hash: this.cloud.hash,
      pull: (image, platform) => this.registry.pull(image, platform),
      log,
    });
    return built.ok ? ok(built.value.image) : built;
  }

  /** `docker push` of an image under each tag; the lines are those of the client. */
  async push(
    image: BuiltImage,
    repository: string,
    tags: readonly string[],
    log: (line: string) => void,
  ): Promise<Result<true, Failure>> {
    log(`The push refers to repository [${repository}]`);
    for (const tag of tags) {
      const digest = await this.registry.push(`${repository}:${tag}`, image);
      if (!digest.ok) return digest;
      log(`${tag}: digest: ${digest.value} size: ${image.manifest.length}`);
    }
    return ok(true);
  }
}

/** `docker login`: fails unless the registry knows the credentials; what they may do isn't checked. */
export async function dockerLogin(
  cloud: Cloud,
  send: Plane,
  machine: PullingMachine,
  host: string,
): Promise<Result<true, Failure>> {
  const url = `https://${host}/v2/`;
  if (!isResolved(cloud, machine, host)) {
    return failWith("Unreachable", `Get "${url}": dial tcp: lookup ${host}: no such host`);
  }
  const failed = (why: string) => failWith("LoginFailed", `Error response from daemon: Get "${url}": ${why}`);
  const credentials = await credentialsFor(cloud, send, machine, host);
  if (!credentials) return failed("no basic auth credentials");
  const client = registryClient(cloud, send, machine, host, { credentials: () => Promise.resolve(credentials) });
  const result = await client.expect("GET", "/v2/");
  return result.ok ? ok(true) : failed(failureText(result.refusal));
}
