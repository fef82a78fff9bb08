import type { WireEntry } from "./protocol.ts";

/** Something that went from one side to the other while a client signed in. */
export interface SignInStep {
  id: string;
  /** Who speaks; the other one listens. */
  from: "client" | "service";
  /** Host of the service that speaks or is spoken to. */
  host: string;
  /** What was said, as the wire has it. */
  said: string;
  /** What it means, in one sentence. */
  meaning: string;
}

/** A client that was asked who it is, fetched a token and asked again. */
export interface SignIn {
  /** Ids of the requests that belong to it, in order. */
  entries: string[];
  steps: SignInStep[];
  /** False when no token was given, or it was not enough. */
  succeeded: boolean;
}

const header = (headers: readonly [string, string][], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1];

/** A value of a `WWW-Authenticate` challenge (RFC 7235). */
const challenged = (challenge: string, name: string): string | undefined =>
  new RegExp(`${name}="([^"]*)"`, "i").exec(challenge)?.[1];

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

const hostOf = (url: string): string => new URL(url).host;

const isToken = ({ url }: WireEntry): boolean => /\/(oauth2\/(exchange|token)|token)$/.test(new URL(url).pathname);

/** What a client showed to get a token, from the form that it sent. */
function shownCredential({ method, requestBody, requestHeaders }: WireEntry): string {
  const grant = new URLSearchParams(requestBody ?? "").get("grant_type");
  if (grant === "access_token") return "with the directory's token";
  if (grant === "refresh_token") return "with the registry's refresh token";
  if (grant === "password") return "with user name and password";
  if ((header(requestHeaders, "authorization") ?? "").startsWith("Basic")) return "with user name and password";
  return method === "GET" ? "without credentials" : "";
}

function tokenSteps(entry: WireEntry): SignInStep[] {
  const path = new URL(entry.url).pathname;
  const refresh = path.endsWith("/exchange");
  const credential = shownCredential(entry);
  const granted = entry.status < 300;
  return [
    {
      id: `${entry.id}>`,
      from: "client",
      host: hostOf(entry.url),
      said: `${entry.method} ${path}`,
      meaning: `The client asks for ${refresh ? "a refresh token" : "an access token"}${credential && ` ${credential}`}.`,
    },
    {
      id: `${entry.id}<`,
      from: "service",
      host: hostOf(entry.url),
      said: String(entry.status),
      meaning: entry.why ?? (granted ? "The service issues the token." : "The service issues no token."),
    },
  ];
}

/**
 * The sign-ins in the requests of one command: an answer 401 with a challenge, the token requests that follow it, and the
 * request that shows the token then (distribution, spec/auth/token; ACR's /oauth2 endpoints).
 */
export function signIns(entries: readonly WireEntry[]): SignIn[] {
  const found: SignIn[] = [];
  for (let at = 0; at < entries.length; at++) {
    const request = entries[at];
    const challenge = request?.status === 401 ? header(request.responseHeaders, "www-authenticate") : undefined;
    if (!request || challenge === undefined || !/^bearer\b/i.test(challenge)) continue;
    const tokens: WireEntry[] = [];
    let next = at + 1;
    for (let exchange = entries[next]; exchange && isToken(exchange); exchange = entries[++next]) tokens.push(exchange);
    if (tokens.length === 0) continue;
    const after = entries[next];
    const shows = after !== undefined && header(after.requestHeaders, "authorization") !== undefined;
    const again = shows && hostOf(after.url) === hostOf(request.url) ? after : undefined;
    const scope = challenged(challenge, "scope");
    const steps: SignInStep[] = [
      {
        id: `${request.id}>`,
        from: "client",
        host: hostOf(request.url),
        said: `${request.method} ${pathOf(request.url)}`,
        meaning: "The client sends the request without a token.",
      },
      {
        id: `${request.id}<`,
        from: "service",
        host: hostOf(request.url),
        said: "401 WWW-Authenticate: Bearer",
        meaning: `The registry says where to get a token${scope === undefined ? "" : ` and which scope it needs: ${scope}`}.`,
      },
      ...tokens.flatMap(tokenSteps),
    ];
    if (again) {
      steps.push(
        {
          id: `${again.id}>`,
          from: "client",
          host: hostOf(again.url),
          said: `${again.method} ${pathOf(again.url)}`,
          meaning:
            again.url === request.url
              ? "The client repeats the request with the token."
              : "The client sends the request with the token.",
        },
        {
          id: `${again.id}<`,
          from: "service",
          host: hostOf(again.url),
          said: String(again.status),
          meaning: again.why ?? "The registry responds.",
        },
      );
    }
    found.push({
      entries: [request, ...tokens, ...(again ? [again] : [])].map(({ id }) => id),
      steps,
      succeeded: tokens.every(({ status }) => status < 300) && again !== undefined && again.status !== 401,
    });
    at = next - 1;
  }
  return found;
}

/** What a request spared: a blob that is there already, or one that another repository of the registry has. */
export function spared({
  method,
  url,
  status,
}: WireEntry): "skipped, already present" | "mounted, not uploaded" | undefined {
  const { pathname, searchParams } = new URL(url);
  if (method === "HEAD" && status === 200 && /\/blobs\/[^/]+$/.test(pathname)) return "skipped, already present";
  if (method === "POST" && status === 201 && searchParams.has("mount")) return "mounted, not uploaded";
  return undefined;
}

/** Which plane a request went to. */
export type WirePlane = "management" | "registry" | "other";

/** The plane that serves the host of a request. */
export function planeOf({ url }: WireEntry): WirePlane {
  const { hostname } = new URL(url);
  if (hostname === "management.azure.com") return "management";
  return hostname.endsWith(".azurecr.io") ? "registry" : "other";
}
