import type { Machine } from "../machine.ts";
import { RegistryError, type RegistryClient } from "./registry-client.ts";

export type Uploaded = "exists" | "mounted" | "uploaded";

/** How often a client repeats a throttled request, and how long it waits where the response doesn't say. */
const attempts = 5;
const usualWait = 5000;

/** Does something again while the registry answers 429, waiting as long as it says. */
export async function patiently<T>(machine: Machine, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RegistryError) || error.status !== 429 || attempt === attempts) throw error;
      const seconds = Number(error.headers.get("retry-after"));
      await machine.wait(seconds > 0 ? seconds * 1000 : usualWait);
    }
  }
}

/**
 * Brings a blob to a repository: asks whether it is there, then tries to mount it from where it is known to be, then sends
 * it in one piece (distribution, spec: pushing blobs). `bytes` is asked only when the blob has to be sent.
 */
export async function uploadBlob(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  digest: string,
  bytes: () => Uint8Array | Promise<Uint8Array>,
  { mountFrom }: { mountFrom?: string | undefined } = {},
): Promise<Uploaded> {
  const path = `/v2/${repository}/blobs`;
  const scopes = mountFrom === undefined ? [] : [`repository:${mountFrom}:pull`];
  if (await patiently(machine, () => client.has(`${path}/${digest}`))) return "exists";
  const query = mountFrom === undefined ? "" : `?${new URLSearchParams({ mount: digest, from: mountFrom }).toString()}`;
  const opened = await patiently(machine, () => client.expect("POST", `${path}/uploads/${query}`, { scopes }));
  if (opened.status === 201) return "mounted";
  const place = new URL(opened.headers.get("location") ?? "", client.url("/"));
  const type = { "content-type": "application/octet-stream" };
  const body = await bytes();
  const sent = await patiently(machine, () => client.expect("PATCH", place.href, { headers: type, body, scopes }));
  const end = new URL(sent.headers.get("location") ?? place.href, place);
  end.searchParams.set("digest", digest);
  await patiently(machine, () => client.expect("PUT", end.href, { headers: type, scopes }));
  return "uploaded";
}

/** Puts a manifest under a tag or its digest; gives its digest as the registry has it. */
export async function putManifest(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<string> {
  const response = await patiently(machine, () =>
    client.expect("PUT", `/v2/${repository}/manifests/${reference}`, {
      headers: { "content-type": mediaType },
      body: bytes,
    }),
  );
  return response.headers.get("docker-content-digest") ?? reference;
}
