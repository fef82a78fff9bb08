import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
/** What a build step requires from the builder. */
export interface BuildFlags {
  images: string[];
  file: string;
  context: string;
  arguments: Map<string, string>;
  target?: string;
  platform?: string;
}

/** Flags of `docker build` that change nothing for a builder that keeps no cache and no containers. */
const without = new Set(["--no-cache", "--pull", "--rm", "--force-rm", "--compress", "-q", "--quiet"]);

/**
 * Reads a build step, which takes the flags of `docker build`. A `--build-arg` without a value takes it from the step's
 * environment. A flag that the builder does not have is a NotSimulated failure that names it.
 */
export function readBuildFlags(
  words: readonly string[],
  env: ReadonlyMap<string, string>,
): Result<BuildFlags, Failure> {
  const flags: BuildFlags = { images: [], file: "Dockerfile", context: ".", arguments: new Map() };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-") || word === "-") {
      flags.context = word;
      continue;
    }
    const [name = "", inline] = word.split(/=(.*)/s);
    if (without.has(name)) continue;
    const value = () => inline ?? words[++at] ?? "";
    if (name === "-t" || name === "--tag" || name === "--image") flags.images.push(value());
    else if (name === "-f" || name === "--file") flags.file = value();
    else if (name === "--target") flags.target = value();
    else if (name === "--platform") flags.platform = value();
    else if (name === "--build-arg") {
      const [key = "", text = env.get(key)] = value().split(/=(.*)/s);
      if (text !== undefined) flags.arguments.set(key, text);
    } else return failWith("NotSimulated", `not simulated: the flag ${name} of docker build`);
  }
  return ok(flags);
}
