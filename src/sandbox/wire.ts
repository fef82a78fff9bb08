import type { Exchange } from "../simulator/simulator.ts";
import type { WireEntry } from "./protocol.ts";

/** Characters of a body that are kept; the rest is said to be left out. */
const bodyLimit = 20_000;

const hidden = "(hidden)";

/** Headers as they are shown: secrets are cut, because a transcript is shared and exported. */
function shownHeaders(headers: Headers): [string, string][] {
  return [...headers].map(([name, value]) => {
    if (name !== "authorization") return [name, value];
    const [scheme = ""] = value.split(" ");
    return [name, `${scheme} ${hidden}`];
  });
}

/** Values of fields that hold secrets, in forms and in JSON. */
const withoutSecrets = (text: string): string =>
  text
    .replace(/\b(refresh_token|access_token|password|client_secret)=[^&\s]+/g, `$1=${hidden}`)
    .replace(/"(refresh_token|access_token|token|password|secretText)":\s*"[^"]*"/g, `"$1":"${hidden}"`);

const lengthOf = (headers: Headers, text: string | undefined): number =>
  Number(headers.get("content-length") ?? (text === undefined ? 0 : new TextEncoder().encode(text).length));

const isDownload = (method: string): boolean => method === "GET" || method === "HEAD";

function bodyOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  return withoutSecrets(text).slice(0, bodyLimit);
}

/** An exchange, and the virtual milliseconds that it took. */
export interface TimedExchange extends Exchange {
  took: number;
}

/** An exchange as plain data. Waits for the bodies, so it is made after the command has continued. */
export async function wireEntry(exchange: TimedExchange, id: string, block: string): Promise<WireEntry> {
  const { request, response, at, took, trace } = exchange;
  const [requestPart, answered] = await Promise.all([
    exchange.requestText?.catch(() => undefined),
    exchange.responseText?.catch(() => undefined),
  ]);
  const requestBody = bodyOf(requestPart);
  const responseBody = bodyOf(answered);
  const long = [requestPart, answered].some((text) => (text?.length ?? 0) > bodyLimit);
  const binary =
    (exchange.requestText === undefined && request.body !== null) ||
    (exchange.responseText === undefined && response.body !== null);
  const bodyNote = long
    ? `Only the first ${bodyLimit} characters of a body are kept.`
    : binary
      ? "Binary content isn't shown."
      : undefined;
  return {
    id,
    block,
    at,
    took,
    method: request.method,
    url: request.url,
    status: response.status,
    requestBytes: isDownload(request.method) ? 0 : (trace.bytes ?? lengthOf(request.headers, requestPart)),
    responseBytes: request.method === "HEAD" ? 0 : lengthOf(response.headers, answered),
    ...(trace.region !== undefined && { region: trace.region }),
    ...(trace.who !== undefined && { who: trace.who }),
    ...((trace.why ?? trace.refusal?.why) !== undefined && { why: trace.why ?? trace.refusal?.why ?? "" }),
    facts: [
      ...new Set([
        ...(trace.facts ?? []).map(({ fact }) => fact),
        ...(trace.refusal?.fact ? [trace.refusal.fact] : []),
      ]),
    ],
    requestHeaders: shownHeaders(request.headers),
    responseHeaders: shownHeaders(response.headers),
    ...(requestBody !== undefined && { requestBody }),
    ...(responseBody !== undefined && { responseBody }),
    ...(bodyNote !== undefined && { bodyNote }),
  };
}
