import { createHash } from "node:crypto";
import { request, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { serve, type RunningServer } from "../../src/node/serve.ts";

const root = join(import.meta.dirname, "../..");

/** A server on a free port, with the words of a command line. */
export const aServer = (...words: string[]): Promise<RunningServer> =>
  serve(root, readServeOptions(["--port", "0", "--registry", "harbour", ...words]));

/** A server that can be reached at an address, in this process or in another. */
export type Addressed = Pick<RunningServer, "url">;

export interface Asked {
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Answered {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Sends a request whose path goes over the wire exactly as it is written here; `fetch` would tidy it. */
export const ask = (server: Addressed, method: string, path: string, asked: Asked = {}): Promise<Answered> =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, method, path, headers: asked.headers ?? {} }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("error", failed);
      answer.on("end", () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(pieces).toString() }),
      );
    });
    sent.on("error", failed);
    sent.end(asked.body);
  });

export const sha256 = (bytes: string | Uint8Array): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

export const basic = (username: string, password: string): Record<string, string> => ({
  authorization: `Basic ${btoa(`${username}:${password}`)}`,
});

/** Pushes one blob and gives its digest. */
export async function pushBlob(
  server: Addressed,
  repository: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<string> {
  const digest = sha256(body);
  const path = `/v2/${repository}/blobs/uploads/?digest=${digest}`;
  const pushed = await ask(server, "POST", path, { body, headers });
  if (pushed.status !== 201) throw new Error(`${pushed.status} ${pushed.text}`);
  return digest;
}

const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** Pushes an image without layers under a tag. */
export async function pushImage(
  server: Addressed,
  repository: string,
  tag: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const config = "{}";
  const digest = await pushBlob(server, repository, config, headers);
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: config.length },
    layers: [],
    annotations: { tag },
  });
  const path = `/v2/${repository}/manifests/${tag}`;
  const pushed = await ask(server, "PUT", path, { body, headers: { ...headers, "content-type": manifestType } });
  if (pushed.status !== 201) throw new Error(`${pushed.status} ${pushed.text}`);
  return sha256(body);
}
