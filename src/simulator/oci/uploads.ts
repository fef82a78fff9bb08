import type { Cloud } from "../registry/cloud.ts";
import { mayTouchContent } from "../identity/evaluate.ts";
import { requireWritableRegion } from "../registry/content-change.ts";
import { putBlob } from "../registry/content-blobs.ts";
import type { Staging } from "../world/blob-store.ts";
import { now } from "../world/clock.ts";
import { digestAlgorithm, type DigestAlgorithm } from "../world/hash.ts";
import { nextGuid } from "../world/ids.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { contentCall, served, type ContentCall } from "./content-call.ts";
import { requireDigest } from "./names.ts";
import { readPieces } from "./read-body.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";
import { findUpload, requireInOrder, sessionHeaders, stagingOf, withSession } from "./upload-session.ts";

type Params = Record<string, string>;

const created = (call: ContentCall, digest: string, why: string, bytes = 0): Result<Response> =>
  served(
    call,
    new Response(null, {
      status: 201,
      headers: {
        Location: `/v2/${call.repository}/blobs/${digest}`,
        "Docker-Content-Digest": digest,
        "Content-Length": "0",
      },
    }),
    { why, bytes },
  );

const mismatch = (digest: string, received: string): Result<never> =>
  fail({
    code: "DIGEST_INVALID",
    status: 400,
    message: "provided digest did not match uploaded content",
    target: { digest, received },
    why: `The digest of the content is ${received}.`,
  });

/** POST /v2/<name>/blobs/uploads/: opens a session, takes a whole blob at once, or mounts one from elsewhere. */
async function startUpload(call: RegistryCall, params: Params): Promise<Result<Response>> {
  const query = call.url.searchParams;
  const from = query.get("from");
  const found = contentCall(call, params["name"] ?? "", [{ operation: "push" }]);
  if (!found.ok) return found;
  const { cloud, site } = found.value;
  const writable = requireWritableRegion(cloud.world(), cloud.rules(), site);
  if (!writable.ok) return writable;
  const algorithm = query.get("digest-algorithm");
  if (algorithm !== null && algorithm !== "sha256" && algorithm !== "sha512") {
    return fail({
      code: "DIGEST_INVALID",
      status: 400,
      message: "unsupported digest algorithm",
      target: { algorithm },
      why: "The registry supports sha256 and sha512.",
    });
  }
  const mount = query.get("mount");
  if (mount !== null) {
    const mounted = mountBlob(call, found.value, mount, from);
    if (mounted) return mounted;
  }
  const digest = query.get("digest");
  if (mount === null && digest !== null) return wholeUpload(found.value, digest);
  return openSession(found.value);
}

/** Undefined where nothing could be mounted: then a session is opened instead, which is never an error. */
function mountBlob(
  call: RegistryCall,
  content: ContentCall,
  digest: string,
  from: string | null,
): Result<Response> | undefined {
  const { cloud, registry, repository, caller, site } = content;
  const world = cloud.world();
  if (!digestAlgorithm(digest)) return requireDigest(digest) as Result<never>;
  const mayRead = (name: string) =>
    mayTouchContent(world, cloud.rules(), { caller, registry, repository: name, operation: "pull" }).allowed;
  if (from !== null) {
    if (!mayRead(from)) return undefined;
    const both = contentCall(call, repository, [{ operation: "push" }, { repository: from, operation: "pull" }]);
    if (!both.ok) return both;
  } else {
    // Looking everywhere must not show anybody what they may not read, so it takes rights on the whole registry.
    const everywhere =
      caller.kind === "admin" ||
      (caller.kind === "principal" && world.get("registry", registry)?.roleAssignmentMode === "rbac");
    if (!everywhere || !mayRead(repository)) return undefined;
  }
  const size = (from === null ? world.get("blob", registry, digest) : world.get("blobIn", registry, from, digest))
    ?.size;
  if (size === undefined) return undefined;
  const put = cloud.transact((draft) => putBlob(draft, cloud.rules(), site, repository, digest, size));
  return put.ok ? created(content, digest, `Mounted from ${from ?? "another repository"}; no bytes were sent.`) : put;
}

/** How many whole uploads came so far, by cloud: each has a place of its own for its bytes while they come. */
const wholeUploads = new WeakMap<Cloud, number>();

async function wholeUpload(content: ContentCall, digest: string): Promise<Result<Response>> {
  const algorithm = digestAlgorithm(digest);
  if (!algorithm) return requireDigest(digest) as Result<never>;
  const { cloud, registry } = content;
  const place = (wholeUploads.get(cloud) ?? 0) + 1;
  wholeUploads.set(cloud, place);
  const staging = cloud.blobs.staging(stagingOf(registry, `whole-${place}`));
  staging.truncate(0);
  const taken = await takeWhole(content, digest, algorithm, staging);
  if (!taken.ok) staging.drop();
  return taken;
}

async function takeWhole(
  content: ContentCall,
  digest: string,
  algorithm: DigestAlgorithm,
  staging: Staging,
): Promise<Result<Response>> {
  const { cloud, repository, request, site } = content;
  const read = await readPieces(request, (piece) => staging.append(piece));
  if (!read.ok) return read;
  const received = `${algorithm}:${staging.hex(algorithm)}`;
  if (received !== digest) return mismatch(digest, received);
  const put = cloud.transact((draft) => putBlob(draft, cloud.rules(), site, repository, digest, read.value));
  if (!put.ok) return put;
  staging.keep(digest);
  return created(content, digest, "The blob came whole and hashes to its digest.", read.value);
}

