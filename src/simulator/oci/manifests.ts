import { mayTouchContent } from "../identity/evaluate.ts";
import { wantFromUpstream } from "../registry/cache-rule.ts";
import { removeTag } from "../registry/content-tags.ts";
import { putManifest } from "../registry/put-manifest.ts";
import { removeManifest } from "../registry/remove-manifest.ts";
import { disallowed } from "../registry/content-change.ts";
import { mediaTypes } from "../registry/manifest-body.ts";
import { viewManifest, viewTag } from "../registry/region-view.ts";
import type { Manifest } from "../world/content-tables.ts";
import { notePull } from "../registry/scan.ts";
import { digestAlgorithm, digestOf } from "../world/hash.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { contentCall, readingCall, served, type ContentCall } from "./content-call.ts";
import { isTag, requireReference } from "./names.ts";
import { readManifestBytes } from "./read-manifest-bytes.ts";
import { replicaLateness, replicaRead } from "./replica-read.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

const manifestUnknown = (call: ContentCall, reference: string) => {
  const { repository } = call;
  const byDigest = reference.includes(":");
  const subject = byDigest ? `manifest ${repository}@${reference}` : `tag ${repository}:${reference}`;
  const late = replicaLateness(call, subject, (region) => look(call, reference, region) !== undefined);
  return fail({
    code: "MANIFEST_UNKNOWN",
    status: 404,
    message: "manifest unknown",
    target: byDigest ? { Digest: reference } : { Tag: reference },
    ...(late ?? { why: `Repository ${repository} has no ${byDigest ? "manifest" : "tag"} ${reference}.` }),
  });
};

interface Found {
  digest: string;
  manifest: Manifest;
}

/** Finds a manifest by tag or digest as a region shows it. */
function look({ cloud, registry, repository }: ContentCall, reference: string, region: string): Found | undefined {
  const world = cloud.world();
  const digest = reference.includes(":") ? reference : viewTag(world, registry, region, repository, reference)?.digest;
  const manifest = digest === undefined ? undefined : viewManifest(world, registry, region, repository, digest);
  return digest !== undefined && manifest ? { digest, manifest } : undefined;
}

const lookUp = (call: ContentCall, reference: string) => replicaRead(call, (region) => look(call, reference, region));

/**
 * Locks against reading, and quarantine, which only those who examine images pass: to others a tag leads nowhere, and the
 * digest is disallowed (Azure/acr, docs/preview/quarantine).
 */
function requireReadable(call: ContentCall, reference: string, { digest, manifest }: Found): Result<true> {
  const { cloud, registry, repository, caller } = call;
  const world = cloud.world();
  const tagged = !reference.includes(":");
  const tag = tagged ? world.get("tag", registry, repository, reference) : undefined;
  const locks = [world.get("repository", registry, repository)?.attributes, manifest.attributes, tag?.attributes];
  if (locks.some((attributes) => attributes?.readEnabled === false)) {
    return disallowed(`${repository}@${digest}`, "readEnabled");
  }
  if (!manifest.quarantined) return ok(true);
  const verdict = mayTouchContent(world, cloud.rules(), { caller, registry, repository, operation: "quarantineRead" });
  if (verdict.allowed) return ok(true);
  return fail({
    ...(tagged
      ? { code: "MANIFEST_UNKNOWN", status: 404, message: "manifest unknown", target: { Tag: reference } }
      : { code: "UNSUPPORTED", status: 405, message: "The operation is disallowed.", target: { Digest: digest } }),
    why: "The image is in quarantine, and the caller may not read quarantined images.",
    next: "Wait until it is released, or ask somebody with a quarantine role.",
  });
}

/** Whether a client takes a media type; one without a header, or whose header names no kind of manifest, takes any. */
function accepts(header: string | null, mediaType: string): boolean {
  const named = (header ?? "").split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const known = new Set<string>(Object.values(mediaTypes));
  return !named.some((type) => known.has(type)) || named.includes(mediaType) || named.includes("*/*");
}

