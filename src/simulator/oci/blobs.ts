import { requireWritableRegion } from "../registry/content-change.ts";
import { removeBlob } from "../registry/content-blobs.ts";
import { viewBlob } from "../registry/region-view.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { readRange } from "../registry/byte-range.ts";
import { contentCall, readingCall, served, type ContentCall } from "./content-call.ts";
import { requireDigest } from "./names.ts";
import { replicaRead } from "./replica-read.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

export const blobUnknown = (digest: string) =>
  fail({
    code: "BLOB_UNKNOWN",
    status: 404,
    message: "blob unknown to registry",
    target: { digest },
    why: "The repository has no blob with this digest.",
  });

/** Bytes of the store as a body that is read piece by piece. */
export function bodyOf(
  { cloud }: Pick<RegistryCall, "cloud">,
  digest: string,
  start: number,
  end: number,
): ReadableStream<Uint8Array> {
  const pieces = cloud.blobs.read(digest, start, end)[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    // Who stops in the middle leaves nothing open behind.
    cancel: () => void pieces.return?.(),
  });
}

/** Whether a blob belongs to an image that is in quarantine. */
function isQuarantined({ cloud, registry, repository }: ContentCall, blob: string): boolean {
  const world = cloud.world();
  return [...world.scan("usedBy", [registry, repository, blob])].some(
    ({ rest }) => world.get("manifest", registry, repository, rest[0] ?? "")?.quarantined,
  );
}

/** GET and HEAD /v2/<name>/blobs/<digest>, also in parts. */
async function getBlob(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = readingCall(call, params["name"] ?? "");
  if (!found.ok) return found;
  const digest = requireDigest(params["digest"] ?? "");
  if (!digest.ok) return digest;
  const { cloud, registry, repository, request, mayNotPull } = found.value;
  if (mayNotPull && !isQuarantined(found.value, digest.value)) return fail(mayNotPull);
  const read = replicaRead(found.value, (region) =>
    viewBlob(cloud.world(), registry, region, repository, digest.value),
  );
  if (!read) return blobUnknown(digest.value);
  const { size } = read.row;
  const headers: Record<string, string> = {
    "Content-Type": "application/octet-stream",
    "Docker-Content-Digest": digest.value,
    "Accept-Ranges": "bytes",
    ETag: `"${digest.value}"`,
  };
  const range = readRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") {
    return fail({
      code: "SIZE_INVALID",
      status: 416,
      message: "the requested range is not within the blob",
      headers: { "Content-Range": `bytes */${size}` },
    });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers["Content-Length"] = String(end - start);
  if (range) headers["Content-Range"] = `bytes ${start}-${end - 1}/${size}`;
  const head = request.method === "HEAD";
  const body = head ? null : bodyOf(call, digest.value, start, end);
  return served({ ...found.value, region: read.region }, new Response(body, { status: range ? 206 : 200, headers }), {
    bytes: head ? 0 : end - start,
    ...(read.why && { why: read.why }),
  });
}

/** DELETE /v2/<name>/blobs/<digest>. */
async function deleteBlob(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: "delete" }]);
  if (!found.ok) return found;
  const digest = requireDigest(params["digest"] ?? "");
  if (!digest.ok) return digest;
  const { cloud, site, repository }: ContentCall = found.value;
  const writable = requireWritableRegion(cloud.world(), cloud.rules(), site);
  if (!writable.ok) return writable;
  const gone = cloud.transact((draft) =>
    removeBlob(draft, site, repository, digest.value) ? ok(true) : blobUnknown(digest.value),
  );
  if (!gone.ok) return gone;
  return served(found.value, new Response(null, { status: 202, headers: { "Docker-Content-Digest": digest.value } }));
}

export const blobRoutes: readonly RegistryRoute[] = [
  { methods: ["GET", "HEAD"], path: /^\/v2\/(?<name>.+)\/blobs\/(?<digest>[^/]+)$/, handle: getBlob },
  { methods: ["DELETE"], path: /^\/v2\/(?<name>.+)\/blobs\/(?<digest>[^/]+)$/, handle: deleteBlob },
];
