import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { laptop } from "../../support/simulator.ts";

export interface ArmReply {
  status: number;
  /** Code and message of a refusal. */
  code?: string;
  message?: string;
  /** What the body holds is what each test is about. */
  body: ReturnType<typeof JSON.parse>;
  headers: Headers;
}

interface Options {
  body?: unknown;
  version?: string;
  origin?: Origin;
}

const newest = "2025-11-01";
export const provider = "Microsoft.ContainerRegistry";

/** Talks to the management plane of a simulator as a client does: requests and JSON. */
export function armOf(simulator: Simulator) {
  const subscription = `/subscriptions/${simulator.world.get("settings")?.subscription.id ?? ""}`;
  const group = (name: string) => `${subscription}/resourceGroups/${name}`;
  const registry = (name: string, inGroup = "shop") => `${group(inGroup)}/providers/${provider}/registries/${name}`;

  async function send(method: string, path: string, { body, version = newest, origin = laptop }: Options = {}) {
    const joined = version === "" ? path : `${path}${path.includes("?") ? "&" : "?"}api-version=${version}`;
    const request = new Request(`https://management.azure.com${joined}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const response = await simulator.send(request, origin);
    const text = await response.text();
    const parsed = text === "" ? {} : JSON.parse(text);
    const reply: ArmReply = { status: response.status, body: parsed, headers: response.headers };
    if (parsed.error) {
      reply.code = parsed.error.code;
      reply.message = parsed.error.message;
    }
    return reply;
  }

  /** Creates or changes and waits until the operation is done. */
  async function put(path: string, body: unknown, options: Options = {}) {
    const reply = await send("PUT", path, { ...options, body });
    if (reply.status < 400) await simulator.runUntilIdle(5 * 60_000);
    return reply;
  }

  return { subscription, group, registry, send, put };
}
