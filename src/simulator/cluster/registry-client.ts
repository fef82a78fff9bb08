import { resolveName } from "../identity/dns.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import type { PullingMachine } from "./node-image.ts";
import { answerChallenge, credentialsFor, readChallenge, statusLine } from "./registry-login.ts";

/** A failure in the words of the docker client. */
export class DockerError extends Error {}

const lower = (code: string): string => code.toLowerCase().replaceAll("_", " ");

/** First error of a registry's answer as docker prints it: `code: message`. */
async function errorText(response: Response): Promise<string> {
  try {
    const { errors = [] } = (await response.json()) as { errors?: { code: string; message: string }[] };
    const [first] = errors;
    if (first) return `${lower(first.code)}: ${first.message}`;
  } catch {
    // The answer holds no error body, so the status says it all.
  }
  return `unexpected status: ${statusLine(response.status)}`;
}

/** A docker client of one registry host: answers challenges with the machine's credentials. */
export class DockerClient {
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly cloud: Cloud,
    private readonly sendOne: Plane,
    private readonly machine: PullingMachine,
    readonly host: string,
  ) {}

  /** Sends a request; a refusal that a token can cure is tried once more with one. */
  async send(
    method: string,
    path: string,
    init: { body?: BodyInit; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const url = new URL(path, `https://${this.host}`).href;
    this.lookUp(url);
    const key = `${/\/v2\/(.+)\/(?:blobs|manifests)\//.exec(url)?.[1] ?? ""} ${method === "GET" || method === "HEAD" ? "pull" : "push"}`;
    const once = () => {
      const token = this.tokens.get(key);
      const headers = { ...init.headers, ...(token !== undefined && { authorization: token }) };
      return this.sendOne(
        new Request(url, { method, headers, ...(init.body !== undefined && { body: init.body }) }),
        this.machine.origin,
      );
    };
    const first = await once();
    const challenge = first.status === 401 ? readChallenge(first.headers.get("www-authenticate")) : undefined;
    if (!challenge) return first;
    const answer = await answerChallenge(this.cloud, this.sendOne, this.machine, this.host, challenge);
    if (!answer.ok) {
      throw new DockerError(
        "unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.",
      );
    }
    this.tokens.set(key, answer.header);
    return once();
  }

  async expect(
    method: string,
    path: string,
    init: { body?: BodyInit; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const response = await this.send(method, path, init);
    if (!response.ok) throw new DockerError(await errorText(response));
    return response;
  }

  /** `docker login`: whether the registry knows the credentials; it doesn't check what they may do. */
  async login(): Promise<void> {
    const failed = (why: string) =>
      new DockerError(`Error response from daemon: Get "https://${this.host}/v2/": ${why}`);
    this.lookUp(`https://${this.host}/v2/`);
    const credentials = await credentialsFor(this.cloud, this.sendOne, this.machine, this.host);
    if (!credentials) throw failed("no basic auth credentials");
    const response = await this.send("GET", "/v2/").catch((error: unknown) => {
      throw failed(error instanceof Error ? error.message : String(error));
    });
    if (!response.ok) throw failed(await errorText(response));
  }

  private lookUp(url: string): void {
    const resolved = resolveName(this.cloud.world(), this.cloud.rules(), new URL(url).hostname, this.machine.origin);
    if (resolved.kind !== "notFound") return;
    throw new DockerError(`Get "https://${this.host}/v2/": dial tcp: lookup ${this.host}: no such host`);
  }
}
