import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Simulator } from "../simulator/create-simulator.ts";
import type { ServeOptions } from "./serve-options.ts";

const management = "management.azure.com";
/** Hosts that a request may name as they are; any other is the loopback address itself. */
const simulatedHost =
  /(^|\.)(azurecr\.io|azure\.com|windows\.net|docker\.io|mcr\.microsoft\.com|microsoftonline\.com|azmk8s\.io)$/;

/** The host in the pretend cloud that a request belongs to. */
function hostOf(asked: string, path: string, registry: string): string {
  const name = asked.replace(/:\d+$/, "").toLowerCase();
  if (simulatedHost.test(name)) return name;
  return /^\/(subscriptions|providers|tenants)(\/|\?|$)/.test(path) ? management : `${registry}.azurecr.io`;
}

function headersOf(message: IncomingMessage, asked: string): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  if (!headers.has("x-forwarded-host")) headers.set("x-forwarded-host", asked);
  if (!headers.has("x-forwarded-proto")) headers.set("x-forwarded-proto", "http");
  return headers;
}

/** Hands a request of a real client to the plane it belongs to, with its body as a stream, and streams the answer back. */
export async function serveRequest(
  simulator: Simulator,
  options: ServeOptions,
  message: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const asked = message.headers.host ?? "127.0.0.1";
  const path = message.url ?? "/";
  const host = hostOf(asked, path, options.registry);
  const headers = headersOf(message, asked);
  if (options.anonymous && host.endsWith(".azurecr.io") && !headers.has("authorization")) {
    const registry = simulator.world.get("registry", options.registry);
    const name = registry?.adminUsername ?? options.registry;
    headers.set("authorization", `Basic ${btoa(`${name}:${registry?.adminPasswords[0]?.value ?? ""}`)}`);
  }
  const hasBody = message.method !== "GET" && message.method !== "HEAD";
  const init: RequestInit & { duplex: "half" } = {
    method: message.method ?? "GET",
    headers,
    duplex: "half",
    ...(hasBody && { body: Readable.toWeb(message) as ReadableStream<Uint8Array> }),
  };
  const address = message.socket.remoteAddress?.replace("::ffff:", "") ?? "127.0.0.1";
  const response = await simulator.send(new Request(`https://${host}${path}`, init), {
    address,
    anyDirectoryToken: true,
  });
  reply.writeHead(response.status, [...response.headers].flat());
  if (response.body === null || message.method === "HEAD") reply.end();
  else await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), reply);
  // A body that the plane did not want still has to be read, or the client waits to send it.
  if (!message.readableEnded) message.resume();
}
