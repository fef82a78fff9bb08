import type { WireEntry } from "../protocol.ts";
import { has, readText, sharedBy, varying, type Shared } from "./common.ts";

/** The request that identifies a step which changes nothing: the one that returned its result. */
export interface Ask {
  method: string;
  host: string;
  /** Segments of the path; null where they differ from world to world. */
  path: (string | null)[];
  body?: Shared;
}

/** Hosts and paths that issue tokens; any command may send requests there first. */
const signIn = /\/oauth2\/|\/token(?:$|\?)|^https:\/\/login\./;

const pathAndQuery = (url: string) => {
  const { host, pathname } = new URL(url);
  return { host, path: pathname.split("/") };
};

/** Returns the request that returned a command's result. */
const answered = (wire: readonly WireEntry[]): WireEntry | undefined =>
  wire.findLast(({ url, status }) => status < 400 && !signIn.test(url));

const bodyOf = ({ requestBody }: WireEntry): unknown => (requestBody === undefined ? undefined : readText(requestBody));

/** Returns what the deciding requests of a command share in two worlds; undefined for commands that send none. */
export function askOf(first: readonly WireEntry[], other: readonly WireEntry[]): Ask | undefined {
  const entry = answered(first);
  const twin = answered(other);
  if (!entry || !twin) return undefined;
  const { host, path } = pathAndQuery(entry.url);
  const { path: twinPath } = pathAndQuery(twin.url);
  const body = sharedBy(bodyOf(entry), bodyOf(twin));
  return {
    method: entry.method,
    host,
    path: path.map((part, at) => (twinPath[at] === part ? part : null)),
    ...(body !== varying && body !== undefined && { body }),
  };
}

/** Returns whether a command sent the request and it succeeded. */
export const isAmong = (ask: Ask, wire: readonly WireEntry[]): boolean =>
  wire.some((entry) => {
    if (entry.method !== ask.method || entry.status >= 400) return false;
    const { host, path } = pathAndQuery(entry.url);
    return (
      host === ask.host &&
      path.length === ask.path.length &&
      ask.path.every((part, at) => part === null || part.toLowerCase() === path[at]?.toLowerCase()) &&
      (ask.body === undefined || has(bodyOf(entry), ask.body))
    );
  });
