import * as v from "valibot";
import { parse } from "yaml";
import { wordsOf } from "./build/dockerfile.ts";

/** One step of a multi-step task (ACR Tasks reference: YAML). */
export interface TaskStep {
  id: string;
  kind: "build" | "push" | "cmd";
  /** Arguments of build, the command of cmd, the images of push. */
  words: string[];
  /** Steps that have to succeed first; undefined means the one before, "-" none. */
  when?: string[];
  timeoutSeconds?: number;
  ignoreErrors: boolean;
}

const step = v.looseObject({
  id: v.optional(v.string()),
  build: v.optional(v.string()),
  push: v.optional(v.array(v.string())),
  cmd: v.optional(v.string()),
  when: v.optional(v.array(v.string())),
  timeout: v.optional(v.number()),
  ignoreErrors: v.optional(v.boolean()),
});
const file = v.looseObject({
  steps: v.array(step),
  stepTimeout: v.optional(v.number()),
});

export type ReadSteps = { ok: true; steps: TaskStep[] } | { ok: false; message: string };

/** Puts run values in place of `{{.Run.ID}}`, `{{.Values.name}}` and the aliases `$ID`, `$Registry`, `$Date` … */
export function render(text: string, run: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): string {
  return text
    .replace(
      /\{\{\s*\.(Run|Values)\.(\w+)\s*\}\}/g,
      (_, group: string, name: string) => (group === "Run" ? run.get(name) : values.get(name)) ?? "",
    )
    .replace(/\$(ID|Registry|RegistryName|Date|OS|Architecture)\b/g, (_, name: string) => run.get(name) ?? "");
}

/** Reads the steps of a task file whose values are in place. */
export function readSteps(text: string): ReadSteps {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    return { ok: false, message: `failed to unmarshal the task file: ${(error as Error).message}` };
  }
  const checked = v.safeParse(file, value);
  if (!checked.success) return { ok: false, message: "failed to unmarshal the task file: steps are missing" };
  const steps: TaskStep[] = [];
  for (const [index, one] of checked.output.steps.entries()) {
    const kind = one.build !== undefined ? "build" : one.push !== undefined ? "push" : "cmd";
    if (kind === "cmd" && one.cmd === undefined) {
      return { ok: false, message: `step ${index + 1} has none of build, push and cmd` };
    }
    const timeout = one.timeout ?? checked.output.stepTimeout;
    steps.push({
      id: one.id ?? `acb_step_${index}`,
      kind,
      words: kind === "push" ? (one.push ?? []) : wordsOf(one.build ?? one.cmd ?? ""),
      ...(one.when && { when: one.when }),
      ...(timeout !== undefined && { timeoutSeconds: timeout }),
      ignoreErrors: one.ignoreErrors ?? false,
    });
  }
  return { ok: true, steps };
}

export interface BuildFlags {
  images: string[];
  file: string;
  context: string;
  arguments: Map<string, string>;
  target?: string;
}

/** Flags of a build step, which are those of docker build. */
export function readBuildFlags(words: readonly string[]): BuildFlags {
  const flags: BuildFlags = { images: [], file: "Dockerfile", context: ".", arguments: new Map() };
  for (let at = 0; at < words.length; at++) {
    const [name = "", inline] = (words[at] ?? "").split(/=(.*)/s);
    const value = () => inline ?? words[++at] ?? "";
    if (name === "-t" || name === "--tag") flags.images.push(value());
    else if (name === "-f" || name === "--file") flags.file = value();
    else if (name === "--target") flags.target = value();
    else if (name === "--build-arg") {
      const [key = "", given = ""] = value().split(/=(.*)/s);
      flags.arguments.set(key, given);
    } else if (!name.startsWith("-")) flags.context = words[at] ?? ".";
  }
  return flags;
}
