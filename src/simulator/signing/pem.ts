import { fromBase64, toBase64 } from "./base64.ts";
import { bitString, der, elementsOf, integer, oid, readDer, sequence, tags } from "./der.ts";
import { keyOf, type SigningKey } from "./keys.ts";

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  label: string;
  /** Lines `Key: value` before the content, as older formats have them. */
  headers: Record<string, string>;
  bytes: Uint8Array;
}

const lineLength = 64;

/** Writes a block of a PEM file. */
export function toPem(label: string, bytes: Uint8Array, headers: Record<string, string> = {}): string {
  const text = toBase64(bytes);
  const lines = Array.from({ length: Math.ceil(text.length / lineLength) }, (_, at) =>
    text.slice(at * lineLength, (at + 1) * lineLength),
  );
  const head = Object.entries(headers).map(([key, value]) => `${key}: ${value}\n`);
  const above = head.length === 0 ? "" : `${head.join("")}\n`;
  return `-----BEGIN ${label}-----\n${above}${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The blocks of a PEM file; undefined when the content of one is no base64. */
export function readPem(text: string): PemBlock[] | undefined {
  const blocks: PemBlock[] = [];
  for (const [, label = "", body = ""] of text.matchAll(/-----BEGIN ([^-]+)-----\n([\s\S]*?)-----END \1-----/g)) {
    const lines = body.split("\n");
    const headers = lines.map((line) => /^([\w-]+): (.*)$/.exec(line)).filter((match) => match !== null);
    try {
      const bytes = fromBase64(lines.filter((line) => !line.includes(": ")).join(""));
      blocks.push({
        label,
        headers: Object.fromEntries(headers.map(([, key = "", value = ""]) => [key, value])),
        bytes,
      });
    } catch {
      return undefined;
    }
  }
  return blocks;
}

const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"));
const privateLabel = "PRIVATE KEY";
const publicLabel = "PUBLIC KEY";

/** A key as `PRIVATE KEY`: PKCS #8 (RFC 5958) around an elliptic curve's key (RFC 5915). */
export function privateKeyPem({ secret, publicKey }: SigningKey): string {
  const own = sequence(integer(Uint8Array.of(1)), der(tags.octetString, secret), der(0xa1, bitString(publicKey)));
  return toPem(privateLabel, sequence(integer(Uint8Array.of(0)), algorithm, der(tags.octetString, own)));
}

/** The key of a file; undefined when there is none for the curve P-256 in it. */
export function readPrivateKey(text: string): SigningKey | undefined {
  const block = readPem(text)?.find(({ label }) => label === privateLabel);
  if (!block) return undefined;
  const [, , wrapped] = elementsOf(readDer(block.bytes)?.[0]);
  const [, secret] = elementsOf(elementsOf(wrapped)[0]);
  try {
    return secret && keyOf(secret.content);
  } catch {
    // The curve rejects numbers that are no key.
    return undefined;
  }
}

/** A public key as `PUBLIC KEY` (SubjectPublicKeyInfo, RFC 5280). */
export const publicKeyPem = (publicKey: Uint8Array, headers: Record<string, string> = {}): string =>
  toPem(publicLabel, sequence(algorithm, bitString(publicKey)), headers);

const pointLength = 65;

/** The uncompressed point of a public key's file; undefined when there is none in it. */
export function readPublicKey(text: string): Uint8Array | undefined {
  const block = readPem(text)?.find(({ label }) => label === publicLabel);
  if (!block) return undefined;
  const [, key] = elementsOf(readDer(block.bytes)?.[0]);
  const point = key?.content.subarray(1);
  return point?.length === pointLength ? point : undefined;
}
