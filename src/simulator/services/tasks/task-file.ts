import * as v from "valibot";
import { parse } from "yaml";
import { notSimulatedMessage } from "../../registry/not-simulated.ts";
import type { TaskStep } from "../../world/service-tables.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";

/**
 * Seconds that a step may take, and that are between its tries, where the file does not say
 * (Azure/acr-builder graph/task.go; the documentation has 600 too, and 0 for the delay).
 */
const defaults = { timeout: 600, retryDelay: 5, workingDirectory: "" };

/** Network that every step of a task file is in (Azure/acr-builder graph/network.go). */
export const defaultNetwork = "acb_default_network";

/** Properties that the service has and the simulator does not, with the row of the list that says so. */
const leftOut: Record<string, string> = {
  secrets: "keyVaultSecrets",
  secret: "keyVaultSecrets",
  networks: "taskNetworks",
  network: "taskNetworks",
  ports: "taskNetworks",
  expose: "taskNetworks",
  volumes: "taskContainers",
  volumeMounts: "taskContainers",
  volumeMount: "taskContainers",
  isolation: "taskContainers",
  privileged: "taskContainers",
  user: "taskContainers",
  cpus: "taskContainers",
  cache: "taskContainers",
  exitedWith: "taskContainers",
  exitedWithout: "taskContainers",
  retryOnErrors: "taskContainers",
};

/** A scalar where text is wanted; the service reads numbers and flags as text too. */
const text = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const whole = v.pipe(v.number(), v.integer());

const stepSchema = v.looseObject({
  id: v.nullish(text),
  build: v.nullish(text),
  push: v.nullish(v.array(text)),
  cmd: v.nullish(text),
  when: v.nullish(v.array(text)),
  env: v.nullish(v.array(text)),
  entryPoint: v.nullish(text),
  workingDirectory: v.nullish(text),
  disableWorkingDirectoryOverride: v.nullish(v.boolean()),
  timeout: v.nullish(whole),
  startDelay: v.nullish(whole),
  retries: v.nullish(whole),
  retryDelay: v.nullish(whole),
  repeat: v.nullish(whole),
  ignoreErrors: v.nullish(v.boolean()),
  keep: v.nullish(v.boolean()),
  detach: v.nullish(v.boolean()),
  pull: v.nullish(v.boolean()),
});
const fileSchema = v.looseObject({
  version: v.nullish(text),
  stepTimeout: v.nullish(whole),
  workingDirectory: v.nullish(text),
  env: v.nullish(v.array(text)),
  steps: v.nullish(v.array(stepSchema)),
});
type StepEntry = v.InferOutput<typeof stepSchema>;
type TaskFile = v.InferOutput<typeof fileSchema>;

const versions = new Set(["1.0-preview-1", "v1.0.0", "v1.1.0"]);

const invalid = (message: string) => failWith("InvalidTask", message);

/**
 * Reads the steps of a task file whose templates and aliases are in place (container-registry-tasks-reference-yaml.md).
 * A name that the format does not have is passed over, as the service does; one that only the simulator lacks is refused
 * by its name. The messages are those of Azure/acr-builder, graph/.
 */
export function readSteps(file: string): Result<TaskStep[], Failure> {
  let value: unknown;
  try {
    value = parse(file) ?? {};
  } catch (error) {
    return invalid(`failed to deserialize task and validate: yaml: ${(error as Error).message}`);
  }
  const checked = v.safeParse(fileSchema, value);
  if (!checked.success) {
    const [issue] = checked.issues;
    const at = v.getDotPath(issue) ?? "the file";
    return invalid(`failed to deserialize task and validate: yaml: unmarshal errors: ${at}: ${issue.message}`);
  }
  const { output } = checked;
  const version = output.version || "v1.0.0";
  if (!versions.has(version.toLowerCase())) {
    return invalid(`invalid version specified: "${version}", the current version is "v1.0.0"`);
  }
  const stepEntries = output.steps ?? [];
  const missing = [output, ...stepEntries]
    .flatMap((part) => Object.keys(part))
    .find((name) => Object.hasOwn(leftOut, name));
  if (missing !== undefined) {
    return failWith("NotSimulated", `'${missing}': ${notSimulatedMessage(leftOut[missing] ?? "")}`);
  }
  const steps: TaskStep[] = [];
  for (const [index, stepEntry] of stepEntries.entries()) {
    const step = stepOf(stepEntry, index, output);
    if (!step.ok) return step;
    const valid = checkStep(step.value, stepEntry, steps);
    if (!valid.ok) return valid;
    steps.push(step.value);
  }
  return ok(steps);
}

