import * as v from "valibot";
import { toCode } from "./packing.ts";

const algorithms = { sign: "ECDSA", seal: "ECDH" } as const;
const usages = { sign: ["sign"], seal: ["deriveBits"] } as const;
type Use = keyof typeof algorithms;

const coordinate = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
/** Checks the private half of a key pair as a JSON web key (RFC 7517). */
export const privateKeySchema = v.object({
  kty: v.literal("EC"),
  crv: v.literal("P-256"),
  x: coordinate,
  y: coordinate,
  d: coordinate,
});

/** The private keys of an instructor, as JSON web keys (RFC 7517): one signs assignments, one opens submissions. */
export const instructorKeysSchema = v.object({ sign: privateKeySchema, seal: privateKeySchema });
export type InstructorKeys = v.InferOutput<typeof instructorKeysSchema>;
/** The private half of a key pair. */
export type PrivateKey = v.InferOutput<typeof privateKeySchema>;

async function newKey(use: Use): Promise<PrivateKey> {
  const pair = await crypto.subtle.generateKey({ name: algorithms[use], namedCurve: "P-256" }, true, usages[use]);
  return v.parse(privateKeySchema, await crypto.subtle.exportKey("jwk", pair.privateKey));
}

/** Makes the key pair to which something is sealed. */
export const newSealKey = (): Promise<PrivateKey> => newKey("seal");

/** Makes the keys of an instructor. They are worth as much as the marks that they open. */
export async function newInstructorKeys(): Promise<InstructorKeys> {
  const [sign, seal] = await Promise.all([newKey("sign"), newKey("seal")]);
  return { sign, seal };
}

/** Returns the public half: an uncompressed point, 65 bytes, as base64url. */
export function publicHalf({ x, y }: PrivateKey): string {
  const bytes = (part: string) => Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), byteOf);
  return toCode(Uint8Array.from([4, ...bytes(x), ...bytes(y)]));
}

const byteOf = (character: string): number => character.charCodeAt(0);

/** Makes a private key ready for signing or for opening what was sealed. */
export const importPrivate = (key: PrivateKey, use: Use): Promise<CryptoKey> =>
  crypto.subtle.importKey("jwk", key, { name: algorithms[use], namedCurve: "P-256" }, false, usages[use]);

/** Makes a public key, 65 bytes, ready for checking signatures or for sealing; rejects one that isn't a point on the curve. */
export const importPublic = (point: Uint8Array<ArrayBuffer>, use: Use): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    "raw",
    point,
    { name: algorithms[use], namedCurve: "P-256" },
    false,
    use === "sign" ? ["verify"] : [],
  );
