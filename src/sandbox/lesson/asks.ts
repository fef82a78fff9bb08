import type { WireEntry } from "../protocol.ts";
import { has, readText, sharedBy, varying, type Shared } from "./common.ts";

/** A request by which a step that changes nothing is known: the one that got its answer. */
export interface Ask {
  method: string;
  host: string;
  /** Path by its parts; null where it varies from world to world. */
  path: (string | null)[];
  body?: Shared;
}

/** Hosts and paths that give out tokens; every command may ask there first. */
const signIn = /\/oauth2\/|\/token(?:$|\?)|^https:\/\/login\./;

const parts = (url: string) => {
  const { host, pathname } = new URL(url);
  return { host, path: pathname.split("/") };
};

/** The request that got a command's answer. */
const answered = (wire: readonly WireEntry[]): WireEntry | undefined =>
  wire.findLast(({ url, status }) => status < 400 && !signIn.test(url));

const bodyOf = ({ requestBody }: WireEntry): unknown => (requestBody === undefined ? undefined : readText(requestBody));

/** The request that got the answer of the same command in two worlds; undefined for commands that ask nobody. */
export function askOf(one: readonly WireEntry[], other: readonly WireEntry[]): Ask | undefined {
  const entry = answered(one);
  const twin = answered(other);
  if (!entry || !twin) return undefined;
  const { host, path } = parts(entry.url);
  const { path: twinPath } = parts(twin.url);
  const body = sharedBy(bodyOf(entry), bodyOf(twin));
  return {
    method: entry.method,
    host,
    path: path.map((part, at) => (twinPath[at] === part ? part : null)),
    ...(body !== varying && body !== undefined && { body }),
  };
}

/** Whether one of the requests of a command is the one asked for, and was answered. */
export const isAmong = (ask: Ask, wire: readonly WireEntry[]): boolean =>
  wire.some((entry) => {
    if (entry.method !== ask.method || entry.status >= 400) return false;
    const { host, path } = parts(entry.url);
    return (
      host === ask.host &&
      path.length === ask.path.length &&
      ask.path.every((part, at) => part === null || part.toLowerCase() === path[at]?.toLowerCase()) &&
      (ask.body === undefined || has(bodyOf(entry), ask.body))
    );
  });
