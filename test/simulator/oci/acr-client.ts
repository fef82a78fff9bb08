import type { Profile } from "../../../src/assessment/item.ts";
import { nodeHash } from "../../../src/node/node-hash.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

export const basic = (username: string, password: string): string => `Basic ${btoa(`${username}:${password}`)}`;

export type Call = (
  method: string,
  path: string,
  options?: { body?: string; as?: string; host?: string; type?: string },
) => Promise<Response>;

/** The registry contoso with its admin account on, and a way to call it, as that account unless `as` says otherwise. */
export function anAcr(
  changes: Partial<Registry> = {},
  profile: Profile = "azure",
): { simulator: Simulator; call: Call } {
  const simulator = aSimulator({ profile });
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true, ...changes });
  const admin = basic("contoso", registry.adminPasswords[0]?.value ?? "");
  const call: Call = (method, path, { body, as = admin, host = "contoso.azurecr.io", type } = {}) => {
    const headers = { authorization: as, ...(type !== undefined && { "content-type": type }) };
    const init = { method, headers, ...(body !== undefined && { body }) };
    return simulator.send(new Request(`https://${host}${path}`, init), laptop);
  };
  return { simulator, call };
}

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";

/** Pushes an image of one config; the text makes it another image. Answers its digest. */
export async function push(call: Call, repository: string, tag: string, text = tag): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ architecture: "arm64", os: "linux", text }));
  const config = { mediaType: configType, digest: digestOf(nodeHash, bytes), size: bytes.length };
  const uploaded = await call("POST", `/v2/${repository}/blobs/uploads/?digest=${config.digest}`, {
    body: new TextDecoder().decode(bytes),
  });
  if (uploaded.status !== 201) throw new Error(`the blob was refused: ${await uploaded.text()}`);
  const body = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers: [] });
  const put = await call("PUT", `/v2/${repository}/manifests/${tag}`, { body, type: manifestType });
  if (put.status !== 201) throw new Error(`the manifest was refused: ${await put.text()}`);
  return put.headers.get("docker-content-digest") ?? "";
}
