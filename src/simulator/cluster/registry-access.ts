import { resolveName } from "../identity/dns.ts";
import type { Cloud } from "../registry/cloud.ts";
import { isRegistryHost } from "../registry/endpoints.ts";
import { exchangeIdentity } from "../registry-client/identity-exchange.ts";
import { RegistryClient, type RegistryClientOptions } from "../registry-client/registry-client.ts";
import type { Plane } from "../world/cloud.ts";
import { NetworkError } from "../world/network-error.ts";
import type { PullingMachine } from "./node-image.ts";

/** Gets what a machine shows a registry: its own credentials for the host, else those of its identity; else undefined. */
export async function credentialsFor(
  cloud: Cloud,
  send: Plane,
  machine: PullingMachine,
  host: string,
): Promise<{ username: string; password: string } | undefined> {
  const own = machine.credentials?.find(({ server }) => server.replace(/^https?:\/\//, "").split("/")[0] === host);
  if (own) return { username: own.username, password: own.password };
  if (machine.identity === undefined || !isRegistryHost(host)) return undefined;
  const password = await exchangeIdentity(send, machine.origin, machine.identity, host);
  const username = cloud.rules().value<string>("acrLoginUsernameForExposedToken") ?? "";
  return password === undefined ? undefined : { username, password };
}

/** Returns whether the name server of a machine knows a host. */
export const isResolved = (cloud: Cloud, { origin }: PullingMachine, host: string): boolean =>
  resolveName(cloud.world(), cloud.rules(), host, origin).kind !== "notFound";

/** Makes a machine's client of a registry, which looks the host up and answers challenges with what the machine has. */
export const registryClient = (
  cloud: Cloud,
  send: Plane,
  machine: PullingMachine,
  host: string,
  options: Partial<RegistryClientOptions> = {},
): RegistryClient =>
  new RegistryClient(host, {
    hash: cloud.hash,
    namesAccount: false,
    credentials: () => credentialsFor(cloud, send, machine, host),
    send: async (request) => {
      if (!isResolved(cloud, machine, host)) throw new NetworkError("ENOTFOUND", host);
      return send(request, machine.origin);
    },
    ...options,
  });
