import { parseReference, tagOrDigest } from "../registry-client/reference.ts";
import type { Origin, Plane } from "../world/cloud.ts";
import { digestOf, type Hash } from "../world/hash.ts";
import { toBase64 } from "./base64.ts";
import { checkEnvelope, notationTypes } from "./notation.ts";
import { policyFor, trustsSubject, type TrustPolicy } from "./trust-policy.ts";

export type Verification =
  | { verified: true; digest: string; subject: string; signedAt: number }
  /** `skipped` says that the policy asks for no signature. */
  | { verified: true; digest: string; skipped: true }
  | { verified: false; digest?: string; reason: string };

export interface VerifyOptions {
  hash: Hash;
  /** Value of the Authorization header for reading the repository, if it needs one. */
  authorization?: string;
}

const accept = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

/**
 * Verifies an image as `notation verify` does, by requests alone: resolves the reference, lists the signatures that refer
 * to its manifest, and accepts the first that is whole, is over this very manifest, and comes from a trusted certificate.
 */
export async function verifyImage(
  send: Plane,
  origin: Origin,
  image: string,
  policies: readonly TrustPolicy[],
  { hash, authorization }: VerifyOptions,
): Promise<Verification> {
  const parsed = parseReference(image, { withoutHost: "rejected" });
  if (!parsed.ok) return { verified: false, reason: `${image} is not a full image reference` };
  const { host, repository } = parsed.value;
  const reference = tagOrDigest(parsed.value);
  const get = (path: string, headers: Record<string, string> = {}) =>
    send(
      new Request(`https://${host}/v2/${repository}/${path}`, {
        headers: { ...headers, ...(authorization && { authorization }) },
      }),
      origin,
    );
  const policy = policyFor(policies, `${host}/${repository}`);
  if (!policy) return { verified: false, reason: `no trust policy holds for ${host}/${repository}` };

  const manifest = await get(`manifests/${reference}`, { accept });
  if (!manifest.ok)
    return { verified: false, reason: `the manifest of ${image} could not be read (${manifest.status})` };
  const bytes = new Uint8Array(await manifest.arrayBuffer());
  const named = reference.startsWith("sha256:") ? reference : manifest.headers.get("docker-content-digest");
  const digest = digestOf(hash, bytes);
  if (named !== digest)
    return { verified: false, digest, reason: `the manifest's bytes do not match the digest ${named}` };
  if (policy.level === "skip") return { verified: true, digest, skipped: true };

  const referrers = await get(`referrers/${digest}?artifactType=${encodeURIComponent(notationTypes.artifact)}`);
  const index = referrers.ok
    ? ((await referrers.json()) as { manifests: { digest: string; artifactType?: string }[] })
    : null;
  const signatures = index?.manifests.filter(({ artifactType }) => artifactType === notationTypes.artifact) ?? [];
  if (signatures.length === 0) return { verified: false, digest, reason: `no signature is associated with ${digest}` };

  let reason = "";
  for (const signature of signatures) {
    const checked = await checkSignature(signature.digest);
    if (typeof checked !== "string") return { verified: true, digest, ...checked };
    reason = checked;
  }
  return { verified: false, digest, reason };

  async function checkSignature(signatureDigest: string): Promise<{ subject: string; signedAt: number } | string> {
    const response = await get(`manifests/${signatureDigest}`, { accept });
    if (!response.ok) return `the signature ${signatureDigest} could not be read (${response.status})`;
    const { layers } = (await response.json()) as { layers?: { digest: string }[] };
    const layer = layers?.[0]?.digest ?? "";
    const blob = await get(`blobs/${layer}`);
    if (!blob.ok) return `the envelope of signature ${signatureDigest} could not be read (${blob.status})`;
    const envelope = new Uint8Array(await blob.arrayBuffer());
    if (digestOf(hash, envelope) !== layer)
      return `the envelope of signature ${signatureDigest} does not match its digest`;
    const check = checkEnvelope(envelope);
    if (!check.ok) return check.reason;
    if (check.target.digest !== digest) return `the signature is over ${check.target.digest}, not over ${digest}`;
    if (check.target.size !== bytes.length)
      return `the signature is over ${check.target.size} bytes, not ${bytes.length}`;
    if (!policy?.certificates.includes(toBase64(check.certificate.bytes)))
      return `the certificate ${check.certificate.subject} is not in the trust store`;
    if (!trustsSubject(policy, check.certificate.subject))
      return `${check.certificate.subject} is not an identity that the trust policy trusts`;
    return { subject: check.certificate.subject, signedAt: check.signedAt };
  }
}
