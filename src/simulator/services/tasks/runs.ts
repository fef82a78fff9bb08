import type { Cloud, Service } from "../../registry/cloud.ts";
import type { Plane } from "../../world/cloud.ts";
import { ok } from "../../world/result.ts";
import type { Run } from "../../world/service-tables.ts";
import { TaskAgent, type RunAuthorization } from "./agent.ts";
import { takeUp, takeUpNext, takeUpWaiting } from "./agents.ts";
import { finishRun } from "./finish.ts";
import { beginRun, endTry, startTry, tryWorked } from "./progress.ts";
import { taskTriggers } from "./triggers.ts";

/** Makes the credentials of a run at registries, its own first. */
export type RunCredentials = (cloud: Cloud, registry: string, run: Run, send: Plane) => RunAuthorization;

/** Address of an agent on Microsoft's own compute, outside every virtual network. */
const agentAddress = "20.61.97.128";

/**
 * Carries out the queued runs of tasks, and queues those that triggers ask for. A run goes from event to event: its agent
 * begins, each step has tries that start, work and end, and what is known in between is in the world, so that a run that
 * somebody cancels, or that a world comes back to, continues from where it was.
 */
export const createTaskRuns = (credentials: RunCredentials): Service => ({
  reactions: {
    ...taskTriggers,

    "run.queued"(draft, { payload }) {
      const { registry, runId } = payload;
      takeUp(draft, registry, runId);
    },

    "agentPool.changed"(draft, { payload }) {
      const { registry, pool } = payload;
      takeUpWaiting(draft, registry, pool);
    },

    "run.begin"(draft, { payload }, cloud) {
      beginRun(draft, payload, cloud);
    },

    "run.step"(draft, { payload }) {
      startTry(draft, payload);
    },

    "run.stepEnded"(draft, { payload }) {
      endTry(draft, payload);
    },

    "run.timeout"(draft, { payload }) {
      finishRun(draft, payload, "Timeout", "failed during run, err: context deadline exceeded");
    },

    "run.canceled"(draft, { payload }) {
      const { registry, runId } = payload;
      draft.remove("runProgress", registry, runId);
      const run = draft.get("run", registry, runId);
      if (run) takeUpNext(draft, registry, run);
    },
  },

  actors: {
    /** The work of a try is done at its end, so that a run that somebody cancels before leaves nothing of it behind. */
    async "run.work"({ payload }, { cloud, send }) {
      const event = payload;
      const { registry, runId } = event;
      const run = cloud.world().get("run", registry, runId);
      const row = cloud.world().get("runProgress", registry, runId);
      const step = row?.steps.find(({ id }) => id === event.step);
      const home = cloud.world().get("registry", registry);
      if (!home || !row || !step || run?.status !== "Running") return;
      const origin = { address: agentAddress, region: home.location };
      const authorization = credentials(cloud, registry, run, send);
      const result = await new TaskAgent(cloud, registry, run, row, { send, origin, authorization }).work(step);
      cloud.transact((draft) => {
        tryWorked(draft, event, result);
        return ok(null);
      });
    },
  },
});
