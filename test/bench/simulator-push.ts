import { randomFillSync } from "node:crypto";
import { nodeHash } from "../../src/node/node-hash.ts";
import { digestOf } from "../../src/simulator/world/hash.ts";

/** Sends a request to the registry under test, wherever it runs. */
export type Send = (
  method: string,
  path: string,
  body?: Uint8Array,
  headers?: Record<string, string>,
) => Promise<Response>;

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";
const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status !== status) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}

async function pushBlob(send: Send, repository: string, bytes: Uint8Array): Promise<{ digest: string; size: number }> {
  const digest = digestOf(nodeHash, bytes);
  const head = await send("HEAD", `/v2/${repository}/blobs/${digest}`);
  if (head.status !== 200) {
    const opened = await expectStatus(await send("POST", `/v2/${repository}/blobs/uploads/`), 202);
    const session = opened.headers.get("location") ?? "";
    const sent = await expectStatus(await send("PATCH", session, bytes), 202);
    await expectStatus(await send("PUT", `${sent.headers.get("location")}?digest=${digest}`), 201);
  }
  return { digest, size: bytes.length };
}

/** Layers of so many bytes each that nothing else has: random, and numbered. */
export function makeLayers(count: number, size: number): Uint8Array[] {
  return Array.from({ length: count }, () => randomFillSync(new Uint8Array(size)));
}

/** Pushes an image as docker does: each blob asked for, then sent in one chunk; then the manifest under a tag. */
export async function pushImage(send: Send, repository: string, tag: string, layers: Uint8Array[]): Promise<string> {
  const config = new TextEncoder().encode(JSON.stringify({ architecture: "amd64", os: "linux", tag, repository }));
  const parts = [];
  for (const layer of layers) parts.push({ mediaType: layerType, ...(await pushBlob(send, repository, layer)) });
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: configType, ...(await pushBlob(send, repository, config)) },
    layers: parts,
  };
  const body = new TextEncoder().encode(JSON.stringify(manifest));
  const path = `/v2/${repository}/manifests/${tag}`;
  await expectStatus(await send("PUT", path, body, { "Content-Type": manifestType }), 201);
  return digestOf(nodeHash, body);
}
