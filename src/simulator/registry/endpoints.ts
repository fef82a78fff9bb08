import type { Region } from "../../content/fact.ts";
import type { Origin } from "../world/cloud.ts";
import type { Registry, Replication } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";

export type EndpointKind = "login" | "regional" | "data";

export interface Endpoint {
  /** Key of the registry: its name in lower case. */
  registry: string;
  /** Set for hosts that lead to one region. */
  region?: string;
  kind: EndpointKind;
}

const suffix = ".azurecr.io";

/** Checks whether a host has the form of a registry's login server. Clients, which may not import rules, test it themselves. */
export const isRegistryHost = (host: string): boolean => host.endsWith(suffix);

/** Returns what comes before the domain of a login server: the registry's name, and the region in a regional endpoint. */
export const registryLabel = (host: string): string => host.slice(0, -suffix.length);

/** Fills `<registry>` and `<region>` of a host format of the facts; the registry part is the login server's first label. */
const fill = (format: string, registry: Registry, region: string): string =>
  format.replace("<registry>", registryLabel(registry.loginServer)).replace("<region>", region);

const replications = (reader: Reader, registry: string): Replication[] =>
  [...reader.scan("replication", [registry])].map(({ row }) => row);

/** Regions that hold the registry: its home and every replica that stands, home first. */
export function regionsOf(reader: Reader, registryKey: string): string[] {
  const home = reader.get("registry", registryKey)?.location;
  if (home === undefined) return [];
  const others = replications(reader, registryKey)
    .filter(({ provisioningState, location }) => provisioningState === "Succeeded" && location !== home)
    .map(({ location }) => location);
  return [home, ...others];
}

/** Formats of the hosts that lead to one region, as far as the profile, the SKU and the registry's switches give them. */
function regionalFormats(rules: Rules, registry: Registry): { kind: EndpointKind; format: string }[] {
  const details = rules.details<{ regionalEndpointFormat: string; dataEndpointFormat: string }>(
    "perReplicaLoginServer",
  );
  const perReplica = rules.sku("perReplicaLoginServer", registry.sku).value;
  const found: { kind: EndpointKind; format: string }[] = [];
  if (typeof perReplica === "string") found.push({ kind: "regional", format: perReplica });
  if (!details) return found;
  if (registry.regionalEndpointsEnabled && rules.allows("regionalEndpoints", registry.sku)) {
    found.push({ kind: "regional", format: details.regionalEndpointFormat });
  }
  if (registry.dataEndpointEnabled && rules.allows("dedicatedDataEndpoints", registry.sku)) {
    found.push({ kind: "data", format: details.dataEndpointFormat });
  }
  return found;
}

/** Every host of a registry, the login server first. */
export function hostsOf(reader: Reader, rules: Rules, registryKey: string): (Endpoint & { host: string })[] {
  const registry = reader.get("registry", registryKey);
  if (!registry) return [];
  const regional = regionsOf(reader, registryKey).flatMap((region) =>
    regionalFormats(rules, registry).map(({ kind, format }) => ({
      registry: registryKey,
      region,
      kind,
      host: fill(format, registry, region),
    })),
  );
  return [{ registry: registryKey, kind: "login", host: registry.loginServer }, ...regional];
}

/** Which endpoint of which registry a host name is; undefined when it is none, or none under this profile. */
export function resolveHost(reader: Reader, rules: Rules, hostAsWritten: string): Endpoint | undefined {
  const host = hostAsWritten.toLowerCase().replace(/:\d+$/, "");
  if (!host.endsWith(suffix)) return undefined;
  const label = host.slice(0, -suffix.length).split(".")[0] ?? "";
  // A domain name label scope adds a dash and a hash; registry names hold no dash.
  const registryKey = label.split("-")[0] ?? "";
  const registry = reader.get("registry", registryKey);
  if (!registry) return undefined;
  if (registry.loginServer === host) return { registry: registryKey, kind: "login" };
  const found = hostsOf(reader, rules, registryKey).find((endpoint) => endpoint.host === host);
  return (
    found && { registry: registryKey, kind: found.kind, ...(found.region !== undefined && { region: found.region }) }
  );
}

const earthRadiusKm = 6371;

/** Distance between two regions along the surface, in kilometres. */
export function distanceKm(from: Region, to: Region): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const half =
    Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Whether a fault keeps a registry's endpoint in a region from answering. */
export const regionIsDown = (reader: Reader, registryKey: string, region: string): boolean =>
  reader.has("fault", "regionDown", region) || reader.has("fault", "regionDown", `${registryKey}/${region}`);

/**
 * The region that the global login server leads a request to: the nearest one that takes global traffic and is up. A
 * machine of unknown place gets the home region. Writes go home where the profile has read-only replicas.
 */
export function regionFor(
  reader: Reader,
  rules: Rules,
  registryKey: string,
  origin: Origin,
  purpose: "read" | "write" = "read",
): string {
  const registry = reader.get("registry", registryKey);
  if (!registry) throw new Error(`no registry called ${registryKey}`);
  const home = registry.location;
  if (purpose === "write" && !rules.allows("replicaWritable", registry.sku)) return home;
  const closed = new Set(
    replications(reader, registryKey)
      .filter(({ regionEndpointEnabled }) => !regionEndpointEnabled)
      .map(({ location }) => location),
  );
  const open = regionsOf(reader, registryKey).filter(
    (region) => !closed.has(region) && !regionIsDown(reader, registryKey, region),
  );
  const place = origin.region === undefined ? undefined : rules.region(origin.region);
  if (!place) return open.includes(home) ? home : (open[0] ?? home);
  const far = (region: string): number => {
    const there = rules.region(region);
    return there ? distanceKm(place, there) : Number.POSITIVE_INFINITY;
  };
  return open.reduce((best, region) => (far(region) < far(best) ? region : best), open[0] ?? home);
}
