import { readRange } from "../registry/byte-range.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Moment } from "../world/row-schemas.ts";
import { now } from "../world/clock.ts";
import { digestOf } from "../world/hash.ts";
import { nextGuid } from "../world/ids.ts";
import { ok } from "../world/result.ts";

const finished = new Set(["Succeeded", "Failed", "Canceled", "Timeout"]);

/** Version of the Blob service that answers a client which names none. */
const serviceVersion = "2023-08-03";

/**
 * Serves the storage account of Tasks as Azure's Blob service does: clients upload sources (Put Blob, or Put Block and Put
 * Block List for large ones) and read the logs of runs as append blobs, whole or in parts.
 */
export async function answerTaskStorage(cloud: Cloud, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname).slice(1);
  return request.method === "PUT" ? upload(cloud, request, url, path) : readLog(cloud, request, path);
}

/** Returns the headers that every answer of the Blob service has; clients fail to parse an answer without them. */
function serviceHeaders(cloud: Cloud, request: Request): Record<string, string> {
  const made = cloud.transact((draft) => ok(nextGuid(draft, cloud.hash, "storage")));
  return {
    "x-ms-request-id": made.ok ? made.value : "",
    "x-ms-version": request.headers.get("x-ms-version") ?? serviceVersion,
  };
}

/** Returns the headers that name one state of a blob, which a client may send back as a condition. */
const stateHeaders = (digest: string, modified: Moment): Record<string, string> => ({
  etag: `"0x8D${digest.slice(7, 20).toUpperCase()}"`,
  "last-modified": new Date(modified).toUTCString(),
});

/** Key of a block that isn't part of a blob yet. */
const blockKey = (path: string, id: string): string => `${path}?block=${id}`;

async function upload(cloud: Cloud, request: Request, url: URL, path: string): Promise<Response> {
  const sent = new Uint8Array(await request.arrayBuffer());
  const kind = url.searchParams.get("comp");
  const block = kind === "block" ? url.searchParams.get("blockid") : null;
  const ids = kind === "blocklist" ? blockIdsOf(new TextDecoder().decode(sent)) : [];
  const bytes = kind === "blocklist" ? joinBlocks(cloud, path, ids) : sent;
  const headers = serviceHeaders(cloud, request);
  if (bytes === undefined)
    return storageError(400, "InvalidBlockList", "The specified block list is invalid.", headers);
  const digest = digestOf(cloud.hash, bytes);
  cloud.blobs.put(digest, bytes);
  cloud.transact((draft) => {
    draft.put("sourceUpload", [block === null ? path : blockKey(path, block)], { digest });
    for (const id of new Set(ids)) draft.remove("sourceUpload", blockKey(path, id));
    return ok(null);
  });
  return new Response(null, {
    status: 201,
    headers: {
      ...headers,
      ...(block === null && stateHeaders(digest, now(cloud.world()))),
      "content-length": "0",
      "x-ms-request-server-encrypted": "true",
    },
  });
}

const blockIdsOf = (list: string): string[] =>
  [...list.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(([, id = ""]) => id);

/** Returns the blocks one after another, or undefined when one of them was never uploaded. */
function joinBlocks(cloud: Cloud, path: string, ids: string[]): Uint8Array | undefined {
  const blocks = ids.map((id) => cloud.world().get("sourceUpload", blockKey(path, id)));
  const known = blocks.filter((block) => block !== undefined).map(({ digest }) => cloud.blobs.bytes(digest));
  if (known.length < blocks.length) return undefined;
  const whole = new Uint8Array(known.reduce((size, block) => size + block.length, 0));
  let at = 0;
  for (const block of known) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}

function readLog(cloud: Cloud, request: Request, path: string): Response {
  const [, registry = "", id = ""] = /^([^/]+)\/logs\/([^/]+)\/rawtext\.log$/.exec(path) ?? [];
  const run = cloud.world().get("run", registry, id);
  const service = serviceHeaders(cloud, request);
  if (!run) return storageError(404, "BlobNotFound", "The specified blob does not exist.", service);
  const whole = new TextEncoder().encode(run.log.map((line) => `${line}\n`).join(""));
  const headers = {
    ...service,
    ...stateHeaders(digestOf(cloud.hash, whole), run.finishedAt ?? now(cloud.world())),
    "accept-ranges": "bytes",
    "x-ms-blob-type": "AppendBlob",
    "content-type": "text/plain; charset=utf-8",
    ...(finished.has(run.status) && { "x-ms-meta-complete": run.status }),
  };
  if (request.method === "HEAD") {
    return new Response(null, { headers: { ...headers, "content-length": String(whole.length) } });
  }
  const range = readRange(request.headers.get("x-ms-range") ?? request.headers.get("range"), whole.length);
  if (range === undefined) return new Response(whole, { headers });
  if (range === "unsatisfiable") {
    return storageError(416, "InvalidRange", "The range specified is invalid for the current size of the resource.", {
      ...service,
      "content-range": `bytes */${whole.length}`,
    });
  }
  return new Response(whole.slice(range.start, range.end), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${range.start}-${range.end - 1}/${whole.length}` },
  });
}

/** Answers with an error as the Blob service writes it: a code in a header, and XML. */
const storageError = (status: number, code: string, message: string, headers: Record<string, string>): Response =>
  new Response(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    {
      status,
      headers: { ...headers, "content-type": "application/xml", "x-ms-error-code": code },
    },
  );
