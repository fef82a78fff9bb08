import type { World } from "../simulator/world/world.ts";
import type { EventPayloads } from "../simulator/world/events.ts";
import { fieldsOf } from "./fields.ts";
import { nextTries, webhookKey } from "./webhooks-view.ts";

export type EventKind = "pending" | "webhook" | "run" | "scan" | "cluster";

/** Something that happened by itself, or is going to. */
export interface EventEntry {
  id: string;
  kind: EventKind;
  /** Virtual time at which it happened or is due. */
  at: number;
  title: string;
  state: "waiting" | "ok" | "failed" | "running";
  /** More about it, as label and text. */
  fields: [string, string][];
  /** What was sent or written, as text. */
  payload?: string;
  /** Webhook that it is a delivery of; see `webhookKey`. */
  webhook?: string;
  /** Virtual time at which it is tried again. */
  next?: number;
}

/** Entries of one kind that are shown, the newest first. */
const pageSize = 60;

/** What is going to happen, in words, by the kind of its event. */
const pendingWords: Partial<Record<keyof EventPayloads, string>> = {
  "arm.operationDone": "a management operation ends",
  "cache.wanted": "an image is cached",
  "cluster.reconcile": "a cluster reconciles its workloads",
  "containerGroup.running": "a container group starts",
  "content.collect": "layers without a manifest are removed",
  "git.pushed": "a pushed commit is processed",
  "kubelet.backOff": "a node waits before it retries the pull",
  "kubelet.pull": "a node pulls an image",
  "kubelet.start": "a container starts",
  "pipeline.run": "a pipeline runs",
  "replication.created": "a new replica is ready",
  "replication.deleted": "a replica is deleted",
  "replication.step": "content is copied to a replica",
  "retention.due": "untagged manifests are deleted by the retention policy",
  "agentPool.changed": "an agent pool takes queued runs",
  "run.begin": "an agent starts a run",
  "run.queued": "a run waits for an agent",
  "run.step": "a run starts a step",
  "run.stepEnded": "a step of a run ends",
  "run.timeout": "a run times out",
  "run.work": "a run executes its steps",
  "scan.due": "an image is scanned",
  "softDelete.purge": "deleted content is purged",
  "task.changed": "a task is checked again",
  "task.timer": "a timer triggers a task",
  "webhook.deliver": "a webhook is called",
};

const json = (value: unknown): string => JSON.stringify(value, null, 2);

function* pending(world: World): Generator<EventEntry> {
  for (const { rest, row } of world.scan("queue", [], { limit: pageSize })) {
    yield {
      id: `pending ${rest.join(" ")}`,
      kind: "pending",
      at: row.due,
      title: pendingWords[row.kind] ?? row.kind,
      state: "waiting",
      fields: fieldsOf(row.payload).slice(0, 6),
    };
  }
}

function* deliveries(world: World): Generator<EventEntry> {
  const tried = nextTries(world);
  for (const { rest, row } of world.scan("webhookDelivery")) {
    const { request, response, state, tries, action, at } = row;
    const { statusCode = "", reasonPhrase = "no response yet" } = response ?? {};
    // Status 0 stands for a receiver that said nothing at all.
    const answer = statusCode === "" || statusCode === "0" ? reasonPhrase : `${statusCode} ${reasonPhrase}`;
    const next = tried.get(rest.join(" "));
    yield {
      id: `webhook ${rest.join(" ")}`,
      kind: "webhook",
      webhook: webhookKey(rest[0] ?? "", rest[1] ?? ""),
      ...(next !== undefined && { next }),
      at,
      title: `${rest[1] ?? "webhook"} notified of ${action}`,
      state: state === "delivered" ? "ok" : state === "waiting" ? "waiting" : "failed",
      fields: [
        ["To", request.uri],
        ["Answer", state === "throttled" ? "not sent: too many events" : answer],
        ["Tries", String(tries)],
      ],
      payload: `${Object.entries(request.headers)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join("")}\n${json(request.content)}${response ? `\n\n${answer}\n${response.content}` : ""}`,
    };
  }
}

const runStates = {
  Succeeded: "ok",
  Failed: "failed",
  Canceled: "failed",
  Timeout: "failed",
  Queued: "waiting",
} as const;

function* runs(world: World): Generator<EventEntry> {
  for (const { rest, row } of world.scan("run")) {
    const { id, task, status, trigger, createdAt, finishedAt, outputImages, log, error } = row;
    const images = outputImages.map(({ repository, tag }) => `${repository}:${tag}`).join(", ");
    yield {
      id: `run ${rest.join(" ")}`,
      kind: "run",
      at: finishedAt ?? createdAt,
      title: `run ${id} of ${task ?? "a quick build"} in ${rest[0] ?? ""}: ${status}`,
      state: status in runStates ? runStates[status as keyof typeof runStates] : "running",
      fields: [
        ["Started by", `${trigger.kind}${trigger.detail === undefined ? "" : ` (${trigger.detail})`}`],
        ...(images === "" ? [] : [["Made", images] as [string, string]]),
        ...(error === undefined ? [] : [["Error", error] as [string, string]]),
      ],
      payload: log.join("\n"),
    };
  }
}

function* scans(world: World): Generator<EventEntry> {
  for (const { rest, row } of world.scan("scan")) {
    const { status, trigger, queuedAt, completedAt, findings, reason, advisories } = row;
    const counted = status === "Completed" ? `${findings.length} findings` : (reason ?? status);
    yield {
      id: `scan ${rest.join(" ")}`,
      kind: "scan",
      at: completedAt ?? queuedAt,
      title: `scan of ${rest[1] ?? ""}@${(rest[2] ?? "").slice(7, 19)}: ${counted}`,
      state: status === "Completed" ? (findings.length > 0 ? "failed" : "ok") : "waiting",
      fields: [
        ["Because of", trigger],
        ["Advisories of", advisories],
      ],
      ...(findings.length > 0 && {
        payload: findings
          .map(
            (event) =>
              `${event.severity.padEnd(8)} ${event.id}  ${event.package} ${event.installed}, fixed in ${event.fixed ?? "no version yet"}: ${event.title}`,
          )
          .join("\n"),
      }),
    };
  }
}

function* clusterEvents(world: World): Generator<EventEntry> {
  for (const { rest, row } of world.scan("clusterObject")) {
    if (rest[2] !== "Event") continue;
    const event = row as {
      type?: string;
      reason?: string;
      message?: string;
      count?: number;
      lastTimestamp?: string;
      involvedObject?: { kind?: string; name?: string };
    };
    yield {
      id: `cluster ${rest.join(" ")}`,
      kind: "cluster",
      at: Date.parse(event.lastTimestamp ?? ""),
      title: `${event.involvedObject?.kind?.toLowerCase() ?? ""} ${event.involvedObject?.name ?? ""}: ${event.reason ?? ""}`,
      state: event.type === "Warning" ? "failed" : "ok",
      fields: [
        ["Says", event.message ?? ""],
        ["Times", String(event.count ?? 1)],
      ],
    };
  }
}

const newest = (entries: Iterable<EventEntry>): EventEntry[] =>
  [...entries].sort((a, b) => b.at - a.at).slice(0, pageSize);

/** What happened by itself, newest first, after what is going to happen, soonest first. */
export const eventsOf = (world: World): EventEntry[] => [
  ...pending(world),
  ...newest([
    ...newest(deliveries(world)),
    ...newest(runs(world)),
    ...newest(scans(world)),
    ...newest(clusterEvents(world)),
  ]),
];
