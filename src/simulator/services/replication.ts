import type { Cloud, Service } from "../registry/cloud.ts";
import { emptyLane, replicationProgress } from "../registry/replication-progress.ts";
import { copyCostTable, noticeMs, slowness, transferMs } from "../registry/replication-lag.ts";
import { enqueue, nextSerial, now } from "../world/clock.ts";
import type { QueuedCopy, Tag } from "../world/content-tables.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { EventPayloads } from "../world/events.ts";

type Changed = EventPayloads["content.changed"];

type Step = EventPayloads["replication.step"];

/** Regions that hold the registry: its home and its replicas. */
export const regionsOf = (reader: Reader, registry: string): string[] => {
  const home = reader.get("registry", registry)?.location;
  const replicas = [...reader.scan("replication", [registry])].flatMap(({ rest, row }) =>
    row.provisioningState === "Deleting" ? [] : [rest[0]],
  );
  return [...new Set([...(home === undefined ? [] : [home]), ...replicas])];
};

const isDown = (reader: Reader, registry: string, region: string) =>
  reader.get("fault", "regionDown", region) ?? reader.get("fault", "regionDown", `${registry}/${region}`);

/** Starts the first copy of the queue on its way. */
function setOut(draft: Draft, cloud: Cloud, registry: string, region: string, first: QueuedCopy): void {
  const pending = draft.get("pending", registry, region, first.table, ...first.key);
  const slow = slowness(draft, registry, region);
  const noticed = (pending?.since ?? now(draft)) + noticeMs(cloud.rules(), first.from, region) * slow;
  const start = Math.max(now(draft), noticed);
  const due = Math.round(start + transferMs(pending?.bytes ?? 0) * slow);
  draft.update("copyLane", [registry, region], (lane) => ({ ...lane, start, due, paused: false }));
  enqueue(draft, "replication.step", { registry, region, due }, due - now(draft));
}

const firstCopy = (reader: Reader, registry: string, region: string) => {
  for (const found of reader.scan("queuedCopy", [registry, region], { limit: 1 })) return found;
  return undefined;
};

/**
 * Queues the copy of a row; a row that waits already moves to the end and keeps what the region shows. Content that was stored again
 * keeps its place instead: what waits behind it may refer to it, and its copy brings the newest state anyway.
 */
function queueCopy(draft: Draft, cloud: Cloud, region: string, change: Changed): void {
  const { registry, table, key, bytes } = change;
  const waiting = draft.get("pending", registry, region, table, ...key);
  if (waiting && table !== "tag" && change.before && draft.has(table, registry, ...key)) return;
  const lane = draft.get("copyLane", registry, region) ?? emptyLane;
  const slow = slowness(draft, registry, region);
  const until =
    Math.max(lane.until, now(draft) + noticeMs(cloud.rules(), change.region, region) * slow) + transferMs(bytes) * slow;
  if (waiting) draft.remove("queuedCopy", registry, region, waiting.order);
  const order = String(nextSerial(draft)).padStart(12, "0");
  const copy: QueuedCopy = { table, key, from: change.region };
  draft.put("queuedCopy", [registry, region, order], copy);
  draft.put("pending", [registry, region, table, ...key], {
    before: waiting ? waiting.before : change.before,
    bytes: Math.max(bytes, waiting?.bytes ?? 0),
    since: now(draft),
    due: Math.round(until),
    order,
  });
  const more = waiting ? 0 : 1;
  const idle = lane.waiting === 0;
  draft.put("copyLane", [registry, region], {
    ...lane,
    waiting: lane.waiting + more,
    total: (idle ? 0 : lane.total) + more,
    until,
  });
  if (idle) setOut(draft, cloud, registry, region, copy);
}

/** Forgets a copy that is no longer needed: the region itself wrote the row since. */
function dropCopy(draft: Draft, { registry, region, table, key }: Changed): void {
  const waiting = draft.get("pending", registry, region, table, ...key);
  if (!waiting) return;
  draft.remove("queuedCopy", registry, region, waiting.order);
  draft.remove("pending", registry, region, table, ...key);
  draft.update("copyLane", [registry, region], (lane) => ({ ...lane, waiting: lane.waiting - 1 }));
}

/** Bytes that had arrived when the region went down need not come again. */
function pause(draft: Draft, { registry, region }: Step, first: QueuedCopy, downSince: number): void {
  const lane = draft.get("copyLane", registry, region) ?? emptyLane;
  if (!lane.paused) {
    const length = lane.due - lane.start;
    const share = length <= 0 ? 1 : Math.min(1, Math.max(0, (lane.due - downSince) / length));
    draft.update("pending", [registry, region, first.table, ...first.key], (row) => ({
      ...row,
      bytes: Math.ceil(row.bytes * share),
    }));
  }
  const due = now(draft) + copyCostTable.retryMs;
  draft.put("copyLane", [registry, region], { ...lane, paused: true, start: now(draft), due });
  enqueue(draft, "replication.step", { registry, region, due }, due - now(draft));
}

