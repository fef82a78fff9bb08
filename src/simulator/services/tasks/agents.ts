import { poolOf } from "../../registry/new-run.ts";
import { enqueue, now } from "../../world/clock.ts";
import type { Run } from "../../world/service-tables.ts";
import type { Draft } from "../../world/world.ts";
import type { EventKind, EventPayloads } from "../../world/events.ts";
import type { RunEvent } from "../../world/task-events.ts";

/** Virtual seconds that an agent needs before it begins with the work; the documentation promises nothing. */
const setUpSeconds = 4;

const isTakenUp = ({ status }: Run): boolean => status === "Started" || status === "Running";

function runsOf(draft: Draft, registry: string, pool: string): Run[] {
  return [...draft.scan("run", [registry])].map(({ row }) => row).filter((run) => poolOf(run) === pool);
}

/**
 * Gives a queued run a machine. On a dedicated pool each machine carries out one run at a time, so a run waits while the
 * pool's count is in use; Microsoft's own compute always has a machine.
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
  enqueueInTime(draft, "run.begin", { registry, runId }, setUpSeconds * 1000);
}

/**
 * Puts what comes next in a run in the queue. Where it would come after the run's timeout, the timeout comes instead; so
 * the queue holds no timeout of a run that ends before.
 */
export function enqueueInTime<Kind extends EventKind>(
  draft: Draft,
  kind: Kind,
  payload: EventPayloads[Kind] & RunEvent,
  delay: number,
): void {
  const { registry, runId } = payload;
  const run = draft.get("run", registry, runId);
  const limit = Number(run?.work["timeout"] ?? 0) * 1000;
  const remaining = (run?.startedAt ?? now(draft)) + limit - now(draft);
  if (limit <= 0 || delay <= remaining) enqueue(draft, kind, payload, delay);
  else enqueue(draft, "run.timeout", { registry, runId }, remaining);
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
