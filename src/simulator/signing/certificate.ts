import { sha1 } from "@noble/hashes/legacy.js";
import { toHex } from "../world/ids.ts";
import type { Hash } from "../world/hash.ts";
import {
  bitString,
  der,
  elementsOf,
  integer,
  oid,
  readDer,
  readText,
  readTime,
  sequence,
  tags,
  time,
  utf8,
  type DerNode,
} from "./der.ts";
import { signDer, verify, type SigningKey } from "./keys.ts";

const oids = {
  ecPublicKey: "1.2.840.10045.2.1",
  p256: "1.2.840.10045.3.1.7",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  country: "2.5.4.6",
  locality: "2.5.4.7",
  state: "2.5.4.8",
  keyUsage: "2.5.29.15",
  extendedKeyUsage: "2.5.29.37",
  codeSigning: "1.3.6.1.5.5.7.3.3",
} as const;

/** Attributes of the name, in the order Notation writes them. */
const nameOids: readonly [string, string][] = [
  ["CN", oids.commonName],
  ["O", oids.organization],
  ["L", oids.locality],
  ["ST", oids.state],
  ["C", oids.country],
];

/** What a verifier reads from a certificate. */
export interface Certificate {
  /** The DER bytes. */
  bytes: Uint8Array;
  /** e.g. `CN=wabbit-networks.io,O=Notary,ST=WA,C=US` */
  subject: string;
  notBefore: number;
  notAfter: number;
  /** Uncompressed point of the P-256 key. */
  publicKey: Uint8Array;
}

const algorithm = sequence(oid(oids.ecdsaWithSha256));
const digitalSignature = 0x80;

function nameOf(subject: string): Uint8Array {
  const attributes = new Map(
    subject.split(",").map((part): [string, string] => {
      const [key = "", ...value] = part.split("=");
      return [key.trim(), value.join("=").trim()];
    }),
  );
  return sequence(
    ...nameOids
      .filter(([key]) => attributes.has(key))
      .reverse()
      .map(([key, id]) => der(tags.set, sequence(oid(id), utf8(attributes.get(key) ?? "")))),
  );
}

/**
 * A self-signed code-signing certificate (RFC 5280, profile of the Notary Project signature specification) for two names:
 * `subject` such as `CN=wabbit-networks.io,O=Notary,ST=WA,C=US`, and the moments between which it is valid.
 */
export function selfSignedCertificate(
  hash: Hash,
  key: SigningKey,
  subject: string,
  notBefore: number,
  notAfter: number,
): Uint8Array {
  const name = nameOf(subject);
  const publicKey = sequence(sequence(oid(oids.ecPublicKey), oid(oids.p256)), bitString(key.publicKey));
  const critical = der(tags.boolean, Uint8Array.of(0xff));
  const extensions = sequence(
    sequence(oid(oids.keyUsage), critical, der(tags.octetString, bitString(Uint8Array.of(digitalSignature), 7))),
    sequence(oid(oids.extendedKeyUsage), der(tags.octetString, sequence(oid(oids.codeSigning)))),
  );
  const body = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(hash.sha256(key.publicKey).slice(0, 8)),
    algorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey,
    der(0xa3, extensions),
  );
  return sequence(body, algorithm, bitString(signDer(key, body)));
}

/** Reads a certificate and checks that its own key signed it; undefined when it is damaged or was signed by another. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const [body, , signature] = elementsOf(readDer(bytes)?.[0]);
  const [, , , issuer, validity, subject, keyInfo] = elementsOf(body);
  const publicKey = elementsOf(keyInfo)[1]?.content.subarray(1);
  if (!body || !signature || !issuer || !subject || !publicKey) return undefined;
  if (!verify(publicKey, body.whole, signature.content.subarray(1), "der")) return undefined;
  const [notBefore, notAfter] = elementsOf(validity).map(readTime);
  if (notBefore === undefined || notAfter === undefined) return undefined;
  return { bytes, subject: readName(subject), notBefore, notAfter, publicKey };
}

function readName(name: DerNode): string {
  const attributes = elementsOf(name).map((set) => {
    const [pair] = elementsOf(set);
    const [id, value] = elementsOf(pair);
    const key = nameOids.find(([, text]) => toHex(oid(text)) === toHex(id?.whole ?? new Uint8Array()))?.[0] ?? "?";
    return `${key}=${readText(value)}`;
  });
  return attributes.reverse().join(",");
}

/** Hex SHA-256 of the certificate, which signatures name it by. */
export const thumbprint = (hash: Hash, certificate: Uint8Array): string => toHex(hash.sha256(certificate));

/** Hex SHA-1 of the certificate: what tools print for people to compare, and no check relies on. */
export const sha1Thumbprint = (certificate: Uint8Array): string => toHex(sha1(certificate));