/** Returns the image that a region shows for the first time with this copy: a tag that moved, or a manifest without tags. */
function arrivedImage(draft: Draft, registry: string, region: string, { table, key }: QueuedCopy) {
  const [repository = "", name = ""] = key;
  const before = draft.get("pending", registry, region, table, ...key)?.before;
  if (table === "tag") {
    const tag = draft.get("tag", registry, repository, name);
    const previousTag = before as Tag | null | undefined;
    return tag && tag.digest !== previousTag?.digest ? { repository, digest: tag.digest, tag: name } : undefined;
  }
  const isNew = table === "manifest" && !before && draft.has("manifest", registry, repository, name);
  return isNew && !draft.any("tagOf", registry, repository, name) ? { repository, digest: name, tag: null } : undefined;
}

function showStatus(draft: Draft, registry: string, region: string): void {
  const lane = draft.get("copyLane", registry, region);
  if (!lane?.filling) return;
  const { percent } = replicationProgress(draft, registry, region);
  const done = lane.waiting === 0;
  draft.update("replication", [registry, region], (row) => ({
    ...row,
    status: {
      displayStatus: done ? "Ready" : "Syncing",
      message: done ? "The replica is ready." : `Syncing ${percent}%`,
      timestamp: now(draft),
    },
  }));
  if (done) draft.put("copyLane", [registry, region], { ...lane, filling: false });
}

function step(draft: Draft, cloud: Cloud, payload: Step): void {
  const { registry, region } = payload;
  const lane = draft.get("copyLane", registry, region);
  if (!lane || lane.due !== payload.due) return;
  const first = firstCopy(draft, registry, region);
  if (!first) return showStatus(draft, registry, region);
  const down = isDown(draft, registry, region);
  if (down) return pause(draft, payload, first.row, down.since);
  if (lane.paused) return setOut(draft, cloud, registry, region, first.row);
  const arrived = lane.filling ? undefined : arrivedImage(draft, registry, region, first.row);
  draft.remove("queuedCopy", registry, region, ...first.rest);
  draft.remove("pending", registry, region, first.row.table, ...first.row.key);
  if (arrived) enqueue(draft, "image.replicated", { registry, region, ...arrived });
  draft.put("copyLane", [registry, region], { ...lane, waiting: lane.waiting - 1 });
  showStatus(draft, registry, region);
  const next = firstCopy(draft, registry, region);
  if (next) setOut(draft, cloud, registry, region, next.row);
}

function forgetRegion(draft: Draft, registry: string, region: string): void {
  draft.removeBelow("pending", registry, region);
  draft.removeBelow("queuedCopy", registry, region);
  draft.remove("copyLane", registry, region);
}

/** A new replica has nothing yet: blobs come first, then manifests (indexes last), then tags. */
function fill(draft: Draft, cloud: Cloud, registry: string, region: string): void {
  const from = draft.get("registry", registry)?.location;
  if (from === undefined || from === region || !draft.has("replication", registry, region)) return;
  forgetRegion(draft, registry, region);
  const sized = new Set<string>();
  const manifests = [...draft.scan("manifest", [registry])];
  const isIndex = (mediaType: string) => /index|manifest\.list/.test(mediaType);
  const copies: Pick<Changed, "table" | "key" | "bytes">[] = [
    ...[...draft.scan("blobIn", [registry])].map(({ rest, row }) => {
      const bytes = sized.has(rest[1]) ? 0 : row.size;
      sized.add(rest[1]);
      return { table: "blobIn" as const, key: rest, bytes };
    }),
    ...[false, true].flatMap((index) =>
      manifests
        .filter(({ row }) => isIndex(row.mediaType) === index)
        .map(({ rest, row }) => ({ table: "manifest" as const, key: rest, bytes: row.size })),
    ),
    ...[...draft.scan("tag", [registry])].map(({ rest }) => ({ table: "tag" as const, key: rest, bytes: 0 })),
  ];
  for (const copy of copies) queueCopy(draft, cloud, region, { ...copy, registry, region: from, before: null });
  draft.update("copyLane", [registry, region], (lane) => ({ ...lane, filling: true }));
  showStatus(draft, registry, region);
}

/**
 * Carries changes of contents to the other regions of a registry, later and in their order, so that no region shows a
 * manifest before its blobs or a tag before its manifest. The last writer of a name wins everywhere.
 */
export const replicationService: Service = {
  reactions: {
    "content.changed"(draft, { payload }, cloud) {
      const change = payload;
      dropCopy(draft, change);
      for (const region of regionsOf(draft, change.registry)) {
        if (region !== change.region) queueCopy(draft, cloud, region, change);
      }
    },
    "replication.step": (draft, { payload }, cloud) => step(draft, cloud, payload),
    "replication.created"(draft, { payload }, cloud) {
      const { registry, region } = payload;
      fill(draft, cloud, registry, region);
    },
    "replication.deleted"(draft, { payload }) {
      const { registry, region } = payload;
      forgetRegion(draft, registry, region);
    },
  },
};
