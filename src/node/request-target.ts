import { isIP } from "node:net";
import { directoryHost } from "../simulator/directory/graph.ts";
import { fail, ok, type Result } from "../simulator/world/result.ts";

/** Where a request of a real client goes. */
export interface Target {
  /** Host in the pretend cloud. */
  host: string;
  /** Path and query, as they came. */
  path: string;
  /** Host and port as the client wrote them; absolute addresses in answers are made of these. */
  authority: string;
}

export const managementHost = "management.azure.com";

/** Hosts of the pretend cloud that a server open to a network tells from its own names. */
const cloudHost =
  /(^|\.)(azurecr\.io|azure\.com|windows\.net|docker\.io|microsoft\.com|microsoftonline\.com|azmk8s\.io)$/;

const loopbackName = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const wellFormedHost = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
/** Whether an address or name leads to this machine only. */
export const isLoopback = (host: string): boolean =>
  loopbackName.test(isIP(host) === 6 ? `[${host}]` : host.toLowerCase());

/** Dots of a path that lead upward, written out or hidden behind percent signs, and what an address reads as a slash. */
const pathTrick = /[\\#]|(^|\/)(\.|%2e){1,2}(\/|$)/i;

const malformed = (message: string): Result<never> => fail({ code: "BAD_REQUEST", status: 400, message });

export interface Listening {
  /** Address that the server listens on. */
  host: string;
  /** Name of the registry that the server's own address leads to. */
  registry: string;
}

/**
 * Reads request line and `Host`: a host of the pretend cloud is that host; the server's own address is the management plane
 * for its paths, and the default registry for the rest. On loopback no other name is taken for the server's own, so that a
 * web page cannot reach it under a name of its making.
 */
export function readTarget(line: string, hostHeader: string | undefined, listening: Listening): Result<Target> {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(line);
  const authority = absolute?.[1] ?? hostHeader ?? "";
  const path = absolute ? absolute[2] || "/" : line;
  if (!wellFormedHost.test(authority)) return malformed("The Host header is missing or malformed.");
  if (!path.startsWith("/")) return malformed("The request target has to be a path.");
  const name = authority.replace(/:\d+$/, "").toLowerCase();
  const own = loopbackName.test(name) || name === listening.host.toLowerCase();
  const host =
    own || (!isLoopback(listening.host) && !cloudHost.test(name)) ? hostOfPath(path, listening.registry) : name;
  if (pathTrick.test(path.split("?")[0] ?? "")) {
    return fail({
      code: host === managementHost ? "BadRequest" : "NAME_INVALID",
      status: 400,
      message: "The path holds dots or slashes in a form that no name has.",
    });
  }
  return ok({ host, path, authority });
}

const hostOfPath = (path: string, registry: string): string =>
  /^\/(subscriptions|providers|tenants)([/?]|$)/i.test(path) ? managementHost : `${registry}.azurecr.io`;

const mebibyte = 2 ** 20;

/**
 * The largest body that is read for a target, in bytes: the parts that hold it in memory get a bound here; contents of
 * registries are streamed, and the largest manifest is a rule of the facts.
 */
export function bodyLimit({ host, path }: Target): number {
  if (host === managementHost || host === directoryHost) return 4 * mebibyte;
  if (host.endsWith(".blob.core.windows.net")) return 256 * mebibyte;
  if (/^\/v2\/.+\/(blobs\/uploads|manifests)\//.test(path.split("?")[0] ?? "")) return Number.POSITIVE_INFINITY;
  return 16 * mebibyte;
}
