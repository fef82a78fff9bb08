import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { NewRegistry } from "../../../src/simulator/registry/new-registry.ts";
import type { DigestAlgorithm } from "../../../src/simulator/world/hash.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { basic, pushBlob } from "../../support/push-image.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

export interface SendOptions {
  body?: Uint8Array<ArrayBuffer> | string | ReadableStream;
  headers?: Record<string, string>;
  host?: string;
  origin?: Origin;
  /** Leave out the credentials. */
  anonymous?: boolean;
}

/** A client of one registry with admin credentials. */
export interface RegistryClient {
  simulator: Simulator;
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  pushBlob(repository: string, content: Uint8Array | string, algorithm?: DigestAlgorithm): Promise<string>;
  /** Puts a manifest of any text and returns the response, rejected or not. */
  pushManifest(
    repository: string,
    reference: string,
    body: string,
    mediaType: string,
  ): Promise<{ response: Response; digest: string }>;
}

/** A registry with the admin account on, and its client. */
export function aClient(
  options: { profile?: "chapter" | "azure"; registry?: Partial<NewRegistry>; changes?: Partial<Registry> } = {},
  simulator = aSimulator(options.profile ? { profile: options.profile } : {}),
): RegistryClient {
  const registry = aRegistry(simulator, options.registry, { adminUserEnabled: true, ...options.changes });
  const authorization = basic(registry.name, registry.adminPasswords[0]?.value ?? "");
  const send: RegistryClient["send"] = (
    method,
    path,
    { body, headers = {}, host, origin = laptop, anonymous } = {},
  ) => {
    const url = path.startsWith("https:") ? path : `https://${host ?? registry.loginServer}${path}`;
    const init: RequestInit & { duplex?: "half" } = {
      method,
      headers: { ...(!anonymous && { Authorization: authorization }), ...headers },
      ...(body !== undefined && { body }),
      ...(body instanceof ReadableStream && { duplex: "half" }),
    };
    return simulator.send(new Request(url, init), origin);
  };
  return {
    simulator,
    send,
    pushBlob: (repository, content, algorithm) => pushBlob(send, repository, content, algorithm && { algorithm }),
    async pushManifest(repository, reference, body, mediaType) {
      const response = await send("PUT", `/v2/${repository}/manifests/${reference}`, {
        body,
        headers: { "Content-Type": mediaType },
      });
      return { response, digest: response.headers.get("docker-content-digest") ?? "" };
    },
  };
}

/** Status and code of an answer, e.g. "404 MANIFEST_UNKNOWN". */
export async function outcome(response: Response): Promise<string> {
  const text = await response.text();
  if (response.status < 400 || text === "") return String(response.status);
  const { errors } = JSON.parse(text) as { errors: { code: string; message: string; detail: unknown }[] };
  return `${response.status} ${errors[0]?.code ?? "no code"}`;
}
