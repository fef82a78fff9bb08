import { now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Hash } from "../world/hash.ts";
import { toHex } from "../world/ids.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Reader } from "../world/world.ts";
import { peekJwt, readJwt, signJwt, type TokenIssuer } from "./jwt.ts";

/** What a directory token is for. */
export const audiences = {
  arm: "https://management.azure.com/",
  /** What a registry wants once its policy refuses tokens made for ARM. */
  registry: "https://containerregistry.azure.net",
  /** Of the directory's own surface. */
  graph: "https://graph.microsoft.com/",
} as const;

export type Audience = keyof typeof audiences;

/** Other spellings of the audiences that clients send. */
const spellings: Record<Audience, string[]> = {
  arm: ["https://management.azure.com", "https://management.core.windows.net"],
  registry: ["https://containerregistry.azure.net"],
  graph: ["https://graph.microsoft.com"],
};

/** The audience a client means, by a resource or the scope `RESOURCE/.default`. */
export function audienceOf(resource: string): Audience | undefined {
  const plain = resource.replace(/\/+\.default$/, "").replace(/\/+$/, "");
  return (Object.keys(spellings) as Audience[]).find((audience) => spellings[audience].includes(plain));
}

/** Seconds that a directory token lasts; Microsoft Entra gives 60 to 90 minutes, here always 60. */
export const directoryTokenSeconds = 3600;

const directory = (reader: Reader, hash: Hash): TokenIssuer => ({
  hash,
  seed: reader.get("settings")?.seed ?? 0,
  issuer: "directory",
});

/** A token of the directory for a principal; the same moment and principal give the same token. */
export function issueDirectoryToken(reader: Reader, hash: Hash, principal: Principal, audience: Audience): string {
  const iat = Math.floor(now(reader) / 1000);
  const tenant = reader.get("settings")?.subscription.tenantId ?? "";
  const id = new TextEncoder().encode(`${principal.id}/${audience}/${iat}`);
  return signJwt(directory(reader, hash), {
    aud: audiences[audience],
    iss: `https://sts.windows.net/${tenant}/`,
    iat,
    nbf: iat,
    exp: iat + directoryTokenSeconds,
    idtyp: principal.kind === "user" ? "user" : "app",
    name: principal.displayName,
    oid: principal.id,
    sub: principal.id,
    tid: tenant,
    uti: toHex(hash.sha256(id)).slice(0, 22),
    ver: "1.0",
    ...(principal.appId !== undefined && { appid: principal.appId }),
    ...(principal.userPrincipalName !== undefined && { upn: principal.userPrincipalName }),
  });
}

const refuse = (why: string, fact?: string): Result<never> =>
  fail({
    code: "UNAUTHORIZED",
    status: 401,
    message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
    why,
    ...(fact !== undefined && { fact }),
  });

/** The principal behind an active directory token for one of these audiences. */
export function checkDirectoryToken(
  reader: Reader,
  hash: Hash,
  token: string,
  accepted: readonly Audience[],
): Result<Principal> {
  const claims = readJwt(directory(reader, hash), token);
  if (!claims) return refuse("The directory did not sign this token.");
  const audience = audienceOf(String(claims["aud"]));
  if (audience === undefined || !accepted.includes(audience)) {
    return refuse(`The token was made for ${String(claims["aud"])}, which the registry does not accept.`);
  }
  if (Number(claims["exp"]) * 1000 <= now(reader)) return refuse("The directory token has expired.");
  const principal = reader.get("principal", String(claims["oid"]));
  return principal ? ok(principal) : refuse("The principal of this token is no longer in the directory.");
}

/**
 * The principal behind any token, for a loopback server whose clients bring their own: the one the `oid`
 * claim names if the directory has it, else the signed-in user.
 */
export function principalOfAnyToken(reader: Reader, token: string): Principal | undefined {
  const named = reader.get("principal", String(peekJwt(token)?.["oid"]));
  const signedIn = reader.get("settings")?.signedIn;
  return named ?? (signedIn ? reader.get("principal", signedIn) : undefined);
}
