import type { Host } from "./cli/host.ts";
import type { Simulator } from "./create-simulator.ts";
import { resolveName } from "./identity/dns.ts";
import { regionFor, resolveHost } from "./registry/endpoints.ts";
import { requestCostMs, requestCostTable } from "./registry/request-cost.ts";
import type { BlobStore } from "./world/blob-store.ts";
import type { Origin } from "./world/cloud.ts";
import type { Hash } from "./world/hash.ts";

const bodyBytes = (headers: Headers): number => Number(headers.get("content-length") ?? 0);

export interface HostParts {
  hash: Hash;
  blobs: BlobStore;
  /** Lets real time pass for virtual time that a command took, so that somebody can watch and stop it. */
  pace?: (milliseconds: number) => Promise<void>;
}

/** The services of the learner's machine, backed by a simulator and the parts that it was started with. */
export function hostOf(simulator: Simulator, { hash, blobs, pace }: HostParts): Host {
  return {
    get world() {
      return simulator.world;
    },
    get now() {
      return simulator.now;
    },
    hash,
    blobs,
    send: (request, origin) => simulator.send(request, origin),
    transact: (change) => simulator.transact(change),
    async advance(milliseconds) {
      await simulator.advance(milliseconds);
      await pace?.(milliseconds);
    },
    rules: () => simulator.rules(),
    lookUp(name, origin) {
      const found = resolveName(simulator.world, simulator.rules(), name, origin);
      if (found.kind === "notFound") return { because: found.because };
      const { address, canonicalName } = found;
      return { address, ...(canonicalName !== undefined && { canonicalName }) };
    },
    cost: (request, response, origin) => requestTime(simulator, request, response, origin),
  };
}

/** Virtual milliseconds that a request takes from its origin and back, as the simulator's table of costs says. */
export function requestTime(simulator: Simulator, request: Request, response: Response, origin: Origin): number {
  const anywhere = requestCostTable.serviceMs + requestCostTable.unknownDistanceMs;
  const rules = simulator.rules();
  const found = resolveHost(simulator.world, rules, new URL(request.url).hostname);
  const registry = found && simulator.world.get("registry", found.registry);
  if (!found || !registry) return anywhere;
  const region = found.region ?? regionFor(simulator.world, rules, found.registry, origin);
  const down = request.method === "GET" || request.method === "HEAD";
  const said = simulator.traceOf(response).bytes ?? bodyBytes((down ? response : request).headers);
  const bytes = request.method === "HEAD" ? 0 : said;
  return requestCostMs(rules, registry, {
    region: region ?? registry.location,
    from: origin.region,
    direction: down ? "download" : "upload",
    bytes,
  });
}
