import type { Cloud } from "../registry/cloud.ts";
import { now } from "../world/clock.ts";
import type { Upload } from "../world/content-tables.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { ContentCall } from "./content-call.ts";

/** A session that nobody closes is forgotten after a day of virtual time; the service does not publish how long. */
const sessionLife = 86_400_000;

export const uploadUnknown = (id: string): Result<never> =>
  fail({
    code: "BLOB_UPLOAD_UNKNOWN",
    status: 404,
    message: "blob upload unknown to registry",
    target: { id },
    why: "The session was closed, cancelled, has expired, or belongs to another repository.",
    next: "Start a new upload.",
  });

/** The open session of an upload in this repository. */
export function findUpload({ cloud, registry, repository }: ContentCall, id: string): Result<Upload> {
  const world = cloud.world();
  const upload = world.get("upload", registry, id);
  if (!upload || upload.repository !== repository || now(world) - upload.startedAt > sessionLife)
    return uploadUnknown(id);
  return cloud.blobs.staging(stagingOf(registry, id)).size < upload.offset ? uploadUnknown(id) : ok(upload);
}

/** Session ids repeat from one registry's world to the next; the bytes are kept under both. */
export const stagingOf = (registry: string, id: string): string => `${registry}-${id}`;

/** Sessions that a request is writing to at this moment, by cloud. */
const writing = new WeakMap<Cloud, Set<string>>();

/** Lets one request at a time write to a session. */
export async function withSession<T>(cloud: Cloud, key: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const busy = writing.get(cloud) ?? new Set<string>();
  writing.set(cloud, busy);
  if (busy.has(key)) {
    return fail({
      code: "BLOB_UPLOAD_INVALID",
      status: 409,
      message: "blob upload invalid",
      why: "Another request is writing to the same session.",
    });
  }
  busy.add(key);
  try {
    return await work();
  } finally {
    busy.delete(key);
  }
}

/** Where a session is, relative so that it holds behind any proxy, and how far it came (inclusive, as the spec has it). */
export const sessionHeaders = (repository: string, id: string, offset: number): Record<string, string> => ({
  Location: `/v2/${repository}/blobs/uploads/${id}`,
  Range: `0-${Math.max(0, offset - 1)}`,
  "Docker-Upload-UUID": id,
  "Content-Length": "0",
});

/** Refuses a chunk that does not start where the session stands (OCI distribution-spec, pushing a blob in chunks). */
export function requireInOrder(
  request: Request,
  call: ContentCall,
  id: string,
  offset: number,
): Result<number | undefined> {
  const header = request.headers.get("content-range");
  if (header === null) return ok(undefined);
  const [, first, last] = /^(\d+)-(\d+)$/.exec(header.trim()) ?? [];
  const inOrder = first !== undefined && last !== undefined && Number(first) === offset && Number(last) + 1 >= offset;
  if (inOrder) return ok(Number(last) - Number(first) + 1);
  return fail({
    code: "BLOB_UPLOAD_INVALID",
    status: 416,
    message: "blob upload invalid",
    target: { contentRange: header },
    headers: sessionHeaders(call.repository, id, offset),
    why: `The session holds ${offset} bytes, so the next chunk has to start at ${offset}.`,
  });
}
