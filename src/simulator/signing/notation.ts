import type { Hash } from "../world/hash.ts";
import { digestOf } from "../world/hash.ts";
import { failWith, ok, type Failure, type Result } from "../world/result.ts";
import { base64UrlToJson, fromBase64, fromBase64Url, jsonToBase64Url, toBase64, toBase64Url } from "./base64.ts";
import { readCertificate, thumbprint, type Certificate } from "./certificate.ts";
import { sign, verify, type SigningKey } from "./keys.ts";

/** Media types of the Notary Project signature specification (notaryproject/specifications, signature-specification.md). */
export const notationTypes = {
  artifact: "application/vnd.cncf.notary.signature",
  payload: "application/vnd.cncf.notary.payload.v1+json",
  envelope: "application/jose+json",
  emptyConfig: "application/vnd.oci.empty.v1+json",
  imageManifest: "application/vnd.oci.image.manifest.v1+json",
} as const;

const thumbprintAnnotation = "io.cncf.notary.x509chain.thumbprint#S256";
const signingTimeHeader = "io.cncf.notary.signingTime";
const expiryHeader = "io.cncf.notary.expiry";
const schemeHeader = "io.cncf.notary.signingScheme";
const encoder = new TextEncoder();

/** The manifest that is signed. */
export interface SignedTarget {
  mediaType: string;
  digest: string;
  size: number;
  /** What the signer adds of their own, under the signature. */
  annotations?: Record<string, string>;
}

export interface SigningOptions {
  /** Moment after which the signature does not hold any more. */
  expiresAt?: number | undefined;
  userMetadata?: Record<string, string> | undefined;
}

interface Envelope {
  payload: string;
  protected: string;
  header: { x5c: string[]; "io.cncf.notary.signingAgent"?: string };
  signature: string;
}

/** A signature ready to push: three blobs' bytes and the manifest that refers to the signed one. */
export interface NotationSignature {
  envelope: Uint8Array;
  config: Uint8Array;
  manifest: Uint8Array;
}

const inSeconds = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

/** Signs a manifest as `notation sign` does: a JWS envelope in an image manifest whose subject is the target. */
export function signNotation(
  hash: Hash,
  key: SigningKey,
  certificate: Uint8Array,
  target: SignedTarget,
  at: number,
  { expiresAt, userMetadata }: SigningOptions = {},
): NotationSignature {
  const signedAt = inSeconds(at);
  const payload = jsonToBase64Url({
    targetArtifact: userMetadata ? { ...target, annotations: userMetadata } : target,
  });
  const header = jsonToBase64Url({
    alg: "ES256",
    crit: expiresAt === undefined ? [schemeHeader] : [schemeHeader, expiryHeader],
    cty: notationTypes.payload,
    [schemeHeader]: "notary.x509",
    [signingTimeHeader]: signedAt,
    ...(expiresAt !== undefined && { [expiryHeader]: inSeconds(expiresAt) }),
  });
  const envelope: Envelope = {
    payload,
    protected: header,
    header: { x5c: [toBase64(certificate)] },
    signature: toBase64Url(sign(key, encoder.encode(`${header}.${payload}`))),
  };
  const envelopeBytes = encoder.encode(JSON.stringify(envelope));
  const config = encoder.encode("{}");
  const manifest = encoder.encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: notationTypes.imageManifest,
      artifactType: notationTypes.artifact,
      config: { mediaType: notationTypes.emptyConfig, digest: digestOf(hash, config), size: config.length },
      layers: [
        { mediaType: notationTypes.envelope, digest: digestOf(hash, envelopeBytes), size: envelopeBytes.length },
      ],
      subject: target,
      annotations: {
        [thumbprintAnnotation]: JSON.stringify([thumbprint(hash, certificate)]),
        "org.opencontainers.image.created": signedAt,
      },
    }),
  );
  return { envelope: envelopeBytes, config, manifest };
}

/** What an envelope says whose signature is that of its certificate. */
export interface CheckedEnvelope {
  target: SignedTarget;
  certificate: Certificate;
  signedAt: number;
  expiresAt?: number;
}

/** Checks that an envelope is whole: readable, signed by the certificate it carries, within that certificate's validity. */
export function checkEnvelope(bytes: Uint8Array): Result<CheckedEnvelope, Failure> {
  const bad = (message: string) => failWith("SignatureInvalid", message);
  let envelope: Partial<Envelope>;
  let protectedHeader: Record<string, unknown>;
  let payload: { targetArtifact?: Partial<SignedTarget> };
  try {
    envelope = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Envelope>;
    protectedHeader = base64UrlToJson(envelope.protected ?? "") as Record<string, unknown>;
    payload = base64UrlToJson(envelope.payload ?? "") as typeof payload;
  } catch {
    return bad("the signature envelope is not a readable JWS");
  }
  if (protectedHeader["alg"] !== "ES256")
    return bad(`the signature algorithm ${String(protectedHeader["alg"])} is not supported`);
  const { digest, mediaType, size, annotations } = payload.targetArtifact ?? {};
  if (!digest || !mediaType || size === undefined) return bad("the signed payload names no artifact");
  let certificate: Certificate | undefined;
  let signature: Uint8Array;
  try {
    certificate = readCertificate(fromBase64(envelope.header?.x5c?.[0] ?? ""));
    signature = fromBase64Url(envelope.signature ?? "");
  } catch {
    return bad("the signing certificate or the signature is not readable");
  }
  if (!certificate) return bad("the signing certificate is damaged");
  if (!verify(certificate.publicKey, encoder.encode(`${envelope.protected}.${envelope.payload}`), signature))
    return bad("the signature does not match its content");
  const signedAt = Date.parse(String(protectedHeader[signingTimeHeader]));
  if (Number.isNaN(signedAt)) return bad("the signature does not say when it was made");
  if (signedAt < certificate.notBefore || signedAt > certificate.notAfter)
    return bad("the certificate was not valid when the signature was made");
  const target = { digest, mediaType, size, ...(annotations && { annotations }) };
  const expiry = protectedHeader[expiryHeader];
  if (expiry === undefined) return ok({ target, certificate, signedAt });
  const expiresAt = Date.parse(String(expiry));
  if (Number.isNaN(expiresAt)) return bad("the signature's expiry is not a moment");
  return ok({ target, certificate, signedAt, expiresAt });
}
