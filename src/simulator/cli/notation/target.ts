import type { GoLine } from "../go-options.ts";
import { ExitError, type Call, type Explanation } from "../program.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import { fetchManifest } from "../../registry-client/download.ts";
import { reasonPhrase, statusOf, type RegistryFailure } from "../../registry-client/failure.ts";
import { registryNotResolved } from "../registry/fault-explanations.ts";
import { orasPolicy, parseReference } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import type { Credentials } from "../../registry-client/token-request.ts";
import { machineClient } from "../registry/machine-client.ts";
import { failed } from "./config.ts";

export const userAgent = "notation/1.2.0";

/** An artifact in a registry that is signed or verified. */
export interface Artifact {
  host: string;
  repository: string;
  /** Host and repository: what registry scopes of a trust policy name. */
  path: string;
  /** Path and digest. */
  full: string;
  client: RegistryClient;
  mediaType: string;
  digest: string;
  size: number;
}

/** Credentials of the line, of the environment, or those that docker keeps. */
export function credentialsOf(call: Call, line: GoLine, host: string): Credentials | undefined {
  const username = line.text("--username") ?? call.environment.get("NOTATION_USERNAME") ?? "";
  const password = line.text("--password") ?? call.environment.get("NOTATION_PASSWORD") ?? "";
  if (password === "") return credentialsFor(call.machine, host);
  return username === "" ? { identityToken: password } : { username, password };
}

/** Words a failure at a registry as oras-go does, which notation is built on. */
export function failureText(failure: RegistryFailure): string {
  if (failure.code === "Unreachable") {
    const { hostname, code } = failure.error;
    const why =
      code === "ECONNREFUSED" ? "connect: connection refused" : `lookup ${hostname} on 127.0.0.53:53: no such host`;
    return `Get "https://${hostname}/v2/": dial tcp: ${why}`;
  }
  if (failure.code === "DigestMismatch") return `mismatched digest: ${failure.expected}`;
  const { method, url, status, faults } = failure;
  const faultText = faults
    .map(({ code, message }) => `${code.toLowerCase().replaceAll("_", " ")}: ${message}`)
    .join("; ");
  return `${method} "${url}": response status code ${status}: ${faultText || reasonPhrase(status)}`;
}

/** Explains a failure at a registry where the client knows more than the registry says. */
export function whyFailed(
  call: Call,
  host: string,
  failure: RegistryFailure,
  signedIn: boolean,
): Explanation | undefined {
  if (failure.code === "Unreachable") return registryNotResolved(call.machine, failure.error.hostname);
  if (failure.code === "DigestMismatch") {
    return {
      code: "DigestMismatch",
      text: "The content doesn't match its digest: it was damaged or changed after the push.",
    };
  }
  if (failure.status === 401 && !signedIn) {
    return {
      code: "NotSignedIn",
      text: `notation has no credentials for ${host}.`,
      next: `\`az acr login --name ${host.split(".")[0] ?? host}\` signs in for docker and notation alike.`,
    };
  }
  return undefined;
}

const invalid = (why: string, raw: string): ExitError =>
  failed(`failed to resolve user input reference: invalid reference: ${why}`, {
    code: "BadName",
    text: `${raw} is not the name of an artifact in a registry.`,
    next: "Write it as LOGINSERVER/REPOSITORY@DIGEST, for example with the digest that `docker push` printed.",
  });

/** Finds what a reference stands for now. `warning` is said of a tag, which may stand for something else tomorrow. */
export async function resolveArtifact(call: Call, line: GoLine, warning?: string): Promise<Artifact> {
  const raw = line.operands[0] ?? "";
  const parsed = parseReference(raw, orasPolicy);
  if (!parsed.ok) throw invalid(raw.includes("/") ? "invalid repository" : "missing registry or repository", raw);
  const { host, repository, tag, digest: named } = parsed.value;
  const reference = named ?? tag;
  if (reference === undefined) throw invalid("no tag or digest specified", raw);
  const path = `${host}/${repository}`;
  const credentials = credentialsOf(call, line, host);
  const client = machineClient(call.machine, host, { credentials, userAgent });
  const fetched = await fetchManifest(client, repository, reference);
  if (!fetched.ok) {
    const failure = fetched.refusal;
    if (statusOf(failure) === 404) {
      throw failed(`failed to get manifest descriptor: ${raw}: not found`, {
        code: "NotFound",
        text: `${path} has nothing called ${reference}.`,
        next: `\`oras repo tags ${path}\` lists its tags.`,
      });
    }
    throw failed(
      `failed to get manifest descriptor: ${failureText(failure)}`,
      whyFailed(call, host, failure, credentials !== undefined),
    );
  }
  const { digest, mediaType, bytes } = fetched.value;
  if (named === undefined && warning !== undefined) call.err(`Warning: ${warning.replace("TAG", reference)}\n`);
  return { host, repository, path, full: `${path}@${digest}`, client, mediaType, digest, size: bytes.length };
}
