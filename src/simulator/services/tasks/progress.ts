import type { Cloud } from "../../registry/cloud.ts";
import { now } from "../../world/clock.ts";
import { nextGuid } from "../../world/ids.ts";
import type { Run, RunProgress, StepProgress, TaskStep } from "../../world/service-tables.ts";
import type { Draft } from "../../world/world.ts";
import type { EventPayloads } from "../../world/events.ts";
import type { StepResult, RunEvent, StepEvent } from "../../world/task-events.ts";
import { failedTry } from "./agent.ts";
import { enqueueInTime } from "./agents.ts";
import { finishRun } from "./finish.ts";
import { stamped } from "./run-log.ts";
import { neededBy } from "./task-file.ts";
import { workOf } from "./work.ts";

type EndedEvent = EventPayloads["run.stepEnded"];

/** Virtual seconds that one try of a step takes beside what its programs sleep; the documentation promises nothing. */
const trySeconds: Record<TaskStep["kind"], number> = { build: 12, push: 4, cmd: 2 };

/** What a run says of itself whose agent ended with an error, whichever it was. */
const failedRun = "failed during run, err: exit status 1";

/** Adds lines to the log of a run. */
export function addLines(draft: Draft, { registry, runId }: RunEvent, lines: readonly string[]): void {
  draft.update("run", [registry, runId], (run) => ({ ...run, log: [...run.log, ...lines] }));
}

const say = (draft: Draft, event: RunEvent, ...lines: string[]): void =>
  addLines(
    draft,
    event,
    lines.map((line) => stamped(now(draft), line)),
  );

/** Hosts that the agent signs in at: those that the task has credentials for, or else the run's own registry. */
function signInHosts(draft: Draft, registry: string, run: Run): string[] {
  const task = run.task === undefined ? undefined : draft.get("task", registry, run.task.toLowerCase());
  const custom = Object.keys((task?.credentials["customRegistries"] ?? {}) as object);
  const own = draft.get("registry", registry)?.loginServer ?? "";
  return [...new Set([own, ...custom])];
}

/** The agent has its machine: it reads the steps and begins with those that wait for nothing. */
export function beginRun(draft: Draft, event: RunEvent, cloud: Cloud): void {
  const { registry, runId } = event;
  const run = draft.get("run", registry, runId);
  if (run?.status !== "Started") return;
  draft.put("run", [registry, runId], { ...run, status: "Running" });
  const read = workOf(draft, cloud, registry, run);
  if (!read.ok) {
    addLines(draft, event, [read.refusal.message]);
    finishRun(draft, event, "Failed", failedRun);
    return;
  }
  const work = read.value;
  if (work.hasSource) {
    const volume = `acb_vol_${nextGuid(draft, cloud.hash, "volume")}`;
    say(draft, event, "Downloading source code...", "Finished downloading source code");
    say(draft, event, `Using ${volume} as the home volume`);
  }
  if (work.aliases) {
    const help = "please see https://aka.ms/acr/tasks/task-aliases for more information.";
    say(draft, event, `Alias support enabled for version >= 1.1.0, ${help}`);
  }
  const networks = [...new Set(work.steps.map(({ network }) => network))].filter(Boolean);
  for (const network of networks) {
    say(draft, event, `Creating Docker network: ${network}, driver: 'bridge'`);
    say(draft, event, `Successfully set up Docker network: ${network}`);
  }
  say(draft, event, "Setting up Docker configuration...", "Successfully set up Docker configuration");
  for (const host of signInHosts(draft, registry, run)) {
    say(draft, event, `Logging in to registry: ${host}`, `Successfully logged into ${host}`);
  }
  const waiting = (): StepProgress => ({ state: "waiting", attempt: 0, repetition: 0, errors: [] });
  draft.put("runProgress", [registry, runId], {
    source: work.source,
    ...(work.commit !== undefined && { commit: work.commit }),
    steps: work.steps,
    progress: Object.fromEntries(work.steps.map(({ id }) => [id, waiting()])),
    written: {},
    images: {},
    pulled: [],
  });
  goOn(draft, event);
}

const change = (draft: Draft, { registry, runId }: RunEvent, changes: Partial<RunProgress>): void =>
  draft.update("runProgress", [registry, runId], (before) => ({ ...before, ...changes }));

const changeStep = (draft: Draft, event: RunEvent, id: string, changes: Partial<StepProgress>): void =>
  draft.update("runProgress", [event.registry, event.runId], (before) => {
    const step = before.progress[id];
    return step ? { ...before, progress: { ...before.progress, [id]: { ...step, ...changes } } } : before;
  });