/** GET and HEAD /v2/<name>/manifests/<reference>: the exact bytes that were pushed. */
async function getManifest(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = readingCall(call, params["name"] ?? "");
  if (!found.ok) return found;
  const reference = params["reference"] ?? "";
  const checked = requireReference(reference);
  if (!checked.ok) return checked;
  const { cloud, site, repository } = found.value;
  const read =
    lookUp(found.value, reference) ??
    (wantFromUpstream(cloud, site, repository, reference) ? lookUp(found.value, reference) : undefined);
  const { mayNotPull } = found.value;
  if (mayNotPull && !read?.row.manifest.quarantined) return fail(mayNotPull);
  if (!read) return manifestUnknown(found.value, reference);
  const readable = requireReadable(found.value, reference, read.row);
  if (!readable.ok) return readable;
  const { digest, manifest } = read.row;
  if ("tag" in checked.value && !accepts(call.request.headers.get("accept"), manifest.mediaType)) {
    return fail({
      code: "MANIFEST_UNKNOWN",
      status: 404,
      message: `${manifest.mediaType} found, but the accept header does not support it`,
      target: { Tag: reference },
      why: "The client's Accept header doesn't include the media type of this manifest.",
      next: "Send an Accept header that includes the media type.",
    });
  }
  const bytes = call.cloud.blobs.bytes(digest);
  const head = call.request.method === "HEAD";
  if (!head) notePull(cloud, { registry: call.registry, repository, digest });
  const headers = {
    "Content-Type": manifest.mediaType,
    "Content-Length": String(bytes.length),
    "Docker-Content-Digest": digest,
    ETag: `"${digest}"`,
  };
  const body = head ? null : new Uint8Array(bytes);
  return served({ ...found.value, region: read.region }, new Response(body, { headers }), {
    bytes: head ? 0 : bytes.length,
    ...(read.why && { why: read.why }),
  });
}

/** Tags named in the query of a push by digest; more than these are refused. */
const mostTags = 100;

/** PUT /v2/<name>/manifests/<reference>, by tag or by digest with further tags in the query. */
async function putManifestRoute(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: "push" }]);
  if (!found.ok) return found;
  const reference = requireReference(params["reference"] ?? "");
  if (!reference.ok) return reference;
  const named = call.url.searchParams.getAll("tag");
  if (named.length > mostTags) {
    return fail({ code: "MANIFEST_INVALID", status: 414, message: `at most ${mostTags} tags go with a manifest` });
  }
  const bad = named.find((tag) => !isTag(tag));
  if (bad !== undefined) {
    return fail({ code: "MANIFEST_INVALID", status: 400, message: "invalid tag name", target: { tag: bad } });
  }
  const bytes = await readManifestBytes(call);
  if (!bytes.ok) return bytes;
  const { cloud, repository, request, site } = found.value;
  const expectedDigest = "digest" in reference.value ? reference.value.digest : undefined;
  const digest = digestOf(
    cloud.hash,
    bytes.value,
    expectedDigest === undefined ? "sha256" : digestAlgorithm(expectedDigest),
  );
  if (expectedDigest !== undefined && expectedDigest !== digest) {
    return fail({
      code: "DIGEST_INVALID",
      status: 400,
      message: "provided digest did not match uploaded content",
      target: { digest: expectedDigest, actual: digest },
    });
  }
  const tags = "tag" in reference.value ? [reference.value.tag] : [...new Set(named)];
  const put = cloud.transact((draft) =>
    putManifest(draft, cloud, site, {
      repository,
      digest,
      bytes: bytes.value,
      contentType: request.headers.get("content-type"),
      tags,
      by: "push",
    }),
  );
  if (!put.ok) return put;
  const headers = new Headers({
    Location: `/v2/${repository}/manifests/${digest}`,
    "Docker-Content-Digest": digest,
    "Content-Length": "0",
  });
  if (put.value.subject) headers.set("OCI-Subject", put.value.subject.digest);
  if (named.length > 0) headers.set("OCI-Tag", tags.join(", "));
  return served(found.value, new Response(null, { status: 201, headers }), { bytes: bytes.value.length });
}

/**
 * DELETE /v2/<name>/manifests/<reference>. A digest takes every tag of the manifest with it; a tag alone is taken only where
 * the registry is set to, because the service rejects it.
 */
async function deleteManifest(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>> {
  const found = contentCall(call, params["name"] ?? "", [{ operation: "delete" }]);
  if (!found.ok) return found;
  const reference = requireReference(params["reference"] ?? "");
  if (!reference.ok) return reference;
  const { cloud, repository, site, registry } = found.value;
  const name = reference.value;
  if ("tag" in name && !cloud.world().get("registry", registry)?.deleteByTag) {
    return fail({
      code: "UNSUPPORTED",
      status: 405,
      message: "The operation is unsupported.",
      target: { tag: name.tag },
      why: "The service deletes manifests by digest only.",
      next: "Look up the tag's digest and delete that, or untag.",
    });
  }
  const gone = cloud.transact((draft): Result<unknown> =>
    "tag" in name
      ? removeTag(draft, cloud.rules(), site, repository, name.tag)
      : removeManifest(draft, cloud, site, repository, name.digest),
  );
  if (!gone.ok) return gone;
  return served(found.value, new Response(null, { status: 202 }));
}

const path = /^\/v2\/(?<name>.+)\/manifests\/(?<reference>[^/]+)$/;

export const manifestRoutes: readonly RegistryRoute[] = [
  { methods: ["GET", "HEAD"], path, handle: getManifest },
  { methods: ["PUT"], path, handle: putManifestRoute },
  { methods: ["DELETE"], path, handle: deleteManifest },
];
