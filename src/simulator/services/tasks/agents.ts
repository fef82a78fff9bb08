import { poolOf } from "../../registry/new-run.ts";
import { enqueue, now } from "../../world/clock.ts";
import type { Run } from "../../world/service-tables.ts";
import type { Draft } from "../../world/world.ts";

/** Virtual seconds that an agent needs before it begins with the work; the documentation promises nothing. */
const setUpSeconds = 4;

const isTakenUp = ({ status }: Run): boolean => status === "Started" || status === "Running";

function runsOf(draft: Draft, registry: string, pool: string): Run[] {
  return [...draft.scan("run", [registry])].map(({ row }) => row).filter((run) => poolOf(run) === pool);
}

/**
 * Gives a queued run a machine. On a dedicated pool each machine carries out one run at a time, so a run waits while the
 * pool's count is in use; Microsoft's own compute has machines for all.
 */
export function takeUp(draft: Draft, registry: string, runId: string): void {
  const run = draft.get("run", registry, runId);
  if (run?.status !== "Queued") return;
  const pool = poolOf(run);
  if (pool !== undefined) {
    const machines = draft.get("agentPool", registry, pool)?.count ?? 0;
    if (runsOf(draft, registry, pool).filter(isTakenUp).length >= machines) return;
  }
  draft.put("run", [registry, runId], { ...run, status: "Started", startedAt: now(draft) });
  const event = { registry, runId };
  enqueue(draft, "run.begin", event, setUpSeconds * 1000);
  const limit = Number(run.work["timeout"] ?? 0) * 1000;
  if (limit > 0) enqueue(draft, "run.timeout", event, limit);
}

/** Gives the machines of a pool that are free to the runs that wait longest. */
export function takeUpWaiting(draft: Draft, registry: string, pool: string): void {
  const waiting = runsOf(draft, registry, pool)
    .filter(({ status }) => status === "Queued")
    .sort((a, b) => a.createdAt - b.createdAt || Number(a.id.slice(2)) - Number(b.id.slice(2)));
  for (const run of waiting) takeUp(draft, registry, run.id);
}

/** Gives the machine of a run that is over to the next of its pool. */
export function takeUpNext(draft: Draft, registry: string, run: Run): void {
  const pool = poolOf(run);
  if (pool !== undefined) takeUpWaiting(draft, registry, pool);
}
