import { NetworkError } from "../../world/network-error.ts";
import type { Machine } from "../machine.ts";
import { Stop, type Call, type Explanation } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import { DigestMismatch } from "../registry/download.ts";
import { contentDamaged, registryNotResolved } from "../registry/fault-explanations.ts";
import { orasPolicy, parseReference } from "../../registry-client/reference.ts";
import { RegistryClient, RegistryError } from "../registry/registry-client.ts";

export const userAgent = "Helm/3.16.4";

/** Where `helm registry login` keeps what it was given. */
export const helmConfigPath = ({ home }: Machine): string => `${home}/.config/helm/registry/config.json`;

/** A chart's place in a registry. */
export interface Target {
  /** As typed, with its scheme. */
  raw: string;
  host: string;
  repository: string;
  /** Tag that is part of the address. */
  tag: string | undefined;
  client: RegistryClient;
}

const scheme = "oci://";

/** True for an address that helm takes for one of a registry. */
export const isOci = (text: string): boolean => text.startsWith(scheme);

/** helm's own credentials come first, then docker's (helm, NewClientWithDockerFallback). */
const known = (machine: Machine, host: string) =>
  credentialsFor(machine, host, helmConfigPath(machine)) ?? credentialsFor(machine, host);

/** Reads `oci://HOST/REPOSITORY`, below which `more` may name a chart. */
export function targetOf({ machine }: Call, raw: string, more = ""): Target {
  const address = `${raw.slice(scheme.length).replace(/\/+$/, "")}${more}`;
  const parsed = parseReference(address, orasPolicy);
  if (!parsed.ok) {
    throw new Stop(
      1,
      `Error: invalid reference: ${address.includes("/") ? "invalid repository" : "missing repository"}`,
      {
        code: "BadName",
        text: `${raw} is not the name of a repository in a registry.`,
        next: "Write it as `oci://LOGINSERVER/REPOSITORY`.",
      },
    );
  }
  const { host, repository, tag } = parsed.value;
  const client = new RegistryClient(machine, host, { credentials: known(machine, host), userAgent });
  return { raw, host, repository, tag, client };
}

const statusTexts: Readonly<Record<number, string>> = {
  400: "400 Bad Request",
  401: "401 Unauthorized",
  403: "403 Forbidden",
  404: "404 Not Found",
  405: "405 Method Not Allowed",
  429: "429 Too Many Requests",
  503: "503 Service Unavailable",
};

/** How containerd's resolver, which helm is built on, words a refusal. */
function refusalText({ machine }: Call, { host }: Target, { method, url, status }: RegistryError): string {
  const answer = `unexpected status from ${method} request to ${url}: ${statusTexts[status] ?? status}`;
  if (!/\/oauth2\/token/.test(url)) return answer;
  return `failed to authorize: failed to fetch ${known(machine, host) === undefined ? "anonymous" : "oauth"} token: ${answer}`;
}

/** Runs work at a registry and words what goes wrong as helm does; `reference` is what a missing chart is called. */
export async function atRegistry<T>(call: Call, target: Target, reference: string, work: () => Promise<T>): Promise<T> {
  const { machine } = call;
  try {
    return await work();
  } catch (error) {
    if (error instanceof NetworkError) {
      const { hostname } = error;
      const url = `https://${hostname}/v2/${target.repository}`;
      throw new Stop(
        1,
        `Error: failed to do request: Head "${url}": dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`,
        registryNotResolved(machine, hostname),
      );
    }
    if (error instanceof DigestMismatch) {
      throw new Stop(1, `Error: unexpected digest ${error.actual}, expected ${error.expected}`, contentDamaged);
    }
    if (!(error instanceof RegistryError)) throw error;
    if (error.status === 404) {
      throw new Stop(1, `Error: ${reference}: not found`, {
        code: "NotFound",
        text: `${target.host} has no chart ${reference.slice(target.host.length + 1)}.`,
        next: `\`oras repo tags ${target.host}/${target.repository}\` lists the versions.`,
      });
    }
    const signedOut: Explanation | undefined =
      error.status === 401 && known(machine, target.host) === undefined
        ? {
            code: "NotSignedIn",
            text: `helm has no credentials for ${target.host}.`,
            next: `\`az acr login --name ${target.host.split(".")[0] ?? target.host}\`, or \`helm registry login ${target.host}\``,
          }
        : undefined;
    throw new Stop(1, `Error: ${refusalText(call, target, error)}`, signedOut);
  }
}
