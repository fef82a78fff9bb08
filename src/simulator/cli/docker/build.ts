import { manifestType, type LayerOfImage } from "../../images/build-image.ts";
import { dockerBuild, type BaseImage } from "../../services/build/docker-build.ts";
import type { FileTree } from "../../services/build/file-tree.ts";
import { withoutIgnored } from "../../services/build/file-tree.ts";
import type { LayerFile } from "../../images/layer.ts";
import { resolvePath } from "../file-system.ts";
import { ExitError, type Call } from "../program.ts";
import { failWith, ok } from "../../world/result.ts";
import type { DockerCall } from "./docker-call.ts";
import { configOf, type StoredImage } from "./image-store.ts";
import { imageName, shownReference } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { pullImage } from "./pull.ts";
import { pushTag } from "./push.ts";

/** Files of a folder of the machine, by path below it. */
function folderTree({ machine }: Call, folder: string): FileTree {
  const tree: FileTree = new Map();
  const walk = (path: string, below: string) => {
    for (const name of machine.files.list(path)) {
      const full = path === "/" ? `/${name}` : `${path}/${name}`;
      const short = below === "" ? name : `${below}/${name}`;
      if (machine.files.stat(full)?.kind === "folder") walk(full, short);
      else tree.set(short, { path: short, data: machine.files.bytes(full) } satisfies LayerFile);
    }
  };
  walk(folder, "");
  return tree;
}

/** A base image as the builder wants it; layers that can be made on demand are named, not carried. */
function baseOf({ machine }: Call, image: StoredImage): BaseImage {
  const config = configOf(machine, image);
  const layers = image.layers.map(({ digest, size, mediaType, diffId }): LayerOfImage => {
    const bulk = mediaType.endsWith(".tar") && size > 2 ** 20;
    return { digest, size, mediaType, diffId, ...(!bulk && { bytes: machine.layers.bytes(digest) }) };
  });
  return {
    config: (config["config"] ?? {}) as BaseImage["config"],
    os: image.os,
    architecture: image.architecture,
    layers,
    history: (config["history"] ?? []) as BaseImage["history"],
  };
}

/** Prints a build as BuildKit does without a terminal: numbered parts, each ending with DONE. */
class BuildLog {
  private part = 0;
  constructor(
    private readonly call: Call,
    private readonly quiet: boolean,
  ) {}

  begin(title: string): void {
    this.part += 1;
    this.say(title);
  }

  say(text: string): void {
    if (!this.quiet) this.call.err(`#${this.part} ${text}\n`);
  }

  done(): void {
    if (!this.quiet) this.call.err(`#${this.part} DONE 0.0s\n\n`);
  }
}

function dockerfileOf(call: Call, folder: string, dockerfile: string | undefined): string {
  const { machine, input } = call;
  if (dockerfile === "-") return new TextDecoder().decode(input ?? new Uint8Array());
  const path = dockerfile === undefined ? `${folder}/Dockerfile` : resolvePath(dockerfile, call.folder, machine.home);
  if (machine.files.stat(path)?.kind === "file") return machine.files.text(path);
  throw new ExitError(
    1,
    `ERROR: failed to solve: failed to read dockerfile: open ${dockerfile ?? "Dockerfile"}: no such file or directory`,
    {
      code: "NoDockerfile",
      text: `${folder} has no ${dockerfile ?? "Dockerfile"}.`,
      next: "`ls` lists the files; `-f FILE` names another Dockerfile.",
    },
  );
}

/** What the builder's classic words are in BuildKit's. */
const failureText = (message: string): string => {
  const [, command, code] = /^The command '(.*)' returned a non-zero code: (\d+)$/s.exec(message) ?? [];
  return command === undefined
    ? `ERROR: failed to solve: ${message}`
    : `ERROR: failed to solve: process "${command}" did not complete successfully: exit code: ${code}`;
};

