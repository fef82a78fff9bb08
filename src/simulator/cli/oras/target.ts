import { ExitError, type Call, type Explanation } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import type { RegistryFailure, RegistryResult, Rejection } from "../../registry-client/failure.ts";
import { contentDamaged, registryNotResolved } from "../registry/fault-explanations.ts";
import { orasPolicy, parseReference } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { machineClient, orThrow } from "../registry/machine-client.ts";

export const userAgent = "oras/1.2.3";

/** A repository in a registry, and what is meant in it. */
export interface Target {
  /** As typed. */
  raw: string;
  host: string;
  repository: string;
  /** Host and repository. */
  path: string;
  /** Tag or digest; undefined when none was typed. */
  reference: string | undefined;
  client: RegistryClient;
}

const invalid = (raw: string): ExitError =>
  new ExitError(
    1,
    `Error: "${raw}": invalid reference: ${raw.includes("/") ? "invalid repository" : "missing registry or repository"}`,
    {
      code: "BadName",
      text: `${raw} is not the name of a repository in a registry.`,
      next: "Write it as LOGINSERVER/REPOSITORY:TAG, for example `contoso.azurecr.io/helm-chart:v1`.",
    },
  );

/** A client of a registry with what `oras login` or `docker login` kept. */
export const clientOf = ({ machine }: Call, host: string): RegistryClient =>
  machineClient(machine, host, { credentials: credentialsFor(machine, host), userAgent });

/** Reads `REGISTRY/REPOSITORY[:TAG|@DIGEST]`; oras completes nothing, so the registry has to be there. */
export function targetOf(call: Call, raw: string): Target {
  const parsed = parseReference(raw, orasPolicy);
  if (!parsed.ok) throw invalid(raw);
  const { host, repository, tag, digest } = parsed.value;
  return {
    raw,
    host,
    repository,
    path: `${host}/${repository}`,
    reference: digest ?? tag,
    client: clientOf(call, host),
  };
}

/** The same where a tag or digest is needed. */
export function namedTarget(call: Call, raw: string, command: string): Target & { reference: string } {
  const target = targetOf(call, raw);
  if (target.reference === undefined) {
    throw new ExitError(
      1,
      `Error: "${raw}": no tag or digest specified\nPlease specify a reference in the form of "<name>:<tag>" or "<name>@<digest>". Run "${command} -h" for more options and examples`,
      {
        code: "NoReference",
        text: "oras takes no tag for granted, not even latest.",
        next: `Add one: \`${command} ${raw}:v1\``,
      },
    );
  }
  return { ...target, reference: target.reference };
}

const faultText = ({ faults, status, method, url }: Rejection): string => {
  const faultTexts = faults.map(({ code, message }) => `${code.toLowerCase().replaceAll("_", " ")}: ${message}`);
  return faultTexts.length > 0
    ? faultTexts.join("; ")
    : `recognizable error message not found: ${method} "${url}": response status code ${status}`;
};

const notSignedIn = (call: Call, host: string): Explanation | undefined =>
  credentialsFor(call.machine, host) === undefined
    ? {
        code: "NotSignedIn",
        text: `oras has no credentials for ${host}.`,
        next: `\`az acr login --name ${host.split(".")[0] ?? host}\`, or \`oras login ${host}\``,
      }
    : undefined;

/** Words a failure at a registry as oras does. */
function registryError(call: Call, target: Target, doing: string, failure: RegistryFailure): ExitError {
  if (failure.code === "Unreachable") {
    const { hostname } = failure.error;
    return new ExitError(
      1,
      `Error: failed to perform "Resolve" on destination: Get "https://${hostname}/v2/": dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`,
      registryNotResolved(call.machine, hostname),
    );
  }
  if (failure.code === "DigestMismatch") {
    return new ExitError(1, `Error: mismatched digest: ${failure.expected}`, contentDamaged);
  }
  if (failure.status === 404) {
    return new ExitError(1, `Error response from registry: ${doing}: ${target.raw}: not found`, {
      code: "NotFound",
      text: `${target.path} has nothing called ${target.reference ?? "that"}.`,
      next: `\`oras repo tags ${target.path}\` lists its tags.`,
    });
  }
  const explanation = failure.status === 401 ? notSignedIn(call, target.host) : undefined;
  return new ExitError(1, `Error response from registry: ${faultText(failure)}`, explanation);
}

/**
 * Makes a function that waits for a result of a registry and throws a failure in oras's words. `doing` stands before "not
 * found" of a missing manifest, e.g. `failed to resolve v1`.
 */
export const atRegistry =
  (call: Call, target: Target, doing: string) =>
  <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) => registryError(call, target, doing, failure));
