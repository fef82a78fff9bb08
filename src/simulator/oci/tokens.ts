import type { Caller } from "../identity/access.ts";
import { readJwt, signJwt, type Claims, type TokenIssuer } from "../identity/jwt.ts";
import type { Cloud } from "../registry/cloud.ts";
import { now } from "../world/clock.ts";
import { toHex } from "../world/ids.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import type { Scope } from "./scopes.ts";

/** Seconds that an access token lasts: exp − iat of the samples in Azure/acr docs/AAD-OAuth.md. */
export const accessTokenSeconds = 4500;

/** The refusal of a request that did not say well enough who it is from. */
export const unauthorized = (why: string, fact?: string): Refusal => ({
  code: "UNAUTHORIZED",
  status: 401,
  message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
  why,
  ...(fact !== undefined && { fact }),
});

const issuerOf = (cloud: Cloud, registryKey: string): TokenIssuer => ({
  hash: cloud.hash,
  seed: cloud.world().get("settings")?.seed ?? 0,
  issuer: `registry/${registryKey}`,
});

/** Subject of a token, and the claim that tells the kinds of callers apart. */
function subjectOf(caller: Caller): { sub: string; caller_type: Caller["kind"] } {
  switch (caller.kind) {
    case "principal":
      return { sub: caller.id, caller_type: "principal" };
    case "token":
      return { sub: caller.name, caller_type: "token" };
    case "run":
      return { sub: caller.id, caller_type: "run" };
    case "admin":
      return { sub: caller.registry, caller_type: "admin" };
    case "anonymous":
      return { sub: "", caller_type: "anonymous" };
  }
}

function callerOf(claims: Claims, registry: string): Caller | undefined {
  const subject = String(claims["sub"]);
  switch (claims["caller_type"]) {
    case "principal":
      return { kind: "principal", id: subject };
    case "token":
      return { kind: "token", registry, name: subject };
    case "run":
      return { kind: "run", registry, id: subject };
    case "admin":
      return { kind: "admin", registry };
    case "anonymous":
      return { kind: "anonymous" };
    default:
      return undefined;
  }
}

/** The claims that both kinds of tokens share. The id follows from the rest, so the same question has the same answer. */
function issue(cloud: Cloud, registryKey: string, caller: Caller, seconds: number, claims: Claims): string {
  const iat = Math.floor(now(cloud.world()) / 1000);
  const body = {
    ...subjectOf(caller),
    nbf: iat,
    exp: iat + seconds,
    iat,
    iss: "Azure Container Registry",
    aud: cloud.world().get("registry", registryKey)?.loginServer ?? "",
    version: "1.0",
    ...claims,
  };
  const jti = toHex(cloud.hash.sha256(new TextEncoder().encode(JSON.stringify(body)))).slice(0, 32);
  return signJwt(issuerOf(cloud, registryKey), { jti, ...body });
}

export const issueAccessToken = (cloud: Cloud, registryKey: string, caller: Caller, access: readonly Scope[]): string =>
  issue(cloud, registryKey, caller, accessTokenSeconds, { access, roles: [], grant_type: "access_token" });

/** Seconds that a refresh token, and with it `az acr login`, lasts. */
export const refreshTokenSeconds = (cloud: Cloud): number =>
  (cloud.rules().value<number>("acrLoginTokenHours") ?? 0) * 3600;

export const issueRefreshToken = (cloud: Cloud, registryKey: string, caller: Caller): string =>
  issue(cloud, registryKey, caller, refreshTokenSeconds(cloud), {
    grant_type: "refresh_token",
    tenant: cloud.world().get("settings")?.subscription.tenantId,
    permissions: { actions: ["read", "write", "delete"], notActions: null },
    roles: [],
  });

const isScope = (value: unknown): value is Scope =>
  typeof value === "object" && value !== null && "type" in value && "name" in value && "actions" in value;

export interface RegistryTokenContent {
  caller: Caller;
  access: Scope[];
}

/** What a token of this registry says, when it is of the wanted kind and active. */
export function readRegistryToken(
  cloud: Cloud,
  registryKey: string,
  token: string,
  kind: "access_token" | "refresh_token",
): Result<RegistryTokenContent> {
  const world = cloud.world();
  const claims = readJwt(issuerOf(cloud, registryKey), token);
  if (!claims) return fail(unauthorized("This registry did not sign the token."));
  if (claims["aud"] !== world.get("registry", registryKey)?.loginServer) {
    return fail(unauthorized("The token was made for another registry."));
  }
  if (claims["grant_type"] !== kind) return fail(unauthorized(`The token is no ${kind.replace("_", " ")}.`));
  const caller = callerOf(claims, registryKey);
  if (!caller) return fail(unauthorized("The token names nobody."));
  const fault = world.has("fault", "expiredToken", registryKey);
  if (fault || Number(claims["exp"]) * 1000 <= now(world)) {
    return fail(unauthorized("The token has expired.", kind === "refresh_token" ? "acrLoginTokenHours" : undefined));
  }
  const access = Array.isArray(claims["access"]) ? claims["access"].filter(isScope) : [];
  return ok({ caller, access });
}
