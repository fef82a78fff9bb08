import { canonicalJson, type TufKey } from "../../../signing/tuf.ts";
import type { TufMetadata } from "../../../world/service-tables.ts";
import { ExitError, type Call, type Explanation } from "../../program.ts";
import { credentialsFor } from "../../registry/docker-config.ts";
import { statusOf, type RequestFailure } from "../../../registry-client/failure.ts";
import { dockerHub } from "../../../registry-client/reference.ts";
import type { RegistryClient } from "../../../registry-client/registry-client.ts";
import { machineClient, orThrow } from "../../registry/machine-client.ts";
import { userAgent } from "../client.ts";
import type { ImageName } from "../names.ts";
import { trustFolder } from "./key-store.ts";
import { checkTrustData, delegationsOf, type TrustData } from "./metadata.ts";

/** Something that the trust server or its data made impossible, in notary's words. */
export class TrustError extends Error {
  constructor(
    message: string,
    readonly explanation?: Explanation,
    /** Whether docker puts words of its own around it (docker/cli, cli/trust, NotaryError). */
    readonly kind: "network" | "missing" | "mismatch" | "threshold" | "expired" | "low" | "none" = "none",
  ) {
    super(message);
  }
}

/** An error as docker words it for a repository. */
export function notaryError(gun: string, { message, kind, explanation }: TrustError): ExitError {
  const words: Record<TrustError["kind"], string> = {
    network: `Error: error contacting notary server: ${message}`,
    missing: `Error: trust data missing for remote repository ${gun} or remote repository not found: ${message}`,
    mismatch: `Warning: potential malicious behavior - trust data mismatch for remote repository ${gun}: ${message}`,
    threshold: `Warning: potential malicious behavior - trust data has insufficient signatures for remote repository ${gun}: ${message}`,
    expired: `Error: remote repository ${gun} out-of-date: ${message}`,
    low: `Warning: potential malicious behavior - trust data version is lower than expected for remote repository ${gun}: ${message}`,
    none: message,
  };
  return new ExitError(1, words[kind], explanation);
}

const turnedOff = (host: string): string =>
  `Content trust may be off for this registry: \`az acr config content-trust show --registry ${host.split(".")[0] ?? host}\``;

/** The Notary server of a repository: the registry itself, unless DOCKER_CONTENT_TRUST_SERVER names another. */
export class TrustServer {
  /** Host and repository: what notary calls the globally unique name. */
  readonly gun: string;
  readonly host: string;
  private readonly path: string;
  private readonly client: RegistryClient;
  private readonly cache: string;

  constructor(
    private readonly call: Call,
    private readonly name: ImageName,
  ) {
    this.gun = name.full;
    const other = call.environment.get("DOCKER_CONTENT_TRUST_SERVER");
    if (other !== undefined && other !== "" && !/^https:\/\/[^/]+/.test(other)) {
      throw new ExitError(1, `valid https URL required for trust server, got ${other}`, {
        code: "BadTrustServer",
        text: "DOCKER_CONTENT_TRUST_SERVER has to be an https address.",
      });
    }
    const server = other ? new URL(other).host : name.host;
    this.host = server === dockerHub ? `notary.${dockerHub}` : server;
    this.path = `/v2/${name.repository}/_trust/tuf/`;
    const credentials = credentialsFor(call.machine, name.host);
    this.client = machineClient(call.machine, this.host, { credentials, userAgent, clientId: "docker" });
    this.cache = `${trustFolder(call)}/tuf/${this.gun}/metadata`;
  }

  /** The trust data of the repository, verified; undefined when it has none. Throws a TrustError. */
  async load(): Promise<TrustData | undefined> {
    const root = await this.fetch("root.json");
    if (!root) return undefined;
    const data: TrustData = { root };
    for (const role of ["timestamp", "snapshot", "targets"]) {
      const found = await this.fetch(`${role}.json`);
      if (!found)
        throw new TrustError(
          `${role} trust data unavailable.  Has a notary repository been initialized?`,
          undefined,
          "missing",
        );
      data[role] = found;
    }
    for (const { name } of delegationsOf(data)) {
      const found = await this.fetch(`${name}.json`);
      if (found) data[name] = found;
    }
    const { machine } = this.call;
    const fault = checkTrustData(machine.hash, data, machine.now(), this.cached());
    if (fault) {
      throw new TrustError(
        fault.text,
        {
          code: "TrustDataInvalid",
          text: `What ${this.host} says about signatures does not hold together, or is not what this machine saw before.`,
          next: `This machine keeps the trust data it has seen in ${this.cache}.`,
        },
        fault.kind,
      );
    }
    this.keep(data);
    return data;
  }

