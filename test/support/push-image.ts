import type { Simulator } from "../../src/simulator/simulator.ts";
import type { Cloud } from "../../src/simulator/registry/cloud.ts";
import { putBlob } from "../../src/simulator/registry/content-blobs.ts";
import { putManifest as storeManifest } from "../../src/simulator/registry/put-manifest.ts";
import type { Origin } from "../../src/simulator/world/cloud.ts";
import type { DigestAlgorithm } from "../../src/simulator/world/hash.ts";
import type { Result } from "../../src/simulator/world/result.ts";
import type { Draft } from "../../src/simulator/world/world.ts";
import { anImage, bytesOf, digest, type Image } from "./images.ts";
import { laptop } from "./simulator.ts";
import type { ContentSite } from "../../src/simulator/world/registry-events.ts";

/** Sends a request to a registry's data plane with somebody's credentials; the path may be a whole address. */
export type Send = (
  method: string,
  path: string,
  options?: { body?: Uint8Array<ArrayBuffer> | string; headers?: Record<string, string> },
) => Promise<Response>;

export const basic = (username: string, password: string): string => `Basic ${btoa(`${username}:${password}`)}`;

/** The admin account's password, whether or not the account is on. */
export const adminPassword = (simulator: Simulator, registry = "contoso"): string =>
  simulator.world.get("registry", registry)?.adminPasswords[0]?.value ?? "";

/** Sends as the admin account of a registry. */
export const asAdmin =
  (simulator: Simulator, registry = "contoso", origin: Origin = laptop): Send =>
  (method, path, { body, headers } = {}) => {
    const { loginServer = "" } = simulator.world.get("registry", registry) ?? {};
    const authorization = basic(registry, adminPassword(simulator, registry));
    const init = { method, headers: { authorization, ...headers }, ...(body !== undefined && { body }) };
    return simulator.send(new Request(new URL(path, `https://${loginServer}`), init), origin);
  };

export interface UploadOptions {
  /**
   * How blobs are uploaded (OCI distribution-spec, "Pushing blobs"): with one POST, with a POST and a PUT, or as docker does,
   * which asks for the blob first and sends it with a PATCH.
   */
  upload?: "post" | "put" | "patch";
}

async function expectStatus(status: number, response: Response): Promise<Response> {
  if (response.status !== status) throw new Error(`push failed: ${response.status} ${await response.text()}`);
  return response;
}

async function sendBlob(send: Send, repository: string, name: string, body: Uint8Array<ArrayBuffer>, upload = "put") {
  const uploads = `/v2/${repository}/blobs/uploads/`;
  const headers = { "content-type": "application/octet-stream" };
  if (upload === "post") {
    await expectStatus(201, await send("POST", `${uploads}?digest=${name}`, { body, headers }));
    return;
  }
  if (upload === "patch" && (await send("HEAD", `/v2/${repository}/blobs/${name}`)).status === 200) return;
  const opened = await expectStatus(202, await send("POST", uploads));
  const session = opened.headers.get("location") ?? "";
  if (upload === "put") {
    await expectStatus(201, await send("PUT", `${session}?digest=${name}`, { body, headers }));
    return;
  }
  const sent = await expectStatus(202, await send("PATCH", session, { body, headers }));
  await expectStatus(201, await send("PUT", `${sent.headers.get("location")}?digest=${name}`));
}

/** Pushes one blob and returns its digest; throws when the registry rejects it. */
export async function pushBlob(
  send: Send,
  repository: string,
  content: Uint8Array | string,
  { algorithm = "sha256", upload }: UploadOptions & { algorithm?: DigestAlgorithm } = {},
): Promise<string> {
  const name = digest(content, algorithm);
  await sendBlob(send, repository, name, bytesOf(content), upload);
  return name;
}

/** Pushes the blobs of an image and of everything that it lists. */
export async function pushBlobs(send: Send, repository: string, image: Image, options: UploadOptions = {}) {
  for (const { digest: name, bytes } of [...image.layers, ...(image.config ? [image.config] : [])]) {
    if (bytes) await sendBlob(send, repository, name, bytesOf(bytes), options.upload);
  }
}

/** Splits NAME:TAG, or a NAME alone, for which the image's digest is the reference. */
function readName(name: string, image: Image): { repository: string; tag: string | undefined; reference: string } {
  const [repository = "", tag] = name.split(":");
  return { repository, tag, reference: tag ?? image.digest };
}

/** Puts a manifest as NAME:TAG, or under its digest as NAME, and returns the response, rejected or not. */
export function putManifest(send: Send, name: string, image: Image): Promise<Response> {
  const { repository, reference } = readName(name, image);
  const headers = { "content-type": image.mediaType };
  return send("PUT", `/v2/${repository}/manifests/${reference}`, { body: bytesOf(image.manifest), headers });
}

/**
 * Pushes an image as NAME:TAG, or under its digest as NAME: blobs, then what an index lists, then the manifest. Returns its
 * digest; throws with the registry's answer when it rejects a request.
 */
export async function pushImage(
  send: Send,
  name: string,
  image: Image = anImage(),
  options: UploadOptions = {},
): Promise<string> {
  const { repository } = readName(name, image);
  await pushBlobs(send, repository, image, options);
  for (const child of image.children ?? []) await pushImage(send, repository, child, options);
  await expectStatus(201, await putManifest(send, name, image));
  return image.digest;
}

/** What the functions that change contents need of a simulator. */
export const cloudOf = (simulator: Simulator): Cloud => ({
  world: () => simulator.world,
  transact: (change) => simulator.transact(change),
  rules: () => simulator.rules(),
  blobs: simulator.blobs,
  hash: simulator.hash,
  trace: (response) => response,
});

/** Somebody who changes contents through the endpoint of a region. */
export const siteIn = (registry: string, region: string): ContentSite => ({
  registry,
  region,
  who: "someone",
  request: { host: `${registry}.azurecr.io`, method: "PUT", userAgent: "test" },
});

/**
 * Stores an image as NAME:TAG without a request, as if a region had taken its push: only what the registry itself checks can
 * fail, not permissions, networks or rates. Layers may be sizes alone.
 */
export function storeImage(
  simulator: Simulator,
  name: string,
  image: Image = anImage(),
  { registry = "contoso", region = "westeurope" }: { registry?: string; region?: string } = {},
): string {
  const { repository, tag } = readName(name, image);
  const site = siteIn(registry, region);
  for (const child of image.children ?? []) storeImage(simulator, repository, child, { registry, region });
  const stored = simulator.transact((draft: Draft): Result<unknown> => {
    for (const { digest: blob, size, bytes } of [...image.layers, ...(image.config ? [image.config] : [])]) {
      if (bytes) simulator.blobs.put(blob, bytes);
      const put = putBlob(draft, simulator.rules(), site, repository, blob, size);
      if (!put.ok) return put;
    }
    const { digest: manifest, manifest: bytes, mediaType } = image;
    const tags = tag === undefined ? [] : [tag];
    return storeManifest(draft, cloudOf(simulator), site, {
      repository,
      digest: manifest,
      bytes,
      contentType: mediaType,
      tags,
      by: "push",
    });
  });
  if (!stored.ok) throw new Error(stored.refusal.message);
  return image.digest;
}
