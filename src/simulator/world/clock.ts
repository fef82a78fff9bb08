import type { EventKind, EventPayloads, QueuedEvent } from "./events.ts";
import type { Moment } from "./row-schemas.ts";
import type { Key } from "./tables.ts";
import type { Draft, Reader } from "./world.ts";

/** Virtual time of a world that no template moved: 2026-09-01T09:00:00Z. */
export const worldStart: Moment = Date.UTC(2026, 8, 1, 9);

export const now = (world: Reader): Moment => world.get("now") ?? worldStart;

export const isoTime = (moment: Moment): string => new Date(moment).toISOString();

/** Gives out the next number of the world; the same history gives the same numbers. */
export function nextSerial(draft: Draft): number {
  const serial = (draft.get("serial") ?? 0) + 1;
  draft.put("serial", [], serial);
  return serial;
}

const digits = (value: number, count: number): string => String(value).padStart(count, "0");

/** Puts an event in the queue, due after `delay` milliseconds of virtual time; 0 means right after this change. */
export function enqueue<Kind extends EventKind>(
  draft: Draft,
  kind: Kind,
  payload: EventPayloads[Kind],
  delay = 0,
): void {
  // Requests take fractions of a millisecond; the queue is in order only by whole ones.
  const due = Math.floor(now(draft)) + Math.max(0, Math.round(delay));
  draft.put("queue", [digits(due, 15), digits(nextSerial(draft), 12)], { kind, due, payload });
}

export interface DueEvent {
  key: Key<"queue">;
  event: QueuedEvent;
}

/** The first event of the queue, if any. */
export function firstEvent(world: Reader): DueEvent | undefined {
  for (const { rest, row } of world.scan("queue", [], { limit: 1 })) return { key: rest, event: row };
  return undefined;
}

/** Yields the events of one kind that wait in the queue, the first to become due first. */
export function* queuedEvents<Kind extends EventKind>(world: Reader, kind: Kind): Generator<QueuedEvent<Kind>> {
  const isOfKind = (event: QueuedEvent): event is QueuedEvent<Kind> => event.kind === kind;
  for (const { row } of world.scan("queue")) if (isOfKind(row)) yield row;
}

/** Sets virtual time; it never runs backward. */
export function setTime(draft: Draft, moment: Moment): void {
  if (moment > now(draft)) draft.put("now", [], moment);
}
