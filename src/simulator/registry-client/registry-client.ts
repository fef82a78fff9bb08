import type { Hash } from "../world/hash.ts";
import { NetworkError } from "../world/network-error.ts";
import { fail, ok } from "../world/result.ts";
import { readChallenge, type Challenge } from "./challenge.ts";
import { rejectionOf, statusOf, type RequestFailure, type RequestResult } from "./failure.ts";
import { dockerHub } from "./reference.ts";
import { basicAuthorization, tokenRequest, type Credentials, type TokenClient } from "./token-request.ts";

/** What a tool brings along: how it sends, what it has to show, and what it calls itself. */
export interface RegistryClientOptions extends TokenClient {
  /** Sends one request; rejects with a NetworkError when no answer comes. */
  send(request: Request): Promise<Response>;
  hash: Hash;
  /** Gets the credentials for a challenge; undefined for anonymous callers. */
  credentials?(): Promise<Credentials | undefined>;
  /** For tools that hold a header for each repository: it is sent at once, and challenges are failures. */
  authorization?(repository: string): Promise<string | undefined>;
  /** Accept header of every request; without it only manifests are asked for by type. */
  accept?: string;
  /** Lets virtual milliseconds pass, for tools that repeat throttled requests. */
  wait?(milliseconds: number): Promise<void>;
}

/** What one request has besides its method and path. */
export interface RequestOptions {
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Scopes to ask for besides that of the challenge, e.g. to mount from another repository. */
  scopes?: readonly string[];
}

/** How often a client sends a throttled request, and how many milliseconds it waits where the response doesn't say. */
const attempts = 5;
const usualWait = 5000;

const realHost = (host: string): string => (host === dockerHub ? `registry-1.${dockerHub}` : host);

const repositoryIn = (url: string): string => /\/v2\/(.+)\/(?:blobs|manifests|tags|referrers)\//.exec(url)?.[1] ?? "";

/** Tokens are kept by what they allow: the kind of access to a repository, and further scopes. */
function scopeKey(method: string, url: string, scopes: readonly string[]): string {
  const kind = method === "GET" || method === "HEAD" ? "pull" : method === "DELETE" ? "delete" : "push";
  return [repositoryIn(url), kind, ...scopes].join(" ");
}

/**
 * A client of one registry by the distribution protocol: answers challenges, keeps its tokens by scope while it lives, follows
 * redirects without showing its token to the other host. Expected failures are results, which each tool puts into words.
 */
export class RegistryClient {
  private readonly authorizations = new Map<string, string>();

  constructor(
    readonly host: string,
    readonly options: RegistryClientOptions,
  ) {}

  /** Returns the address of a path at the registry, or of an address that the registry gave. */
  url(path: string): string {
    const root = `https://${realHost(this.host)}`;
    return URL.canParse(path, root) ? new URL(path, root).href : `${root}${path}`;
  }

  /** Sends a request and answers one challenge. A response that is not a success is returned as it came. */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<RequestResult<Response>> {
    const sent = await this.exchange(method, path, options);
    return sent.ok ? ok(sent.value.response) : sent;
  }

  /** Sends a request, and repeats it while it is throttled; fails unless it succeeds. */
  async expect(method: string, path: string, options: RequestOptions = {}): Promise<RequestResult<Response>> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.expectOnce(method, path, options);
      if (result.ok || !this.options.wait || attempt === attempts) return result;
      if (!("headers" in result.refusal) || result.refusal.status !== 429) return result;
      const seconds = Number(result.refusal.headers.get("retry-after"));
      await this.options.wait(seconds > 0 ? seconds * 1000 : usualWait);
    }
  }

  /** Asks with HEAD whether the registry has something; 404 means no, any other rejection is a failure. */
  async has(path: string, options: RequestOptions = {}): Promise<RequestResult<boolean>> {
    const result = await this.expect("HEAD", path, options);
    if (result.ok) return ok(true);
    return statusOf(result.refusal) === 404 ? ok(false) : result;
  }

  private async expectOnce(method: string, path: string, options: RequestOptions): Promise<RequestResult<Response>> {
    const sent = await this.exchange(method, path, options);
    if (!sent.ok) return sent;
    const { request, response } = sent.value;
    return response.ok ? ok(response) : fail(await rejectionOf(request, response));
  }

  /** Sends a request, once more after a challenge, and on to where it is redirected. The request is the first that was sent. */
  private async exchange(
    method: string,
    path: string,
    options: RequestOptions,
  ): Promise<RequestResult<{ request: Request; response: Response }>> {
    const url = this.url(path);
    if (!URL.canParse(url)) return fail({ code: "Unreachable", error: new NetworkError("ENOTFOUND", this.host) });
    try {
      const { scopes = [] } = options;
      const key = scopeKey(method, url, scopes);
      let authorization = (await this.options.authorization?.(repositoryIn(url))) ?? this.authorizations.get(key);
      let request = this.request(method, url, options, authorization);
      let response = await this.options.send(request);
      const challenge = response.status === 401 ? readChallenge(response.headers.get("www-authenticate")) : undefined;
      if (challenge && !this.options.authorization) {
        const answer = await this.answer(challenge, scopes);
        if (!answer.ok) return answer;
        if (answer.value !== undefined) {
          authorization = answer.value;
          this.authorizations.set(key, authorization);
          request = this.request(method, url, options, authorization);
          response = await this.options.send(request);
        }
      }
      for (let hops = 0; hops < 3 && [301, 302, 307, 308].includes(response.status); hops++) {
        const next = new URL(response.headers.get("location") ?? "", url);
        const own = next.host === new URL(url).host;
        response = await this.options.send(this.request(method, next.href, options, own ? authorization : undefined));
      }
      return ok({ request, response });
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return fail({ code: "Unreachable", error });
    }
  }

  /**
   * Gets the header that answers a challenge: Basic as it is, or a bearer token for its scope. Undefined without credentials
   * for Basic.
   */
  private async answer(challenge: Challenge, more: readonly string[]): Promise<RequestResult<string | undefined>> {
    const credentials = await this.options.credentials?.();
    if (challenge.scheme === "basic") {
      const named = credentials && "username" in credentials;
      return ok(named ? basicAuthorization(credentials.username, credentials.password) : undefined);
    }
    const scopes = [...new Set([challenge.scope, ...more].filter((scope) => scope !== ""))];
    const request = tokenRequest(challenge, scopes, credentials, this.options);
    const response = await this.options.send(request);
    if (!response.ok) {
      const rejection = await rejectionOf(request, response, "TokenRejected");
      return fail<RequestFailure>({ ...rejection, authorized: credentials !== undefined });
    }
    const { access_token: access, token } = (await response.json()) as { access_token?: string; token?: string };
    return ok(`Bearer ${access ?? token ?? ""}`);
  }

  private request(
    method: string,
    url: string,
    { headers, body }: RequestOptions,
    authorization: string | undefined,
  ): Request {
    const { accept, userAgent } = this.options;
    return new Request(url, {
      method,
      headers: {
        ...(accept !== undefined && { accept }),
        ...(userAgent !== undefined && { "user-agent": userAgent }),
        ...headers,
        ...(authorization !== undefined && { authorization }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : body.slice() }),
    });
  }
}
