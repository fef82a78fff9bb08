import type { RuntimeConfig } from "../../images/build-image.ts";
import type { TaskStep } from "../../world/service-tables.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";

/** A container as `docker run` starts it. */
export interface ContainerOrder {
  image: string;
  /** What follows the image; replaces the image's own command. */
  words: string[];
  env: Record<string, string>;
  entryPoint?: string;
  /** Folder that it starts in; undefined leaves that of the image. */
  folder?: string;
  detached: boolean;
}

/** Flags of `docker run` that change nothing for a container that is on its own and has no terminal. */
const without = new Set(["--rm", "-i", "-t", "-it", "-ti", "--interactive", "--tty", "--init"]);

/** Folder of the volume that all steps of a run share. */
export const workspace = "/workspace";

/** A step's working directory: below the shared volume unless it is absolute. */
const folderOf = (path: string): string => (path.startsWith("/") ? path : `${workspace}/${path}`).replace(/\/$/, "");

/**
 * Reads the words of a `cmd` step, which are those of `docker run`: flags, an image, what it is to execute. The step's own
 * properties come first and a flag wins over them. A NotSimulated failure names a flag that is not simulated.
 */
export function readDockerRun(words: readonly string[], step: TaskStep): Result<ContainerOrder, Failure> {
  const order: ContainerOrder = {
    image: "",
    words: [],
    env: { ...step.env },
    detached: step.detach,
    ...(step.entryPoint !== undefined && { entryPoint: step.entryPoint }),
    // Without an override only a directory that is given holds, otherwise that of the image.
    ...(step.ownWorkingDirectory
      ? step.workingDirectory !== "" && { folder: step.workingDirectory }
      : { folder: folderOf(step.workingDirectory) }),
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-")) return ok({ ...order, image: word, words: words.slice(at + 1) });
    const [name = "", inline] = word.split(/=(.*)/s);
    const value = () => inline ?? words[++at] ?? "";
    if (without.has(name)) continue;
    if (name === "-d" || name === "--detach") order.detached = true;
    else if (name === "--entrypoint") order.entryPoint = value();
    else if (name === "-w" || name === "--workdir") order.folder = value();
    else if (name === "-e" || name === "--env") {
      const [key = "", text = ""] = value().split(/=(.*)/s);
      order.env[key] = text;
    } else return failWith("NotSimulated", `not simulated: the flag ${name} of docker run`);
  }
  return failWith("ImageMissing", '"docker run" requires at least 1 argument.');
}

/** What a container executes: an entry point takes the command as its arguments, and one that is given drops the image's. */
export const commandLine = ({ entryPoint, words }: ContainerOrder, image: RuntimeConfig): string[] => [
  ...(entryPoint === undefined ? (image.Entrypoint ?? []) : [entryPoint]),
  ...(words.length > 0 || entryPoint !== undefined ? words : (image.Cmd ?? [])),
];
