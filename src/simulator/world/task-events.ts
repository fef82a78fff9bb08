import * as v from "valibot";
import { registryKey } from "./content-tables.ts";
import { amount, moment, object, text, texts } from "./row-schemas.ts";
import { imageOnAgent, outputImage, writtenFiles } from "./service-tables.ts";

const runFields = { registry: registryKey, runId: text };
const stepFields = { ...runFields, step: text };

const stepResult = object({
  /** Why it failed, in the words of the agent. */
  error: v.optional(text),
  lines: texts,
  /** Seconds that the programs of a container took by themselves. */
  seconds: amount,
  images: v.record(text, imageOnAgent),
  written: writtenFiles,
  pulled: texts,
  outputs: v.array(outputImage),
});

const runEvent = object(runFields);
const stepEvent = object(stepFields);

/** A run, as events name it. */
export type RunEvent = v.InferOutput<typeof runEvent>;

/** A step of a run, as events name it. */
export type StepEvent = v.InferOutput<typeof stepEvent>;

/** What came of one try of a step, ready to be kept in the world. */
export type StepResult = v.InferOutput<typeof stepResult>;

/** Events of tasks, by kind: what triggers them, and the course of a run. */
export const taskEvents = {
  /** A task was created or changed, so its timers may have changed. */
  "task.changed": object({ registry: registryKey, task: text }),
  "task.timer": object({ registry: registryKey, task: text, timer: text, schedule: text, due: moment }),
  /** A branch of a source repository has a new commit, or a pull request into it has. */
  "git.pushed": object({ url: text, branch: text, commit: text, kind: v.picklist(["commit", "pullrequest"]) }),
  "agentPool.changed": object({ registry: registryKey, pool: text }),
  "run.queued": runEvent,
  /** The agent of a run has its machine. */
  "run.begin": runEvent,
  /** A try of a step starts. */
  "run.step": stepEvent,
  /** The agent does the work of a try. */
  "run.work": stepEvent,
  /** A try of a step has ended. */
  "run.stepEnded": object({ ...stepFields, result: stepResult }),
  "run.timeout": runEvent,
  "run.canceled": runEvent,
};