/** Begins every step that waits for nothing any more; when all are done, so is the run. */
function goOn(draft: Draft, event: RunEvent): void {
  const row = draft.get("runProgress", event.registry, event.runId);
  if (!row) return;
  const isDone = (id: string) => row.progress[id]?.state === "done";
  if (row.steps.every(({ id }) => isDone(id))) {
    finishRun(draft, event, "Succeeded");
    return;
  }
  for (const step of row.steps) {
    if (row.progress[step.id]?.state !== "waiting" || !neededBy(row.steps, step).every(isDone)) continue;
    const { id, timeout, workingDirectory, network, startDelay } = step;
    const about = `Timeout(sec): ${timeout}, Working directory: '${workingDirectory}', Network: '${network}'`;
    say(draft, event, `Executing step ID: ${id}. ${about}`);
    if (startDelay > 0) say(draft, event, `Waiting ${startDelay} seconds before executing step ID: ${id}`);
    changeStep(draft, event, id, { state: "running" });
    enqueueInTime(draft, "run.step", { ...event, step: id }, startDelay * 1000);
  }
}

function running(draft: Draft, { registry, runId, step: id }: StepEvent) {
  const row = draft.get("runProgress", registry, runId);
  const step = row?.steps.find((step) => step.id === id);
  const state = row?.progress[id];
  return draft.get("run", registry, runId)?.status === "Running" && row && step && state?.state === "running"
    ? { row, step, state }
    : undefined;
}

const late = "context deadline exceeded";

/** Starts one try of a step. All its tries have one deadline together; a try that begins after it ends at once. */
export function startTry(draft: Draft, event: StepEvent): void {
  const found = running(draft, event);
  if (!found) return;
  const { step, state } = found;
  const at = now(draft);
  const isFirst = state.startedAt === undefined;
  if (isFirst && step.kind === "cmd" && step.pull) {
    say(draft, event, "Step specified pull. Performing an explicit pull...");
  }
  if (isFirst) changeStep(draft, event, step.id, { startedAt: at });
  if (isFirst && step.kind === "build") {
    say(draft, event, "Scanning for dependencies...", "Successfully scanned dependencies");
  }
  if (step.kind !== "push") say(draft, event, `Launching container with name: ${step.id}`);
  const deadline = (state.startedAt ?? at) + step.timeout * 1000;
  const end = at + trySeconds[step.kind] * 1000;
  if (end <= deadline) enqueueInTime(draft, "run.work", event, end - at);
  else enqueueInTime(draft, "run.stepEnded", { ...event, result: failedTry(late) }, Math.max(0, deadline - at));
}

/** What a try did is there; one whose programs sleep ends later, or at the deadline of its step. */
export function tryWorked(draft: Draft, event: StepEvent, result: StepResult): void {
  const found = running(draft, event);
  if (!found) return;
  const { step, state } = found;
  const at = now(draft);
  const deadline = (state.startedAt ?? at) + step.timeout * 1000;
  const end = at + result.seconds * 1000;
  const isLate = end > deadline;
  const ended: EndedEvent = { ...event, result: isLate ? { ...result, error: late } : result };
  enqueueInTime(draft, "run.stepEnded", ended, (isLate ? deadline : end) - at);
}

/** A try has ended: another one follows, or the step is done, or the run has failed (builder.go and procmanager.go). */
export function endTry(draft: Draft, event: EndedEvent): void {
  const found = running(draft, event);
  if (!found) return;
  const { row, step, state } = found;
  const { error, lines, images, written, pulled, outputs } = event.result;
  const { id, retries, retryDelay, repeat } = step;
  addLines(draft, event, lines);
  change(draft, event, {
    images: { ...row.images, ...images },
    written: { ...row.written, ...written },
    pulled: [...new Set([...row.pulled, ...pulled])],
  });
  draft.update("run", [event.registry, event.runId], (run) => ({
    ...run,
    outputImages: [...run.outputImages, ...outputs],
  }));
  const again = (delay: number) =>
    enqueueInTime(draft, "run.step", { registry: event.registry, runId: event.runId, step: id }, delay * 1000);
  if (step.kind !== "push") {
    if (error === undefined) say(draft, event, `Successfully executed container: ${id}`);
    else if (state.attempt < retries) {
      say(draft, event, `Container failed during run: ${id}, waiting ${retryDelay} seconds before retrying...`);
      changeStep(draft, event, id, { attempt: state.attempt + 1 });
      again(retryDelay);
      return;
    } else say(draft, event, `Container failed during run: ${id}. No retries remaining.`);
  }
  const errors = error === undefined ? state.errors : [...state.errors, error];
  if (step.kind !== "push" && state.repetition < repeat) {
    changeStep(draft, event, id, { errors, attempt: 0, repetition: state.repetition + 1 });
    again(0);
    return;
  }
  if (errors.length > 0 && !step.ignoreErrors) {
    addLines(draft, event, [`failed to run step ID: ${id}: ${errors.join("\n")}`]);
    finishRun(draft, event, "Failed", failedRun);
    return;
  }
  if (errors.length > 0) {
    const ignored = `encountered an error: ${errors.join("\n")}, but is set to ignore errors. Continuing...`;
    say(draft, event, `Step ID: ${id} ${ignored}`);
  }
  changeStep(draft, event, id, { state: "done", errors, finishedAt: now(draft) });
  goOn(draft, event);
}
