import type { Cloud } from "../registry/cloud.ts";
import { requestCostMs } from "../registry/request-cost.ts";
import type { SkuName } from "../../content/fact.ts";
import { now } from "../world/clock.ts";
import type { Moment } from "../world/row-schemas.ts";
import type { Origin } from "../world/cloud.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import { Lane, type Slot } from "./lane.ts";

/** Kinds of requests that are counted apart. */
export type RequestKind = "read" | "write" | "delete" | "listReferrers" | "oauth";

/** The fact that limits each kind per minute. */
const rateFacts: Record<RequestKind, string> = {
  read: "readOpsPerMinute",
  write: "writeOpsPerMinute",
  delete: "deleteOpsPerMinute",
  listReferrers: "listReferrersPerMinute",
  oauth: "oauthPerMinute",
};

/** What a request counts as; listing referrers is a read as well. */
export function requestKinds(method: string, path: string): RequestKind[] {
  if (path.startsWith("/oauth2/")) return ["oauth"];
  if (method === "DELETE") return ["delete"];
  if (method === "PUT" || method === "PATCH" || method === "POST") return ["write"];
  return /^\/v2\/.+\/referrers\/[^/]+$/.test(path) ? ["read", "listReferrers"] : ["read"];
}

export interface Arrival {
  /** Name of the registry in lower case. */
  registry: string;
  /** Replica that the request reached; each has limits of its own. */
  region: string;
  kinds: readonly RequestKind[];
  origin: Origin;
  /** The identity that is limited, where the service limits identities. */
  who?: string;
}

/** A request that was let in; it holds its place until `finish`. */
export interface Admission {
  finish(transfer?: { bytes: number; direction: "download" | "upload" }): void;
}

export interface Throttle {
  /** Switch for benchmarks and loopback; the limits of the facts hold while it is on. */
  limits: boolean;
  /** Lets a request in or refuses it with 429 and the seconds to wait. */
  admitRequest(arrival: Arrival): Result<Admission>;
}

const minute = 60_000;

/** Seconds to wait, at least one, for something that is due in so many milliseconds. */
const seconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000));

const tooMany = (rules: { value<T>(id: string): T | undefined }, wait: number, why: string, fact: string): Refusal => {
  const { status, header } = rules.value<{ status: number; header: string }>("throttling") ?? {
    status: 429,
    header: "Retry-After",
  };
  return {
    code: "TOOMANYREQUESTS",
    status,
    message: `too many requests, please retry after ${wait} seconds`,
    headers: { [header]: String(wait) },
    fact,
    why,
    next: `Wait ${wait} seconds, or use a SKU with higher limits.`,
  };
};

const free: Admission = { finish: () => undefined };

/**
 * The limits of a registry's data plane, per replica and in virtual time: how many operations run at once, and token
 * buckets of requests per minute. Running requests are not part of the world, so they are kept here.
 */
export function createThrottle(cloud: Cloud, { limits = true }: { limits?: boolean } = {}): Throttle {
  const lanes = new Map<string, Lane>();
  const laneOf = (key: string): Lane => {
    const lane = lanes.get(key) ?? new Lane();
    lanes.set(key, lane);
    return lane;
  };

  /** Takes a token from each bucket of a request, or rejects the request when one of them is empty. */
  const takeTokens = (lane: Lane, arrival: Arrival, sku: SkuName, at: Moment): Result<true> => {
    const rules = cloud.rules();
    const buckets = arrival.kinds.flatMap((kind) => {
      const fact = rateFacts[kind];
      const perMinute = rules.limit(fact, sku);
      const perIdentity = rules.details<{ perIdentity?: Record<string, number> }>(fact)?.perIdentity?.[sku];
      return [
        ...(perMinute === undefined ? [] : [{ key: kind as string, perMinute, fact }]),
        ...(perIdentity === undefined || arrival.who === undefined
          ? []
          : [{ key: `${kind}/${arrival.who}`, perMinute: perIdentity, fact }]),
      ];
    });
    for (const { key, perMinute, fact } of buckets) {
      const wait = lane.waitForToken(key, perMinute, at);
      if (wait > 0) {
        const why = `More than ${perMinute} requests of this kind reached ${arrival.region} within a minute.`;
        return fail(tooMany(rules, seconds(wait), why, fact));
      }
    }
    for (const { key } of buckets) lane.takeToken(key);
    return ok(true);
  };

  return {
    limits,
    admitRequest(arrival) {
      const world = cloud.world();
      const registry = world.get("registry", arrival.registry);
      if (!this.limits || !registry) return ok(free);
      const rules = cloud.rules();
      if (world.has("fault", "throttled", arrival.registry)) {
        return fail(tooMany(rules, minute / 1000, "The registry is being throttled.", "throttling"));
      }
      const lane = laneOf(`${arrival.registry}/${arrival.region}`);
      const { address, subnetId = "", principalId = "", trustedService = "" } = arrival.origin;
      const client = [address, subnetId, principalId, trustedService].join("|");
      const at = lane.arrivalOf(client, now(world));
      const atOnce = rules.limit("concurrentOperations", registry.sku);
      const count = lane.runningAt(client, at);
      if (atOnce !== undefined && count >= atOnce) {
        lane.refuse(client, at, now(world));
        const why = `${registry.sku} runs ${atOnce} operations at once, and ${count} are running in ${arrival.region}.`;
        return fail(tooMany(rules, seconds(lane.soonestEnd(client, at) - at), why, "concurrentOperations"));
      }
      const taken = takeTokens(lane, arrival, registry.sku, at);
      if (!taken.ok) {
        lane.refuse(client, at, now(world));
        return taken;
      }
      const slot: Slot = lane.open(client, at);
      return ok({
        finish: ({ bytes, direction } = { bytes: 0, direction: "download" }) => {
          const { region, origin } = arrival;
          lane.close(slot, at + requestCostMs(rules, registry, { region, from: origin.region, direction, bytes }));
        },
      });
    },
  };
}
