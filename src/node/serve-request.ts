import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Simulator } from "../simulator/simulator.ts";
import type { ServeOptions } from "./serve-options.ts";
import type { StateJournal } from "./state-journal.ts";
import { NetworkError } from "../simulator/world/network-error.ts";
import type { Refusal } from "../simulator/world/result.ts";
import { bodyLimit, managementHost, readTarget, type Target } from "./request-target.ts";

/** Methods that a Request cannot have (Fetch standard, forbidden methods). */
const forbidden = new Set(["CONNECT", "TRACE", "TRACK"]);

/** What requests are served with. */
export interface Serving {
  simulator: Simulator;
  options: ServeOptions;
  /** Where changes are kept; left out when they are kept nowhere. */
  journal: StateJournal | undefined;
}

/**
 * Hands a request of a real client to the plane it belongs to, with its body as a stream, and streams the answer back once
 * the changes that it tells of are in the journal.
 */
export async function serveRequest(
  { simulator, options, journal }: Serving,
  message: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const method = message.method ?? "GET";
  const target = readTarget(message.url ?? "/", message.headers.host, options);
  const unsupported = { code: "UNSUPPORTED", status: 405, message: "The operation is unsupported." };
  if (!target.ok || forbidden.has(method)) {
    message.resume();
    return refuse(target.ok ? unsupported : target.refusal, message, reply);
  }
  const { host, path } = target.value;
  const body = readBody(message, bodyLimit(target.value));
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers: headersOf(simulator, options, message, target.value),
    duplex: "half",
    ...(method !== "GET" && method !== "HEAD" && { body: body.stream }),
  };
  const address = message.socket.remoteAddress?.replace("::ffff:", "") ?? "127.0.0.1";
  try {
    const request = new Request(`https://${host}${path}`, init);
    const response = await simulator.send(request, { address, anyDirectoryToken: true });
    if (body.tooLarge()) return refuse(contentTooLarge, message, reply, host);
    await journal?.committed();
    await answer(response, method, reply);
  } catch (error) {
    // A plane rejects, as fetch does, when a body breaks off or a host doesn't exist.
    const isNetworkError = error instanceof NetworkError;
    if (reply.headersSent || !(body.tooLarge() || isNetworkError)) throw error;
    const noHost = { code: "NotFound", status: 502, message: `No host of the pretend cloud is called ${host}.` };
    refuse(body.tooLarge() ? contentTooLarge : noHost, message, reply, host);
  } finally {
    await body.leave();
  }
}

const contentTooLarge: Refusal = {
  code: "RequestContentTooLarge",
  status: 413,
  message: "The body of the request is larger than is taken here.",
};

function headersOf(simulator: Simulator, options: ServeOptions, message: IncomingMessage, target: Target): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const headerValue of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, headerValue);
  }
  headers.set("x-forwarded-host", target.authority);
  headers.set("x-forwarded-proto", headers.get("x-forwarded-proto")?.toLowerCase() === "https" ? "https" : "http");
  // Whoever needs no credentials here has those of the default registry's admin account.
  if (options.anonymous && target.host === `${options.registry}.azurecr.io` && !headers.has("authorization")) {
    const registry = simulator.world.get("registry", options.registry);
    const credentials = `${registry?.adminUsername ?? options.registry}:${registry?.adminPasswords[0]?.value ?? ""}`;
    headers.set("authorization", `Basic ${Buffer.from(credentials).toString("base64")}`);
  }
  return headers;
}

/** The body piece by piece, never read ahead of the plane that takes it. */
function readBody(message: IncomingMessage, limit: number) {
  const pieces = message.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let size = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        size += done ? 0 : value.length;
        if (size > limit) controller.error(new Error("the body is too large"));
        else if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    tooLarge: () => size > limit,
    /** What the plane did not want still has to be read, or the client never gets to the answer. */
    async leave(): Promise<void> {
      await pieces.return?.().catch(() => undefined);
      if (!message.readableEnded) message.resume();
    },
  };
}

/** Sends what a plane answered; small answers of unknown length whole, large ones piece by piece. */
async function answer(response: Response, method: string, reply: ServerResponse): Promise<void> {
  const headers = [...response.headers].flat();
  if (response.body === null || method === "HEAD") {
    await response.body?.cancel();
    reply.writeHead(response.status, headers).end();
  } else if (!response.headers.has("content-length")) {
    const whole = new Uint8Array(await response.arrayBuffer());
    reply.writeHead(response.status, [...headers, "content-length", String(whole.length)]).end(whole);
  } else {
    reply.writeHead(response.status, headers);
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    // A client that goes away in the middle of an answer is its own affair.
    await pipeline(body, reply).catch(() => reply.destroy());
  }
}

/** Refuses what never came to a plane, in the words of the one it would have come to. */
function refuse(
  { code, status, message }: Refusal,
  request: IncomingMessage,
  reply: ServerResponse,
  host?: string,
): void {
  const error = { code, message };
  const body = JSON.stringify(host === managementHost ? { error } : { errors: [{ ...error, detail: null }] });
  const headers = { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) };
  reply.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
}
