import { base64 } from "@scure/base";
import type { Caller, ContentOperation, Verdict } from "../identity/access.ts";
import { signIn } from "../identity/credentials.ts";
import { resolveName } from "../identity/dns.ts";
import { callerName, mayReach, mayTouchContent } from "../identity/evaluate.ts";
import { peekJwt } from "../identity/jwt.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Origin } from "../world/cloud.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import { publicAddress } from "./public-address.ts";
import { scopesHold, wireAction, type Scope } from "./scopes.ts";
import { readRegistryToken, unauthorized } from "./tokens.ts";

/** Who sent a request, and what the token it carries was granted. */
export interface Session {
  /** Name of the registry in lower case. */
  registry: string;
  caller: Caller;
  /** The caller in words, for the wire inspector. */
  who: string;
  /** The access of a bearer token; left out for Basic credentials, which are checked at each request. */
  access?: Scope[];
}

/** An operation that a request is about to do; where several are named, any one of them is enough. */
export interface Need {
  operation: ContentOperation | readonly ContentOperation[];
  /** Left out for operations on the registry as a whole. */
  repository?: string;
}

const operationsOf = ({ operation }: Need): readonly ContentOperation[] =>
  typeof operation === "string" ? [operation] : operation;

/** The user name that goes with a refresh token as password. */
const refreshUser = (cloud: Cloud): string | undefined =>
  cloud.rules().value<string>("acrLoginUsernameForExposedToken");

function scopeText(need: Need): string {
  const operations = operationsOf(need);
  if (need.repository === undefined) return "registry:catalog:*";
  const actions = operations
    .slice(0, 1)
    .map((operation) => (operation === "catalogList" ? "*" : wireAction[operation]))
    // A client that may push also reads what already exists.
    .flatMap((action) => (action === "push" ? ["pull", "push"] : [action]));
  return `repository:${need.repository}:${actions.join(",")}`;
}

/** Why a token was not enough (RFC 6750 §3.1, as distribution's token authentication and ACR have it). */
type TokenError = "invalid_token" | "insufficient_scope";

/**
 * The `WWW-Authenticate` header of a refusal. No blank follows a comma, because az splits the header there; several scopes
 * share one value, separated by blanks. `error` is what is wrong with the token that came.
 */
export function challenge(request: Request, needs: readonly Need[] = [], error?: TokenError): string {
  const { scheme, host } = publicAddress(request);
  const parameters = [`realm="${scheme}://${host}/oauth2/token"`, `service="${host}"`];
  if (needs.length > 0) parameters.push(`scope="${[...new Set(needs.map(scopeText))].join(" ")}"`);
  if (error !== undefined) parameters.push(`error="${error}"`);
  return `Bearer ${parameters.join(",")}`;
}

const challenged = (refusal: Refusal, request: Request, needs: readonly Need[] = [], error?: TokenError): Refusal => ({
  ...refusal,
  headers: { "WWW-Authenticate": challenge(request, needs, error) },
});

/** What a 401 body says about the access that is missing: an entry of Type, Name and Action for each. */
const missingAccess = (needs: readonly Need[]) =>
  needs.flatMap((need) =>
    operationsOf(need)
      .slice(0, 1)
      .map((operation) =>
        need.repository === undefined || operation === "catalogList"
          ? { Type: "registry", Class: "", Name: "catalog", Action: "*" }
          : { Type: "repository", Class: "", Name: need.repository, Action: wireAction[operation] },
      ),
  );

/** Refuses an origin that the registry's network rules keep out, before anything else is looked at. */
export function requireReach(cloud: Cloud, registry: string, origin: Origin): Result<Verdict> {
  const verdict = mayReach(cloud.world(), cloud.rules(), { registry, origin });
  if (verdict.allowed) return ok(verdict);
  const host = cloud.world().get("registry", registry)?.loginServer ?? "";
  if (resolveName(cloud.world(), cloud.rules(), host, origin).kind === "notFound") {
    // The request would not get here; a gateway on the way serves as the name server.
    const message = `the name ${host} does not resolve`;
    return fail({ code: "NAME_NOT_RESOLVED", status: 502, message, why: verdict.because, fact: "privateDnsZone" });
  }
  return fail({
    code: "DENIED",
    status: 403,
    message: `client with IP '${origin.address}' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`,
    why: verdict.because,
    ...(verdict.fact !== undefined && { fact: verdict.fact }),
  });
}

