import type { Machine } from "../machine.ts";
import { ExitError, type Call, type Explanation } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import {
  statusLine,
  type RegistryFailure,
  type RegistryResult,
  type Rejection,
} from "../../registry-client/failure.ts";
import { contentDamaged, registryNotResolved } from "../registry/fault-explanations.ts";
import { orasPolicy, parseReference } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { machineClient, orThrow } from "../registry/machine-client.ts";

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
    throw new ExitError(
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
  const client = machineClient(machine, host, { credentials: known(machine, host), userAgent });
  return { raw, host, repository, tag, client };
}

/** How containerd's resolver, which helm is built on, words a refusal. */
function rejectionText({ code, authorized, method, url, status }: Rejection): string {
  const answer = `unexpected status from ${method} request to ${url}: ${statusLine(status)}`;
  if (code === "Rejected") return answer;
  return `failed to authorize: failed to fetch ${authorized ? "oauth" : "anonymous"} token: ${answer}`;
}

/** Words a failure at a registry as helm does. */
function registryError(call: Call, target: Target, reference: string, failure: RegistryFailure): ExitError {
  const { machine } = call;
  if (failure.code === "Unreachable") {
    const { hostname } = failure.error;
    const url = `https://${hostname}/v2/${target.repository}`;
    return new ExitError(
      1,
      `Error: failed to do request: Head "${url}": dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`,
      registryNotResolved(machine, hostname),
    );
  }
  if (failure.code === "DigestMismatch") {
    return new ExitError(1, `Error: unexpected digest ${failure.actual}, expected ${failure.expected}`, contentDamaged);
  }
  if (failure.status === 404) {
    return new ExitError(1, `Error: ${reference}: not found`, {
      code: "NotFound",
      text: `${target.host} has no chart ${reference.slice(target.host.length + 1)}.`,
      next: `\`oras repo tags ${target.host}/${target.repository}\` lists the versions.`,
    });
  }
  const signedOut: Explanation | undefined =
    failure.status === 401 && known(machine, target.host) === undefined
      ? {
          code: "NotSignedIn",
          text: `helm has no credentials for ${target.host}.`,
          next: `\`az acr login --name ${target.host.split(".")[0] ?? target.host}\`, or \`helm registry login ${target.host}\``,
        }
      : undefined;
  return new ExitError(1, `Error: ${rejectionText(failure)}`, signedOut);
}

/** Makes a function that waits for a result of a registry and throws a failure in helm's words; `reference` is the chart. */
export const atRegistry =
  (call: Call, target: Target, reference: string) =>
  <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) => registryError(call, target, reference, failure));
