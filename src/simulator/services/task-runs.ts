import type { Cloud, Service } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import { enqueue, now } from "../world/clock.ts";
import { ok } from "../world/result.ts";
import type { Run } from "../world/service-tables.ts";
import type { Draft } from "../world/world.ts";
import { TaskAgent, type Outcome, type RunAuthorization } from "./task-agent.ts";
import { taskTriggers } from "./task-triggers.ts";

/** Makes the credentials of a run at registries, its own first. */
export type RunCredentials = (cloud: Cloud, registry: string, run: Run, send: Plane) => RunAuthorization;

/** Virtual milliseconds that the work of a run takes; the documentation promises nothing. */
const workTime = 20_000;

/** Address of an agent on Microsoft's own compute, outside every virtual network. */
const agentAddress = "20.61.97.128";

interface RunEvent {
  registry: string;
  runId: string;
}

function finish(draft: Draft, { registry, runId }: RunEvent, outcome: Outcome): void {
  const run = draft.get("run", registry, runId);
  if (!run || run.status !== "Running") return;
  draft.put("run", [registry, runId], {
    ...run,
    status: outcome.status,
    finishedAt: now(draft),
    log: outcome.log,
    outputImages: outcome.outputs,
    ...(outcome.error !== undefined && { error: outcome.error }),
  });
  const task = run.task?.toLowerCase();
  if (task !== undefined && outcome.status === "Succeeded") draft.put("taskBase", [registry, task], outcome.bases);
}

/** Carries out the queued runs of tasks, and queues those that triggers ask for. */
export const createTaskRuns = (credentials: RunCredentials): Service => ({
  reactions: {
    ...taskTriggers,

    "run.queued"(draft, { payload }) {
      const { registry, runId } = payload as RunEvent;
      const run = draft.get("run", registry, runId);
      if (!run || run.status !== "Queued") return;
      const limit = Number(run.work["timeout"] ?? 0) * 1000;
      draft.put("run", [registry, runId], { ...run, status: "Running", startedAt: now(draft) });
      if (limit > 0 && limit < workTime) enqueue(draft, "run.timeout", payload, limit);
      else enqueue(draft, "run.work", payload, workTime);
    },

    "run.timeout"(draft, { payload }) {
      const error = "the run took longer than its timeout";
      const log = [`Run ID: ${(payload as RunEvent).runId} failed: ${error}`];
      finish(draft, payload as RunEvent, { status: "Timeout", error, log, outputs: [], bases: [] });
    },
  },

  actors: {
    /** The work is done at its end, so that a run that somebody cancels before leaves nothing behind. */
    async "run.work"({ payload }, { cloud, send }) {
      const { registry, runId } = payload as RunEvent;
      const run = cloud.world().get("run", registry, runId);
      const home = cloud.world().get("registry", registry);
      if (!home || run?.status !== "Running") return;
      const origin = { address: agentAddress, region: home.location };
      const agent = new TaskAgent(cloud, registry, run, send, origin, credentials(cloud, registry, run, send));
      const outcome = await agent.work();
      cloud.transact((draft) => {
        finish(draft, { registry, runId }, outcome);
        return ok(null);
      });
    },
  },
});
