import type { Cloud } from "../registry/cloud.ts";
import { digestOf } from "../world/hash.ts";
import { ok } from "../world/result.ts";

const finished = new Set(["Succeeded", "Failed", "Canceled", "Timeout"]);

/** The storage of Tasks: sources come by PUT, logs of runs go out by HEAD and ranged GET as append blobs. */
export async function answerTaskStorage(cloud: Cloud, request: Request): Promise<Response> {
  const path = decodeURIComponent(new URL(request.url).pathname).slice(1);
  if (request.method === "PUT") {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const digest = digestOf(cloud.hash, bytes);
    cloud.blobs.put(digest, bytes);
    cloud.transact((draft) => {
      draft.put("sourceUpload", [path], { digest });
      return ok(null);
    });
    return new Response(null, { status: 201, headers: { "x-ms-blob-type": "BlockBlob" } });
  }
  const [, registry = "", id = ""] = /^([^/]+)\/logs\/([^/]+)\/rawtext\.log$/.exec(path) ?? [];
  const run = cloud.world().get("run", registry, id);
  if (!run) return new Response("The specified blob does not exist.", { status: 404 });
  const text = run.log.map((line) => `${line}\n`).join("");
  const whole = new TextEncoder().encode(text);
  const headers = {
    "x-ms-blob-type": "AppendBlob",
    "content-type": "text/plain; charset=utf-8",
    ...(finished.has(run.status) && { "x-ms-meta-complete": run.status }),
  };
  if (request.method === "HEAD") {
    return new Response(null, { headers: { ...headers, "content-length": String(whole.length) } });
  }
  const asked = request.headers.get("x-ms-range") ?? request.headers.get("range") ?? "";
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(asked) ?? [];
  if (first === undefined) return new Response(whole, { headers });
  const start = Number(first);
  if (start >= whole.length) {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${whole.length}` } });
  }
  const end = last ? Math.min(Number(last) + 1, whole.length) : whole.length;
  return new Response(whole.slice(start, end), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end - 1}/${whole.length}` },
  });
}
