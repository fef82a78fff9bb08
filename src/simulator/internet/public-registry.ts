import { publicBlobSize, publicRepository, readPublicBlob, type PublicRepository } from "../images/catalogue.ts";
import type { Cloud } from "../registry/cloud.ts";

/** Hosts of public registries, and the registry's name in image references. */
export const publicRegistries: Record<string, string> = {
  "registry-1.docker.io": "docker.io",
  "docker.io": "docker.io",
  "index.docker.io": "docker.io",
  "mcr.microsoft.com": "mcr.microsoft.com",
};

const version = { "docker-distribution-api-version": "registry/2.0" };

const error = (status: number, code: string, message: string): Response =>
  Response.json({ errors: [{ code, message }] }, { status, headers: version });

function streamOf(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void iterator.return?.(),
  });
}

function blob(request: Request, repository: PublicRepository, digest: string): Response {
  const size = publicBlobSize(repository, digest);
  if (size === undefined) return error(404, "BLOB_UNKNOWN", "blob unknown to registry");
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "") ?? [];
  const start = Number(first ?? 0);
  if (start >= size) return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  const end = last ? Math.min(Number(last) + 1, size) : size;
  const body = request.method === "HEAD" ? null : streamOf(readPublicBlob(repository, digest, start, end));
  return new Response(body, {
    status: first === undefined ? 200 : 206,
    headers: {
      ...version,
      "accept-ranges": "bytes",
      "content-length": String(end - start),
      "content-type": "application/octet-stream",
      "docker-content-digest": digest,
      ...(first !== undefined && { "content-range": `bytes ${start}-${end - 1}/${size}` }),
    },
  });
}

function manifest(request: Request, repository: PublicRepository, reference: string): Response {
  const found = repository.manifests.get(repository.tags.get(reference) ?? reference);
  if (!found) return error(404, "MANIFEST_UNKNOWN", "manifest unknown");
  return new Response(request.method === "HEAD" ? null : found.bytes.slice(), {
    headers: {
      ...version,
      "content-type": found.mediaType,
      "content-length": String(found.bytes.length),
      "docker-content-digest": found.digest,
    },
  });
}

/** Serves a public registry: anonymous and read-only. Docker Hub wants a token, which anybody gets. */
export function answerPublicRegistry(cloud: Cloud, request: Request, host: string): Response {
  const { pathname } = new URL(request.url);
  const [, name = "", kind, reference = ""] = /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^/]+)$/.exec(pathname) ?? [];
  if (host === "docker.io" && !/^bearer ./i.test(request.headers.get("authorization") ?? "")) {
    const scope = name ? `,scope="repository:${name}:pull"` : "";
    const challenge = `Bearer realm="https://auth.docker.io/token",service="registry.docker.io"${scope}`;
    const refused = error(401, "UNAUTHORIZED", "authentication required");
    refused.headers.set("www-authenticate", challenge);
    return refused;
  }
  if (pathname === "/v2/" || pathname === "/v2") return Response.json({}, { headers: version });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return error(405, "UNSUPPORTED", "The operation is unsupported.");
  }
  const repository = publicRepository(cloud.hash, host, name);
  if (!repository) return error(404, "NAME_UNKNOWN", "repository name not known to registry");
  if (kind === "manifests") return manifest(request, repository, reference);
  if (kind === "blobs") return blob(request, repository, reference);
  return Response.json({ name, tags: [...repository.tags.keys()].sort() }, { headers: version });
}
