import type { Block } from "./block.ts";
import type { WireEntry } from "./protocol.ts";

interface HarPair {
  name: string;
  value: string;
}

const pairs = (list: readonly [string, string][]): HarPair[] => list.map(([name, value]) => ({ name, value }));

const typeOf = (headers: readonly [string, string][]): string =>
  headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";

const moment = (at: number): string => new Date(at).toISOString();

function harEntry(entry: WireEntry): unknown {
  const { requestHeaders, responseHeaders, requestBody, responseBody, bodyNote, why } = entry;
  const comment = [why, bodyNote].filter((text) => text !== undefined).join(" ");
  return {
    pageref: entry.block,
    startedDateTime: moment(entry.at),
    time: entry.took,
    request: {
      method: entry.method,
      url: entry.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(requestHeaders),
      queryString: pairs([...new URL(entry.url).searchParams]),
      ...(requestBody !== undefined && { postData: { mimeType: typeOf(requestHeaders), text: requestBody } }),
      headersSize: -1,
      bodySize: entry.requestBytes,
    },
    response: {
      status: entry.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(responseHeaders),
      content: {
        size: entry.responseBytes,
        mimeType: typeOf(responseHeaders) || "application/octet-stream",
        ...(responseBody !== undefined && { text: responseBody }),
      },
      redirectURL: responseHeaders.find(([name]) => name.toLowerCase() === "location")?.[1] ?? "",
      headersSize: -1,
      bodySize: entry.responseBytes,
    },
    cache: {},
    timings: { send: 0, wait: entry.took, receive: 0 },
    ...(comment !== "" && { comment }),
  };
}

/**
 * Requests as an HTTP archive (HAR 1.2), which browsers' tools open. Each command is a page; times are virtual, in
 * milliseconds; secrets were hidden when the requests were recorded.
 */
export function harOf(entries: readonly WireEntry[], blocks: readonly Block[]): string {
  const used = new Set(entries.map(({ block }) => block));
  const pages = blocks
    .filter(({ id }) => used.has(id))
    .map(({ id, line, startedAt, endedAt }) => ({
      startedDateTime: moment(startedAt),
      id,
      title: line,
      pageTimings: { onLoad: (endedAt ?? startedAt) - startedAt },
    }));
  const log = { version: "1.2", creator: { name: "Drydock", version: "1" }, pages, entries: entries.map(harEntry) };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

/** Requests as text: the command, then each request and its answer with headers and text bodies. */
export function textOf(entries: readonly WireEntry[], blocks: readonly Block[]): string {
  const lines: string[] = [];
  let block: string | undefined;
  for (const entry of entries) {
    if (entry.block !== block) {
      block = entry.block;
      lines.push(`$ ${blocks.find(({ id }) => id === block)?.line ?? ""}`, "");
    }
    if (entry.why !== undefined) lines.push(`* ${entry.why}`);
    lines.push(`> ${entry.method} ${entry.url}`);
    for (const [name, value] of entry.requestHeaders) lines.push(`> ${name}: ${value}`);
    if (entry.requestBody !== undefined) lines.push("", entry.requestBody);
    lines.push(`< ${entry.status}`);
    for (const [name, value] of entry.responseHeaders) lines.push(`< ${name}: ${value}`);
    if (entry.responseBody !== undefined) lines.push("", entry.responseBody);
    if (entry.bodyNote !== undefined) lines.push(`* ${entry.bodyNote}`);
    lines.push("");
  }
  return lines.join("\n");
}