export async function build(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const { machine } = call;
  const [contextPath, ...more] = line.operands;
  if (contextPath === undefined || more.length > 0) {
    const name = call.args[0] === "buildx" ? "docker buildx build" : "docker build";
    throw new ExitError(
      1,
      `ERROR: "${name}" requires exactly 1 argument.\nSee '${name} --help'.\n\nUsage:  ${name} [OPTIONS] PATH | URL | -\n\nStart a build`,
      {
        code: "NoContext",
        text: "docker build needs the folder that holds the files; the dot at the end of the line means this one.",
        next: "`docker build -t web:v1 .`",
      },
    );
  }
  if (/^(https?|git):/.test(contextPath)) {
    throw new ExitError(1, `ERROR: failed to solve: building from ${contextPath} is not simulated`, {
      code: "NotSimulated",
      text: "Here docker builds only from folders.",
      next: "`git clone` it first, or let `az acr build` fetch it.",
    });
  }
  const folder = contextPath === "-" ? undefined : resolvePath(contextPath, call.folder, machine.home);
  if (folder !== undefined && machine.files.stat(folder)?.kind !== "folder") {
    throw new ExitError(1, `ERROR: unable to prepare context: path "${contextPath}" not found`, {
      code: "NoContext",
      text: `There is no folder ${contextPath}.`,
    });
  }
  const names = line.texts("--tag").map(imageName);
  const quiet = line.on("--quiet");
  const log = new BuildLog(call, quiet);
  const dockerfile =
    folder === undefined
      ? new TextDecoder().decode(call.input ?? new Uint8Array())
      : dockerfileOf(call, folder, line.text("--file"));
  log.begin("[internal] load build definition from Dockerfile");
  log.say(`transferring dockerfile: ${new TextEncoder().encode(dockerfile).length}B done`);
  log.done();
  const context = folder === undefined ? new Map() : folderTree(call, folder);
  log.begin("[internal] load build context");
  const sent = [...withoutIgnored(context).values()].reduce((sum, { data }) => sum + data.length, 0);
  log.say(`transferring context: ${sent}B done`);
  log.done();
  const [os = "linux", architecture = "amd64"] = (line.text("--platform") ?? "linux/amd64").split("/");
  const buildArguments = new Map(
    line.texts("--build-arg").map((pair): [string, string] => {
      const [key = "", ...rest] = pair.split("=");
      return [key, rest.length > 0 ? rest.join("=") : (call.environment.get(key) ?? "")];
    }),
  );
  const target = line.text("--target");
  let open = false;
  const result = await dockerBuild({
    dockerfile,
    context,
    buildArguments,
    ...(target !== undefined && { target }),
    platform: { os, architecture },
    created: new Date(machine.now()).toISOString(),
    hash: machine.hash,
    pull: async (image, platform) => {
      try {
        const name = imageName(image);
        const local = line.on("--pull") ? undefined : store.find(fullReference(name));
        return ok(
          baseOf(call, local ?? (await pullImage(call, store, name, { platform, quiet: true, unlisted: true }))),
        );
      } catch (error) {
        if (!(error instanceof ExitError)) throw error;
        if (error.explanation) call.explain(error.explanation);
        const text = error.message.replace(/^Error response from daemon: /, "");
        return failWith("PullFailed", `${image}: ${text}`);
      }
    },
    log: (text) => {
      const [, at, all, instruction] = /^Step (\d+)\/(\d+) : (.*)$/s.exec(text) ?? [];
      if (at !== undefined) {
        if (open) log.done();
        open = true;
        log.begin(`[${at}/${all}] ${instruction}`);
      } else if (!text.startsWith("Successfully built")) log.say(text);
    },
  });
  if (!result.ok) {
    const text = failureText(result.refusal.message);
    log.say(text.replace("ERROR: failed to solve: ", "ERROR: "));
    throw new ExitError(1, text, {
      code: "BuildFailed",
      text: "A step of the Dockerfile failed, so no image was made and no tag was set.",
    });
  }
  if (open) log.done();
  const { image } = result.value;
  for (const { digest, bytes } of image.layers) {
    if (bytes) machine.layers.put(digest, bytes);
    else machine.layers.hold(digest);
  }
  machine.layers.put(image.config.digest, image.config.bytes);
  const stored: StoredImage = {
    id: image.config.digest,
    manifest: new TextDecoder().decode(image.manifest),
    mediaType: manifestType,
    manifestDigest: image.digest,
    layers: image.layers.map(({ digest, diffId, size, mediaType }) => ({ digest, diffId, size, mediaType })),
    os,
    architecture,
    created: new Date(machine.now()).toISOString(),
  };
  store.add(stored);
  log.begin("exporting to image");
  log.say(`writing image ${stored.id} done`);
  for (const name of names) {
    store.tag(fullReference(name), stored.id);
    log.say(`naming to ${fullReference(name)} done`);
  }
  log.done();
  store.save();
  if (quiet) call.out(`${stored.id}\n`);
  if (line.on("--push")) {
    for (const name of names) {
      log.begin(`pushing ${shownReference(name)}`);
      await pushTag(call, store, name, stored, true);
      log.done();
    }
  }
  return 0;
}