const positive = (value: number | null | undefined, fallback: number): number =>
  value && value > 0 ? value : fallback;

/** Returns a step with the file's own defaults in place, or what is wrong with its environment. */
function stepOf(stepEntry: StepEntry, index: number, file: TaskFile): Result<TaskStep, Failure> {
  const env: Record<string, string> = {};
  // The variables of the file may be several in one entry, parted by commas; those of the step win.
  const pairs = [
    ...(file.env ?? []).flatMap((entry) => entry.split(",")).map((pair) => ["task", pair] as const),
    ...(stepEntry.env ?? []).map((pair) => ["step", pair] as const),
  ];
  for (const [whose, pair] of pairs) {
    const [name = "", value] = pair.split(/=(.*)/s);
    if (value === undefined) {
      return invalid(
        `failed to merge task and step environment variables: cannot parse ${whose} environment variable ${pair} correctly`,
      );
    }
    env[name] = value;
  }
  return ok({
    id: stepEntry.id || `acb_step_${index}`,
    kind: stepEntry.build ? "build" : stepEntry.push?.length ? "push" : "cmd",
    text: stepEntry.build || stepEntry.cmd || "",
    images: [...new Set(stepEntry.push ?? [])],
    ...(stepEntry.when?.length && { when: stepEntry.when }),
    env,
    ...(stepEntry.entryPoint && { entryPoint: stepEntry.entryPoint }),
    workingDirectory: stepEntry.workingDirectory || file.workingDirectory || defaults.workingDirectory,
    ownWorkingDirectory: stepEntry.disableWorkingDirectoryOverride ?? false,
    network: defaultNetwork,
    timeout: positive(stepEntry.timeout, positive(file.stepTimeout, defaults.timeout)),
    startDelay: positive(stepEntry.startDelay, 0),
    retries: stepEntry.retries ?? 0,
    retryDelay: positive(stepEntry.retryDelay, defaults.retryDelay),
    repeat: stepEntry.repeat ?? 0,
    ignoreErrors: stepEntry.ignoreErrors ?? false,
    detach: stepEntry.detach ?? false,
    pull: stepEntry.pull ?? false,
  });
}

/** Checks a step as the service does; `when` can only name steps that stand before it, so nothing waits in a ring. */
function checkStep(step: TaskStep, stepEntry: StepEntry, before: readonly TaskStep[]): Result<TaskStep, Failure> {
  if (step.retries < 0) return invalid("step must specify retries >= 0");
  if (step.repeat < 0) return invalid("step must specify repeat >= 0");
  const kinds = [stepEntry.cmd, stepEntry.build, stepEntry.push?.length].filter(Boolean).length;
  if (kinds > 1) return invalid("step must only contain a single build, cmd, or push property");
  if (/\s/.test(step.id)) return invalid("step ID cannot contain spaces");
  if (kinds === 0) return invalid("step is missing a cmd, build, or push property");
  const when = step.when ?? [];
  if (when.includes("-") && when.length > 1) {
    return invalid("step cannot contain other IDs in when if the immediate execution token is specified");
  }
  if (when.includes(step.id)) return invalid(`Step ID: ${step.id} is self-referenced`);
  if (step.id === "acb_root") return invalid("acb_root is a reserved ID, it can't be used");
  if (before.some(({ id }) => id === step.id)) return invalid(`${step.id} already exists as a vertex`);
  const unknown = when.find((id) => id !== "-" && !before.some((other) => other.id === id));
  if (unknown === undefined) return ok(step);
  return invalid(`${unknown} does not exist as a vertex [from: ${unknown}, to: ${step.id}]`);
}

/** The steps that have to end well before this one begins: those of `when`, or the one before it. */
export function neededBy(steps: readonly TaskStep[], step: TaskStep): string[] {
  const before = steps[steps.indexOf(step) - 1];
  return (step.when ?? (before ? [before.id] : [])).filter((id) => id !== "-");
}
