import * as v from "valibot";
import { asRecord } from "./json.ts";
import { registryEvents } from "./registry-events.ts";
import { resourceEvents } from "./resource-events.ts";
import { moment, object, type Moment, type Schema } from "./row-schemas.ts";
import { table } from "./table.ts";
import { taskEvents } from "./task-events.ts";

/** Every kind of event, with the schema of its payload. An event that was saved has to have a kind and payload of this list. */
export const events = { ...registryEvents, ...taskEvents, ...resourceEvents };

export type EventKind = keyof typeof events;

/** The payload of each kind of event. */
export type EventPayloads = { [Kind in EventKind]: v.InferOutput<(typeof events)[Kind]> };

/** Something that will happen, or has just happened and waits for the services that react to it. */
export interface QueuedEvent<Kind extends EventKind = EventKind> {
  kind: Kind;
  due: Moment;
  payload: EventPayloads[Kind];
}

const isKind = (kind: unknown): kind is EventKind => typeof kind === "string" && Object.hasOwn(events, kind);

/** The schema of an event whose payload is that of its kind, for each kind. */
const eventSchemas = new Map<unknown, Schema<QueuedEvent>>(
  Object.entries<Schema<EventPayloads[EventKind]>>(events).map(([kind, payload]) => [
    kind,
    object({ kind: v.custom<EventKind>(isKind), due: moment, payload }),
  ]),
);

const unknownKind: Schema<QueuedEvent> = object({
  kind: v.custom<EventKind>(isKind, ({ input }) => `there is no event called ${String(input)}`),
  due: moment,
  payload: v.custom<never>(() => false),
});

export const eventTables = {
  /** By due moment (15 digits) and order of arrival (12 digits). */
  queue: table(
    ["due", "order"],
    v.lazy((row) => eventSchemas.get(asRecord(row)["kind"]) ?? unknownKind),
  ),
};
