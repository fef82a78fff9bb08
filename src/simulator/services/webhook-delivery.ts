import type { Cloud, Service } from "../registry/cloud.ts";
import { isChart, webhooksThatHear } from "../registry/webhook-match.ts";
import { enqueue, isoTime, nextSerial, now } from "../world/clock.ts";
import { nextGuid } from "../world/ids.ts";
import type { WebhookDelivery } from "../world/registry-tables.ts";
import type { Draft } from "../world/world.ts";
import type { EventPayloads } from "../world/events.ts";

/** Waits before a delivery that failed is tried again. Unpublished; the simulator's own assumption. */
export const retryDelays = [10_000, 60_000, 300_000];

/** How many deliveries of a webhook are kept, the newest. Unpublished; the simulator's own assumption. */
export const keptDeliveries = 100;

const minute = 60_000;

interface NewDelivery {
  id?: string;
  action: string;
  target?: Record<string, unknown>;
  request?: { host: string; method: string; userAgent: string };
}

/** Only the fields that the documentation lists for an action, in its order; where it lists none, all fields. */
function documented(cloud: Cloud, action: string, all: Record<string, unknown>): Record<string, unknown> {
  type Fields = Record<string, string[]>;
  const fields = cloud.rules().value<Record<string, Fields | null>>("webhookPayload")?.[action];
  if (!fields) return all;
  const pick = (from: unknown, names: string[] = []) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = (from as Record<string, unknown> | undefined)?.[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const top = pick(all, fields["top"]);
  for (const part of ["target", "request"]) if (top[part] !== undefined) top[part] = pick(top[part], fields[part]);
  return top;
}

function queueDelivery(draft: Draft, cloud: Cloud, registry: string, webhook: string, delivery: NewDelivery): void {
  const row = draft.get("webhook", registry, webhook);
  if (!row) return;
  const { action, target, request } = delivery;
  const eventId = delivery.id ?? nextGuid(draft, cloud.hash, "webhook-event");
  const content = documented(cloud, action, {
    id: eventId,
    timestamp: isoTime(now(draft)),
    action,
    ...(target && { target }),
    ...(request && {
      request: {
        id: nextGuid(draft, cloud.hash, "webhook-request"),
        host: request.host,
        method: request.method,
        useragent: request.userAgent,
      },
    }),
  });
  const defaults = cloud.rules().value<{ defaultHeaders?: Record<string, string> }>("webhookRequest")?.defaultHeaders;
  const id = String(nextSerial(draft)).padStart(12, "0");
  draft.put("webhookDelivery", [registry, webhook, id], {
    id: eventId,
    action,
    at: now(draft),
    request: { headers: { ...defaults, ...row.customHeaders }, uri: row.serviceUri, content },
    tries: 0,
    state: "waiting",
  });
  const kept = [...draft.scan("webhookDelivery", [registry, webhook])];
  for (const { rest } of kept.slice(0, Math.max(0, kept.length - keptDeliveries))) {
    draft.remove("webhookDelivery", registry, webhook, ...rest);
  }
  enqueue(draft, "webhook.deliver", { registry, webhook, id });
}

/** A chart is named after its repository, and its version is the tag. */
const chartOf = (repository: string, tag: string | null) => ({
  name: repository.split("/").at(-1),
  ...(tag !== null && { version: tag }),
});

/** Takes a place in the minute's allowance of the registry; false when it is used up. */
function admit(draft: Draft, cloud: Cloud, registry: string): boolean {
  const sku = draft.get("registry", registry)?.sku;
  const limit = sku && cloud.rules().limit("webhookEventsPerMinute", sku);
  if (limit === undefined) return true;
  const key = String(Math.floor(now(draft) / minute));
  const used = draft.get("webhookRate", registry, key) ?? 0;
  if (used >= limit) return false;
  if (used === 0) draft.removeBelow("webhookRate", registry);
  draft.put("webhookRate", [registry, key], used + 1);
  return true;
}

/** Posts to the pretend internet: a listener answers with its status, an unknown host does not answer. */
function post(draft: Draft, { request }: WebhookDelivery): WebhookDelivery["response"] {
  const listener = draft.get("listener", request.uri);
  if (!listener) {
    const host = new URL(request.uri).hostname;
    return { statusCode: "0", reasonPhrase: `The host ${host} does not answer.`, headers: {}, content: "" };
  }
  const body = JSON.stringify(request.content);
  draft.put("listener", [request.uri], {
    ...listener,
    received: [...listener.received, { at: now(draft), headers: request.headers, body }].slice(-keptDeliveries),
  });
  const reasonPhrase = listener.status < 300 ? "OK" : "Error";
  return { statusCode: String(listener.status), reasonPhrase, headers: {}, content: "" };
}

function deliver(draft: Draft, cloud: Cloud, due: EventPayloads["webhook.deliver"]): void {
  const key = [due.registry, due.webhook, due.id] as const;
  const row = draft.get("webhookDelivery", due.registry, due.webhook, due.id);
  if (!row || !draft.has("webhook", due.registry, due.webhook)) return;
  if (row.tries === 0 && !admit(draft, cloud, due.registry)) {
    draft.put("webhookDelivery", key, { ...row, state: "throttled" });
    enqueue(draft, "webhook.deliver", due, minute - (now(draft) % minute));
    return;
  }
  const response = post(draft, row);
  const status = Number(response?.statusCode ?? 0);
  const delivered = status >= 200 && status < 300;
  const again = delivered ? undefined : retryDelays[row.tries];
  const state = delivered ? "delivered" : again === undefined ? "failed" : "waiting";
  draft.put("webhookDelivery", key, { ...row, ...(response && { response }), tries: row.tries + 1, state });
  if (again !== undefined) enqueue(draft, "webhook.deliver", due, again);
}

type Pushed = Pick<
  EventPayloads["image.pushed"],
  "registry" | "region" | "repository" | "digest" | "tag" | "mediaType" | "size"
> &
  Partial<Pick<EventPayloads["image.pushed"], "request">>;

/** Queues the push event of a region. A copy between regions has no client's request to tell of. */
function tellOfPush(draft: Draft, cloud: Cloud, event: Pushed): void {
  const { registry, region, repository, digest, tag, mediaType, size, request } = event;
  const manifest = draft.get("manifest", registry, repository, digest);
  const chart = isChart(manifest?.configMediaType);
  const action = chart ? "chart_push" : "push";
  const image = { mediaType, size, digest, length: size, repository, ...(tag && { tag }) };
  const target = { ...image, ...(chart && chartOf(repository, tag)) };
  for (const webhook of webhooksThatHear(draft, { registry, region, action, repository, tag })) {
    queueDelivery(draft, cloud, registry, webhook, { action, target, ...(request && { request }) });
  }
}

/** Tells webhooks of pushes, deletions and quarantine in their region: tries again, and keeps within the minute's rate. */
export const webhookDeliveryService: Service = {
  reactions: {
    "webhook.deliver": (draft, { payload }, cloud) => deliver(draft, cloud, payload),

    "webhook.ping"(draft, { payload }, cloud) {
      const { registry, webhook, id } = payload;
      queueDelivery(draft, cloud, registry, webhook, { id, action: "ping" });
    },

    "image.pushed": (draft, { payload }, cloud) => tellOfPush(draft, cloud, payload),

    // Every other region tells its own webhooks once it has the image (fact webhookEventsWithReplicas).
    "image.replicated"(draft, { payload }, cloud) {
      const event = payload;
      if (!cloud.rules().stated("webhookEventsWithReplicas")) return;
      const manifest = draft.get("manifest", event.registry, event.repository, event.digest);
      if (manifest) tellOfPush(draft, cloud, { ...event, mediaType: manifest.mediaType, size: manifest.size });
    },

    "image.deleted"(draft, { payload }, cloud) {
      const { registry, region, repository, digest, mediaType, size, configMediaType, request, tags } = payload;
      const chart = isChart(configMediaType);
      const action = chart ? "chart_delete" : "delete";
      const told = new Set<string>();
      for (const tag of tags.length > 0 ? tags : [null]) {
        const target = {
          mediaType,
          size,
          digest,
          repository,
          ...(tag && { tag }),
          ...(chart && chartOf(repository, tag)),
        };
        for (const webhook of webhooksThatHear(draft, { registry, region, action, repository, tag })) {
          if (told.has(webhook)) continue;
          told.add(webhook);
          queueDelivery(draft, cloud, registry, webhook, { action, target, request });
        }
      }
    },

    "image.quarantined"(draft, { payload }, cloud) {
      const { registry, region, repository, digest, tag } = payload;
      const mediaType = draft.get("manifest", registry, repository, digest)?.mediaType;
      const target = { mediaType, digest, repository, ...(tag && { tag }) };
      for (const webhook of webhooksThatHear(draft, { registry, region, action: "quarantine", repository, tag })) {
        queueDelivery(draft, cloud, registry, webhook, { action: "quarantine", target });
      }
    },
  },
};
