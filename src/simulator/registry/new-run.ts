import { enqueue, now } from "../world/clock.ts";
import type { Run } from "../world/service-tables.ts";
import type { Draft } from "../world/world.ts";

export type NewRun = Pick<Run, "runType" | "platform" | "cpu" | "trigger" | "work"> & { task?: string };

/** Puts a run in the queue of a registry's agents, which take it up through the event `run.queued`. */
export function queueRun(draft: Draft, registry: string, newRun: NewRun): Run {
  const number = (draft.get("runCount", registry) ?? 0) + 1;
  draft.put("runCount", [registry], number);
  const run: Run = {
    ...newRun,
    id: `cb${number}`,
    status: "Queued",
    createdAt: now(draft),
    outputImages: [],
    log: [],
  };
  draft.put("run", [registry, run.id], run);
  enqueue(draft, "run.queued", { registry, runId: run.id });
  return run;
}

/** Name of the dedicated pool that a run is for, in lower case; undefined is Microsoft's own compute. */
export const poolOf = ({ work }: Run): string | undefined => {
  const name = work["agentPoolName"];
  return typeof name === "string" && name !== "" ? name.toLowerCase() : undefined;
};