function openSession(content: ContentCall): Result<Response> {
  const { cloud, registry, region, repository } = content;
  const opened = cloud.transact((draft) => {
    const id = nextGuid(draft, cloud.hash, "upload");
    draft.put("upload", [registry, id], { repository, offset: 0, startedAt: now(draft), region });
    return ok(id);
  });
  if (!opened.ok) return opened;
  return served(content, new Response(null, { status: 202, headers: sessionHeaders(repository, opened.value, 0) }), {
    why: "A session takes the bytes; the digest is checked when it is closed.",
  });
}

/** Puts a request's body behind what the session holds, without moving the session; tells where it ends then. */
async function append(content: ContentCall, id: string): Promise<Result<number>> {
  const upload = findUpload(content, id);
  if (!upload.ok) return upload;
  const { cloud, registry, request } = content;
  const { offset } = upload.value;
  const expected = requireInOrder(request, content, id, offset);
  if (!expected.ok) return expected;
  const staging = cloud.blobs.staging(stagingOf(registry, id));
  staging.truncate(offset);
  const read = await readPieces(request, (piece) => staging.append(piece));
  if (!read.ok) return read;
  if (expected.value !== undefined && expected.value !== read.value) {
    return fail({
      code: "SIZE_INVALID",
      status: 400,
      message: "provided length did not match content length",
      target: { expected: expected.value, received: read.value },
      why: "Content-Range doesn't match the body.",
    });
  }
  return ok(offset + read.value);
}

/** PATCH of a session: the next chunk, or a stream of unknown length. */
async function continueUpload(call: RegistryCall, { name = "", id = "" }: Params): Promise<Result<Response>> {
  const found = contentCall(call, name, [{ operation: "push" }]);
  if (!found.ok) return found;
  const { cloud, registry, repository } = found.value;
  return withSession(cloud, stagingOf(registry, id), async () => {
    const before = cloud.world().get("upload", registry, id)?.offset ?? 0;
    const end = await append(found.value, id);
    if (!end.ok) return end;
    const moved = cloud.transact((draft) => {
      draft.update("upload", [registry, id], (upload) => ({ ...upload, offset: end.value }));
      return ok(true);
    });
    if (!moved.ok) return moved;
    const response = new Response(null, { status: 202, headers: sessionHeaders(repository, id, end.value) });
    return served(found.value, response, {
      bytes: end.value - before,
      why: `The session has received ${end.value} bytes.`,
    });
  });
}

/** PUT of a session with its digest: the last bytes if any, then the blob is there or the session stays as it was. */
async function closeUpload(call: RegistryCall, { name = "", id = "" }: Params): Promise<Result<Response>> {
  const found = contentCall(call, name, [{ operation: "push" }]);
  if (!found.ok) return found;
  const { cloud, registry, repository, site, url } = found.value;
  const open = findUpload(found.value, id);
  if (!open.ok) return open;
  const digest = url.searchParams.get("digest") ?? "";
  const algorithm = digestAlgorithm(digest);
  if (!algorithm) return requireDigest(digest) as Result<never>;
  return withSession(cloud, stagingOf(registry, id), async () => {
    const end = await append(found.value, id);
    if (!end.ok) return end;
    const staging = cloud.blobs.staging(stagingOf(registry, id));
    const received = `${algorithm}:${staging.hex(algorithm)}`;
    if (received !== digest) return mismatch(digest, received);
    const put = cloud.transact((draft) => {
      draft.remove("upload", registry, id);
      return putBlob(draft, cloud.rules(), site, repository, digest, end.value);
    });
    if (!put.ok) return put;
    staging.keep(digest);
    return created(found.value, digest, "The bytes hash to the digest, so the blob is kept.", end.value);
  });
}

/** GET of a session: how far it came. */
async function uploadStatus(call: RegistryCall, { name = "", id = "" }: Params): Promise<Result<Response>> {
  const found = contentCall(call, name, [{ operation: "push" }]);
  if (!found.ok) return found;
  const upload = findUpload(found.value, id);
  if (!upload.ok) return upload;
  const headers = sessionHeaders(found.value.repository, id, upload.value.offset);
  delete headers["Content-Length"];
  return served(found.value, new Response(null, { status: 204, headers }));
}

/** DELETE of a session: what came is dropped. */
async function cancelUpload(call: RegistryCall, { name = "", id = "" }: Params): Promise<Result<Response>> {
  const found = contentCall(call, name, [{ operation: "push" }]);
  if (!found.ok) return found;
  const upload = findUpload(found.value, id);
  if (!upload.ok) return upload;
  const { cloud, registry } = found.value;
  const gone = cloud.transact((draft) => ok(draft.remove("upload", registry, id)));
  if (!gone.ok) return gone;
  cloud.blobs.staging(stagingOf(registry, id)).drop();
  return served(found.value, new Response(null, { status: 204 }));
}

const session = /^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<id>[^/]+)$/;

export const uploadRoutes: readonly RegistryRoute[] = [
  { methods: ["POST"], path: /^\/v2\/(?<name>.+)\/blobs\/uploads\/?$/, handle: startUpload },
  { methods: ["PATCH"], path: session, handle: continueUpload },
  { methods: ["PUT"], path: session, handle: closeUpload },
  { methods: ["GET"], path: session, handle: uploadStatus },
  { methods: ["DELETE"], path: session, handle: cancelUpload },
];