  /** The server's own key for a role that it signs. */
  async serverKey(role: "snapshot" | "timestamp"): Promise<TufKey> {
    const found = await this.get(`${role}.key`);
    if (found) return (await found.json()) as TufKey;
    throw new TrustError(
      `${role} trust data unavailable.  Has a notary repository been initialized?`,
      { code: "NoTrustServer", text: `${this.host} doesn't serve trust data.`, next: turnedOff(this.host) },
      "missing",
    );
  }

  /** Sends signed metadata, one part a role, as notary's client does. Throws a TrustError. */
  async publish(update: TrustData): Promise<void> {
    const { hash } = this.call.machine;
    const uploads = Object.entries(update).map(([role, metadata]) => ({ role, text: canonicalJson(metadata) }));
    const mark = new TextEncoder().encode(uploads.map(({ text }) => text).join(""));
    const boundary = Array.from(hash.sha256(mark).subarray(0, 15), (byte) => byte.toString(16).padStart(2, "0")).join(
      "",
    );
    const form = uploads.map(
      ({ role, text }) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${role}"\r\nContent-Type: application/octet-stream\r\n\r\n${text}\r\n`,
    );
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const body = `${form.join("")}--${boundary}--\r\n`;
    await orThrow(this.client.expect("POST", this.path, { headers, body }), (failure) => this.trustError(failure));
  }

  private async fetch(file: string): Promise<TufMetadata | undefined> {
    const response = await this.get(file);
    return response && ((await response.json()) as TufMetadata);
  }

  private async get(file: string): Promise<Response | undefined> {
    const result = await this.client.expect("GET", `${this.path}${file}`);
    if (result.ok) return result.value;
    if (statusOf(result.refusal) === 404) return undefined;
    throw this.trustError(result.refusal);
  }

  private trustError(failure: RequestFailure): TrustError {
    if (failure.code === "Unreachable") {
      const { hostname } = failure.error;
      return new TrustError(
        `dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`,
        {
          code: "NameNotResolved",
          text: this.call.machine.lookUp(hostname).because ?? `The name ${hostname} doesn't exist.`,
          next: "Turn content trust off for this command: `--disable-content-trust`",
        },
        "network",
      );
    }
    const signedIn = credentialsFor(this.call.machine, this.name.host) !== undefined;
    const explanation: Explanation | undefined =
      failure.status === 401 && !signedIn
        ? {
            code: "NotSignedIn",
            text: `docker has no credentials for ${this.name.host}.`,
            next: `\`az acr login --name ${this.name.host.split(".")[0] ?? this.name.host}\``,
          }
        : undefined;
    if (failure.status === 400) return new TrustError(failure.faults[0]?.message ?? "invalid operation", explanation);
    return new TrustError(
      failure.status === 401
        ? "you are not authorized to perform this operation: server returned 401."
        : `unable to reach trust server at this time: ${failure.status}.`,
      explanation,
    );
  }

  private cached(): TrustData {
    const { files } = this.call.machine;
    const data: TrustData = {};
    for (const role of ["root", "targets"]) {
      const path = `${this.cache}/${role}.json`;
      if (files.stat(path)?.kind !== "file") continue;
      try {
        data[role] = JSON.parse(files.text(path)) as TufMetadata;
      } catch {
        // A damaged file pins nothing, as with notary's own cache.
        continue;
      }
    }
    return data;
  }

  private keep(data: TrustData): void {
    for (const [role, metadata] of Object.entries(data)) {
      this.call.machine.files.write(`${this.cache}/${role}.json`, canonicalJson(metadata));
    }
  }
}