/** User name and password of a Basic header. */
export function basicCredentials(header: string): { username: string; password: string } | undefined {
  try {
    const text = new TextDecoder().decode(base64.decode(header.replace(/^basic\s+/i, "").trim()));
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}

/** Whom a request says it is from, unchecked: enough to count its requests before anything is looked up. */
export function claimedIdentity(request: Request): { who?: string } {
  const header = request.headers.get("authorization") ?? "";
  const who = /^bearer\s/i.test(header)
    ? peekJwt(header.replace(/^bearer\s+/i, ""))?.["sub"]
    : basicCredentials(header)?.username;
  return typeof who === "string" && who !== "" ? { who } : {};
}

/** Signs in with a user name and a password, or with a refresh token under the all-zero user name. */
export function signInWithPassword(cloud: Cloud, registry: string, username: string, password: string): Result<Caller> {
  if (username === refreshUser(cloud)) {
    const read = readRegistryToken(cloud, registry, password, "refresh_token");
    return read.ok ? ok(read.value.caller) : read;
  }
  const signedIn = signIn(cloud.world(), registry, username, password);
  return signedIn.ok ? signedIn : fail(unauthorized(signedIn.refusal.message));
}

const sessionOf = (cloud: Cloud, registry: string, caller: Caller, access?: Scope[]): Session => ({
  registry,
  caller,
  who: callerName(cloud.world(), caller),
  ...(access && { access }),
});

/**
 * Finds out who sent a request: the network is asked first, then a bearer token or Basic credentials. Without
 * credentials the session is anonymous, which may do what anonymous pull allows.
 */
export function authenticate(cloud: Cloud, request: Request, registry: string, origin: Origin): Result<Session> {
  const reach = requireReach(cloud, registry, origin);
  if (!reach.ok) return reach;
  const header = request.headers.get("authorization");
  if (header === null) return ok(sessionOf(cloud, registry, { kind: "anonymous" }));
  const [scheme = "", value = ""] = header.trim().split(/\s+/);
  if (scheme.toLowerCase() === "bearer") {
    const read = readRegistryToken(cloud, registry, value, "access_token");
    if (!read.ok) return fail(challenged(read.refusal, request, [], "invalid_token"));
    return ok(sessionOf(cloud, registry, read.value.caller, read.value.access));
  }
  const credentials = scheme.toLowerCase() === "basic" ? basicCredentials(header) : undefined;
  if (!credentials)
    return fail(challenged(unauthorized("The Authorization header is neither Bearer nor Basic."), request));
  const caller = signInWithPassword(cloud, registry, credentials.username, credentials.password);
  return caller.ok ? ok(sessionOf(cloud, registry, caller.value)) : fail(challenged(caller.refusal, request));
}

/** For `GET /v2/`: anybody whose credentials were good; without any, the challenge that tells where tokens come from. */
export function requireSignIn(request: Request, session: Session): Result<Session> {
  if (session.access !== undefined || session.caller.kind !== "anonymous") return ok(session);
  return fail(challenged(unauthorized("The request carries no credentials."), request));
}

/**
 * Lets a session do what it needs, or refuses: 401 with a fresh challenge where a token lacks the scope or there is none,
 * 403 where Basic credentials are good but the rights are missing.
 */
export function requireAccess(
  cloud: Cloud,
  request: Request,
  session: Session,
  needs: readonly Need[],
): Result<Verdict> {
  let last: Verdict = { allowed: true, because: "Nothing was asked." };
  for (const need of needs) {
    const verdict = judge(cloud, session, need);
    if (!verdict.allowed) return fail(refusalOf(request, session, needs, verdict));
    last = verdict;
  }
  return ok(last);
}

function judge(cloud: Cloud, session: Session, need: Need): Verdict {
  const operations = operationsOf(need);
  const verdicts = operations.map((operation) =>
    mayTouchContent(cloud.world(), cloud.rules(), {
      caller: session.caller,
      registry: session.registry,
      operation,
      ...(need.repository !== undefined && { repository: need.repository }),
    }),
  );
  const refusedVerdict = verdicts[0] ?? { allowed: false, because: "Nothing was asked." };
  if (session.access === undefined) return verdicts.find(({ allowed }) => allowed) ?? refusedVerdict;
  const { access } = session;
  const grantedOperation = operations.find((operation) => scopesHold(access, operation, need.repository));
  if (grantedOperation !== undefined) {
    return {
      allowed: true,
      because: `The token of ${session.who} includes ${scopeText({ ...need, operation: grantedOperation })}.`,
      via: "token",
    };
  }
  return refusedVerdict.allowed
    ? { allowed: false, because: `The token of ${session.who} doesn't include ${scopeText(need)}.` }
    : refusedVerdict;
}

function refusalOf(request: Request, session: Session, needs: readonly Need[], verdict: Verdict): Refusal {
  const reason = { why: verdict.because, ...(verdict.fact !== undefined && { fact: verdict.fact }) };
  if (session.access !== undefined || session.caller.kind === "anonymous") {
    const error = session.access === undefined ? undefined : "insufficient_scope";
    return {
      ...challenged(unauthorized(verdict.because), request, needs, error),
      target: missingAccess(needs),
      ...reason,
    };
  }
  return {
    code: "DENIED",
    status: 403,
    message: "requested access to the resource is denied",
    target: missingAccess(needs),
    ...reason,
  };
}
