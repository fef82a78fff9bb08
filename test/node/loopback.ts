import { request, type IncomingMessage } from "node:http";
import { simContent } from "../support/sim-content.ts";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { serve, type RunningServer } from "../../src/node/serve.ts";
import type { Send } from "../support/push-image.ts";
import { valueOf } from "../support/value-of.ts";

/** A server on a free port, with the words of a command line. */
export const aServer = async (...words: string[]): Promise<RunningServer> =>
  valueOf(await serve(simContent.facts, valueOf(readServeOptions(["--port", "0", "--registry", "harbour", ...words]))));

/** A server that can be reached at an address, in this process or in another. */
export type Addressed = Pick<RunningServer, "url">;

export interface RequestOptions {
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Answered {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Sends a request whose path goes over the wire exactly as it is written here; `fetch` would tidy it. */
export const ask = (server: Addressed, method: string, path: string, options: RequestOptions = {}): Promise<Answered> =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, method, path, headers: options.headers ?? {} }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("error", failed);
      answer.on("end", () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(pieces).toString() }),
      );
    });
    sent.on("error", failed);
    sent.end(options.body);
  });

/** Sends to a server, with these headers on every request. */
export const sendTo =
  (server: Addressed, everywhere: Record<string, string> = {}): Send =>
  async (method, path, { body, headers } = {}) => {
    const options = { headers: { ...everywhere, ...headers }, ...(body !== undefined && { body }) };
    const { status, text, headers: found } = await ask(server, method, path, options);
    const entries = Object.entries(found).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(status === 204 || text === "" ? null : text, { status, headers: entries });
  };
