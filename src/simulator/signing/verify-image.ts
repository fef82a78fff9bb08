import { readManifest } from "../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest } from "../registry-client/download.ts";
import { statusOf, type RegistryFailure } from "../registry-client/failure.ts";
import { parseReference, tagOrDigest } from "../registry-client/reference.ts";
import { listReferrers } from "../registry-client/referrers.ts";
import type { RegistryClient } from "../registry-client/registry-client.ts";
import { toBase64 } from "./base64.ts";
import { checkEnvelope, notationTypes } from "./notation.ts";
import { policyFor, trustsSubject, type TrustPolicy } from "./trust-policy.ts";

export type Verification =
  | { verified: true; digest: string; subject: string; signedAt: number }
  /** `skipped` says that the policy asks for no signature. */
  | { verified: true; digest: string; skipped: true }
  | { verified: false; digest?: string; reason: string };

const statusText = (failure: RegistryFailure): string => `(${statusOf(failure) ?? "no response"})`;

/**
 * Verifies an image as `notation verify` does, by requests alone: resolves the reference, lists the signatures that refer
 * to its manifest, and accepts the first that is whole, is over this very manifest, and comes from a trusted certificate.
 */
export async function verifyImage(
  clientFor: (host: string) => RegistryClient,
  image: string,
  policies: readonly TrustPolicy[],
): Promise<Verification> {
  const parsed = parseReference(image, { withoutHost: "rejected" });
  if (!parsed.ok) return { verified: false, reason: `${image} is not a full image reference` };
  const { host, repository } = parsed.value;
  const policy = policyFor(policies, `${host}/${repository}`);
  if (!policy) return { verified: false, reason: `no trust policy holds for ${host}/${repository}` };

  const client = clientFor(host);
  const manifest = await fetchManifest(client, repository, tagOrDigest(parsed.value));
  if (!manifest.ok) {
    const failure = manifest.refusal;
    if (failure.code !== "DigestMismatch") {
      return { verified: false, reason: `the manifest of ${image} could not be read ${statusText(failure)}` };
    }
    const { actual, expected } = failure;
    return { verified: false, digest: actual, reason: `the manifest's bytes do not match the digest ${expected}` };
  }
  const { digest, bytes } = manifest.value;
  if (policy.level === "skip") return { verified: true, digest, skipped: true };

  const referrers = await listReferrers(client, repository, digest, notationTypes.artifact);
  const signatures = referrers.ok ? referrers.value : [];
  if (signatures.length === 0) return { verified: false, digest, reason: `no signature is associated with ${digest}` };

  let reason = "";
  for (const signature of signatures) {
    const checked = await checkSignature(signature.digest);
    if (typeof checked !== "string") return { verified: true, digest, ...checked };
    reason = checked;
  }
  return { verified: false, digest, reason };

  async function checkSignature(signatureDigest: string): Promise<{ subject: string; signedAt: number } | string> {
    const signature = await fetchManifest(client, repository, signatureDigest);
    if (!signature.ok) return `the signature ${signatureDigest} could not be read ${statusText(signature.refusal)}`;
    const envelope = await fetchBlob(client, repository, readManifest(signature.value.bytes).layers?.[0]?.digest ?? "");
    if (!envelope.ok) {
      const failure = envelope.refusal;
      return failure.code === "DigestMismatch"
        ? `the envelope of signature ${signatureDigest} does not match its digest`
        : `the envelope of signature ${signatureDigest} could not be read ${statusText(failure)}`;
    }
    const check = checkEnvelope(envelope.value);
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
