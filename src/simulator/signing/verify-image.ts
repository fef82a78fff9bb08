import { readManifest } from "../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest } from "../registry-client/download.ts";
import { statusOf, type RegistryFailure } from "../registry-client/failure.ts";
import { parseReference, tagOrDigest } from "../registry-client/reference.ts";
import { listReferrers } from "../registry-client/referrers.ts";
import type { RegistryClient } from "../registry-client/registry-client.ts";
import { failWith, ok, type Failure, type Result } from "../world/result.ts";
import { toBase64 } from "./base64.ts";
import { checkEnvelope, notationTypes } from "./notation.ts";
import { policyFor, trustsSubject, type TrustPolicy } from "./trust-policy.ts";

/** An image with a signature that the policy accepts. `skipped` says that the policy asks for no signature. */
export type VerifiedImage = { digest: string } & ({ subject: string; signedAt: number } | { skipped: true });

const unverified = (message: string) => failWith("Unverified", message);

const statusText = (failure: RegistryFailure): string => `(${statusOf(failure) ?? "no response"})`;

/**
 * Verifies an image as `notation verify` does, by requests alone: resolves the reference, lists the signatures that refer
 * to its manifest, and accepts the first that is whole, is over this very manifest, and comes from a trusted certificate.
 */
export async function verifyImage(
  clientFor: (host: string) => RegistryClient,
  image: string,
  policies: readonly TrustPolicy[],
): Promise<Result<VerifiedImage, Failure>> {
  const parsed = parseReference(image, { withoutHost: "rejected" });
  if (!parsed.ok) return unverified(`${image} is not a full image reference`);
  const { host, repository } = parsed.value;
  const policy = policyFor(policies, `${host}/${repository}`);
  if (!policy) return unverified(`no trust policy holds for ${host}/${repository}`);

  const client = clientFor(host);
  const manifest = await fetchManifest(client, repository, tagOrDigest(parsed.value));
  if (!manifest.ok) {
    const failure = manifest.refusal;
    if (failure.code !== "DigestMismatch") {
      return unverified(`the manifest of ${image} could not be read ${statusText(failure)}`);
    }
    return unverified(`the manifest's bytes do not match the digest ${failure.expected}`);
  }
  const { digest, bytes } = manifest.value;
  if (policy.level === "skip") return ok({ digest, skipped: true });

  const referrers = await listReferrers(client, repository, digest, notationTypes.artifact);
  const signatures = referrers.ok ? referrers.value : [];

  let result: Result<VerifiedImage, Failure> = unverified(`no signature is associated with ${digest}`);
  for (const signature of signatures) {
    result = await checkSignature(signature.digest);
    if (result.ok) break;
  }
  return result;

  async function checkSignature(signatureDigest: string): Promise<Result<VerifiedImage, Failure>> {
    const signature = await fetchManifest(client, repository, signatureDigest);
    if (!signature.ok)
      return unverified(`the signature ${signatureDigest} could not be read ${statusText(signature.refusal)}`);
    const envelope = await fetchBlob(client, repository, readManifest(signature.value.bytes).layers?.[0]?.digest ?? "");
    if (!envelope.ok) {
      const failure = envelope.refusal;
      const problem =
        failure.code === "DigestMismatch" ? "does not match its digest" : `could not be read ${statusText(failure)}`;
      return unverified(`the envelope of signature ${signatureDigest} ${problem}`);
    }
    const checked = checkEnvelope(envelope.value);
    if (!checked.ok) return checked;
    const check = checked.value;
    if (check.target.digest !== digest)
      return unverified(`the signature is over ${check.target.digest}, not over ${digest}`);
    if (check.target.size !== bytes.length)
      return unverified(`the signature is over ${check.target.size} bytes, not ${bytes.length}`);
    if (!policy?.certificates.includes(toBase64(check.certificate.bytes)))
      return unverified(`the certificate ${check.certificate.subject} is not in the trust store`);
    if (!trustsSubject(policy, check.certificate.subject))
      return unverified(`${check.certificate.subject} is not an identity that the trust policy trusts`);
    return ok({ digest, subject: check.certificate.subject, signedAt: check.signedAt });
  }
}
