import { NetworkError } from "../../world/network-error.ts";
import type { Machine } from "../machine.ts";

/** What a client shows a registry. */
export type Credentials = { username: string; password: string } | { identityToken: string };

/** One error of a registry's answer; an answer without an error body has none of them. */
export interface RegistryFault {
  code: string;
  message: string;
  detail?: unknown;
}

/** A registry refused a request. Each tool words it in its own way. */
export class RegistryError extends Error {
  constructor(
    readonly method: string,
    readonly url: string,
    readonly status: number,
    readonly faults: readonly RegistryFault[],
    /** The body as it came. */
    readonly body: string,
    readonly headers: Headers,
  ) {
    super(faults[0] ? `${faults[0].code}: ${faults[0].message}` : `${method} ${url}: ${status}`);
  }
}

/** Reads an answer that is not a success. */
export async function registryError(request: { method: string; url: string }, response: Response) {
  const body = await response.text();
  const { method, url } = request;
  return new RegistryError(method, url, response.status, faultsOf(body), body, response.headers);
}

function faultsOf(body: string): RegistryFault[] {
  try {
    const { errors } = JSON.parse(body) as { errors?: RegistryFault[] };
    return Array.isArray(errors) ? errors : [];
  } catch {
    return [];
  }
}

export interface Challenge {
  scheme: "basic" | "bearer";
  realm: string;
  service: string;
  scope: string;
}

/** Reads a `WWW-Authenticate` header (RFC 7235; distribution, spec/auth/token.md). */
export function readChallenge(header: string | null): Challenge | undefined {
  const scheme = /^(basic|bearer)\b/i.exec(header ?? "")?.[1]?.toLowerCase();
  if (header === null || (scheme !== "basic" && scheme !== "bearer")) return undefined;
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`, "i").exec(header)?.[1] ?? "";
  return { scheme, realm: value("realm"), service: value("service"), scope: value("scope") };
}

export interface SendOptions {
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Scopes to ask for beside the one of the challenge, e.g. to mount from another repository. */
  scopes?: readonly string[];
}

export interface ClientOptions {
  credentials?: Credentials | undefined;
  /** What it calls itself, e.g. `docker/27.3.1`. */
  userAgent: string;
  /** Client id in token requests; docker sends its name. */
  clientId?: string;
}

const realHost = (host: string): string => (host === "docker.io" ? "registry-1.docker.io" : host);

/**
 * A client of one registry by the distribution protocol: answers challenges, keeps its tokens by scope while it lives,
 * follows redirects without showing its token to the other host. It throws NetworkError and RegistryError only.
 */
export class RegistryClient {
  private readonly authorizations = new Map<string, string>();

  constructor(
    private readonly machine: Machine,
    readonly host: string,
    private readonly options: ClientOptions,
  ) {}

  /** Address of a path at the registry. Throws NetworkError when what stands for a host cannot be one. */
  url(path: string): string {
    const root = `https://${realHost(this.host)}`;
    if (!URL.canParse(root)) throw new NetworkError("ENOTFOUND", this.host);
    return new URL(path, root).href;
  }

  /** Sends a request and answers one challenge. A refusal is returned as it came. */
  async send(method: string, path: string, options: SendOptions = {}): Promise<Response> {
    const url = this.url(path);
    const key = this.scopeKey(method, url, options.scopes ?? []);
    let response = await this.sendOnce(method, url, options, this.authorizations.get(key));
    const challenge = response.status === 401 ? readChallenge(response.headers.get("www-authenticate")) : undefined;
    if (challenge) {
      const header = await this.answer(challenge, options.scopes ?? []);
      if (header !== undefined) {
        this.authorizations.set(key, header);
        response = await this.sendOnce(method, url, options, header);
      }
    }
    for (let hops = 0; hops < 3 && [301, 302, 307, 308].includes(response.status); hops++) {
      const next = new URL(response.headers.get("location") ?? "", url);
      const own = next.host === new URL(url).host;
      response = await this.sendOnce(method, next.href, options, own ? this.authorizations.get(key) : undefined);
    }
    return response;
  }

  /** Sends a request; throws a RegistryError unless it succeeds. */
  async expect(method: string, path: string, options: SendOptions = {}): Promise<Response> {
    const response = await this.send(method, path, options);
    if (response.ok) return response;
    throw await registryError({ method, url: this.url(path) }, response);
  }

  /** Whether a request succeeds; 404 is no, any other refusal throws. */
  async has(path: string, options: SendOptions = {}): Promise<Response | undefined> {
    const response = await this.send("HEAD", path, options);
    if (response.ok) return response;
    if (response.status === 404) return undefined;
    throw await registryError({ method: "HEAD", url: this.url(path) }, response);
  }

  /**
   * Gets the header that answers a challenge: Basic as it is, or a bearer token for its scope. Undefined without credentials
   * for Basic. Throws the token endpoint's refusal.
   */
  async answer(challenge: Challenge, more: readonly string[] = []): Promise<string | undefined> {
    const { credentials } = this.options;
    if (challenge.scheme === "basic") {
      return credentials && "username" in credentials ? basic(credentials.username, credentials.password) : undefined;
    }
    const scopes = [...new Set([challenge.scope, ...more].filter((scope) => scope !== ""))];
    const { request, shown } = this.tokenRequest(challenge, scopes);
    const response = await this.machine.send(request);
    if (!response.ok) throw await registryError(shown, response);
    const { access_token: access, token } = (await response.json()) as { access_token?: string; token?: string };
    return `Bearer ${access ?? token ?? ""}`;
  }

  private tokenRequest({ realm, service }: Challenge, scopes: readonly string[]) {
    const { credentials, userAgent, clientId } = this.options;
    if (credentials && "identityToken" in credentials) {
      const form = new URLSearchParams({
        grant_type: "refresh_token",
        service,
        client_id: clientId ?? userAgent,
        refresh_token: credentials.identityToken,
        scope: scopes.join(" "),
      });
      const headers = { "content-type": "application/x-www-form-urlencoded", "user-agent": userAgent };
      const request = new Request(realm, { method: "POST", headers, body: form.toString() });
      return { request, shown: { method: "POST", url: realm } };
    }
    const url = new URL(realm);
    if (credentials) url.searchParams.set("account", credentials.username);
    for (const scope of scopes) url.searchParams.append("scope", scope);
    url.searchParams.set("service", service);
    const request = new Request(url, {
      headers: {
        "user-agent": userAgent,
        ...(credentials && { authorization: basic(credentials.username, credentials.password) }),
      },
    });
    return { request, shown: { method: "GET", url: url.href } };
  }

  private scopeKey(method: string, url: string, scopes: readonly string[]): string {
    const repository = /\/v2\/(.+)\/(?:blobs|manifests|tags|referrers)\//.exec(url)?.[1] ?? "";
    const kind = method === "GET" || method === "HEAD" ? "pull" : method === "DELETE" ? "delete" : "push";
    return [repository, kind, ...scopes].join(" ");
  }

  private sendOnce(method: string, url: string, { headers, body }: SendOptions, authorization: string | undefined) {
    return this.machine.send(
      new Request(url, {
        method,
        headers: { "user-agent": this.options.userAgent, ...headers, ...(authorization && { authorization }) },
        ...(body !== undefined && { body: typeof body === "string" ? body : body.slice() }),
      }),
    );
  }
}

const basic = (username: string, password: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)))}`;
