import { base64UrlToJson, fromBase64Url, jsonToBase64Url, toBase64Url } from "../signing/base64.ts";
import { keyId, sign, signingKey, verify, type SigningKey } from "../signing/keys.ts";
import type { Hash } from "../world/hash.ts";

/** Who signs: the same seed and issuer have the same key, in every world. */
export interface TokenIssuer {
  hash: Hash;
  seed: number;
  /** e.g. the directory, or one registry. */
  issuer: string;
}

export type Claims = Record<string, unknown>;

/** At most this many keys and read tokens are remembered; the oldest go first. */
const remembered = 2000;

interface Memory {
  keys: Map<string, SigningKey>;
  claims: Map<string, Claims>;
}

/** Reading a token again gives the same claims, so a client that sends one a thousand times has it verified once. */
const memories = new WeakMap<Hash, Memory>();

function memoryOf(hash: Hash): Memory {
  const known = memories.get(hash) ?? { keys: new Map(), claims: new Map() };
  memories.set(hash, known);
  return known;
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  if (map.size >= remembered) map.delete(map.keys().next().value ?? "");
  map.set(key, value);
  return value;
}

function keyOf({ hash, seed, issuer }: TokenIssuer): SigningKey {
  const { keys } = memoryOf(hash);
  const name = `${seed}/${issuer}`;
  return keys.get(name) ?? remember(keys, name, signingKey(hash, seed, `jwt/${issuer}`));
}

const encoder = new TextEncoder();
const memoryKey = ({ seed, issuer }: TokenIssuer, token: string): string => `${seed}/${issuer}/${token}`;

/** A JSON Web Token signed with ES256 (RFC 7518 §3.4), deterministically. */
export function signJwt(by: TokenIssuer, claims: Claims): string {
  const key = keyOf(by);
  const kid = keyId(by.hash, key.publicKey).slice(0, 32);
  const input = `${jsonToBase64Url({ typ: "JWT", alg: "ES256", kid })}.${jsonToBase64Url(claims)}`;
  const token = `${input}.${toBase64Url(sign(key, encoder.encode(input)))}`;
  remember(memoryOf(by.hash).claims, memoryKey(by, token), claims);
  return token;
}

const isClaims = (value: unknown): value is Claims =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The claims of a token without a look at its signature; undefined when it is no token. */
export function peekJwt(token: string): Claims | undefined {
  try {
    const claims = base64UrlToJson(token.split(".")[1] ?? "");
    return isClaims(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** The claims of a token that this issuer signed; undefined for any other text. Times are the caller's to check. */
export function readJwt(by: TokenIssuer, token: string): Claims | undefined {
  const { claims } = memoryOf(by.hash);
  const known = claims.get(memoryKey(by, token));
  if (known) return known;
  const [head = "", body = "", signature = "", ...more] = token.split(".");
  if (more.length > 0) return undefined;
  try {
    const header = base64UrlToJson(head);
    if (!isClaims(header) || header["alg"] !== "ES256") return undefined;
    if (!verify(keyOf(by).publicKey, encoder.encode(`${head}.${body}`), fromBase64Url(signature))) return undefined;
  } catch {
    return undefined;
  }
  const read = peekJwt(token);
  return read && remember(claims, memoryKey(by, token), read);
}
