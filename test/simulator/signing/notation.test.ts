import { createPublicKey, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { readCertificate, selfSignedCertificate, thumbprint } from "../../../src/simulator/signing/certificate.ts";
import { keyId, signingKey } from "../../../src/simulator/signing/keys.ts";
import { checkEnvelope, notationTypes, signNotation } from "../../../src/simulator/signing/notation.ts";
import { policyFor, trustsSubject, type TrustPolicy } from "../../../src/simulator/signing/trust-policy.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";

const subject = "CN=harbour.example,O=Harbour,ST=WA,C=US";
const from = Date.UTC(2026, 8, 1);
const until = Date.UTC(2026, 8, 2);
const key = signingKey(nodeHash, 1, "harbour.example");
const certificate = selfSignedCertificate(nodeHash, key, subject, from, until);
const target = {
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: digestOf(nodeHash, new Uint8Array([1])),
  size: 528,
};
const made = signNotation(nodeHash, key, certificate, target, from + 3_600_000);

describe("a test certificate", () => {
  it("is one that Node reads, for signing code, and signed by its own key", () => {
    const read = new X509Certificate(certificate);
    expect(read.subject.split("\n").reverse().join(",")).toBe(subject);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.3"]);
    expect(new Date(read.validFrom).getTime()).toBe(from);
    expect(new Date(read.validTo).getTime()).toBe(until);
    expect(read.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(thumbprint(nodeHash, certificate));
    expect(createPublicKey(read.publicKey.export({ type: "spki", format: "pem" })).asymmetricKeyDetails).toMatchObject({
      namedCurve: "prime256v1",
    });
  });

  it("reads back as it was made", () => {
    expect(readCertificate(certificate)).toMatchObject({
      subject,
      notBefore: from,
      notAfter: until,
      publicKey: key.publicKey,
    });
  });

  it("is rejected, or has the same subject and key, with any byte changed", () => {
    let rejected = 0;
    fc.assert(
      fc.property(fc.nat(certificate.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = certificate.slice();
        damaged[at] = (damaged[at] ?? 0) ^ change;
        const read = readCertificate(damaged);
        // The outer algorithm identifier is the one part that the signature does not cover.
        if (read) expect(read).toMatchObject({ subject, publicKey: key.publicKey });
        else rejected++;
      }),
      { numRuns: 60 },
    );
    expect(rejected).toBeGreaterThan(30);
  });
});

describe("keys", () => {
  it("come from the seed and the purpose", () => {
    expect(signingKey(nodeHash, 1, "a")).toEqual(signingKey(nodeHash, 1, "a"));
    const ids = [signingKey(nodeHash, 1, "a"), signingKey(nodeHash, 1, "b"), signingKey(nodeHash, 2, "a")];
    expect(new Set(ids.map(({ publicKey }) => keyId(nodeHash, publicKey))).size).toBe(3);
  });
});

describe("a Notation signature", () => {
  it("names what it signed, by whom and when", () => {
    expect(checkEnvelope(made.envelope)).toMatchObject({
      ok: true,
      value: { target, certificate: { subject }, signedAt: from + 3_600_000 },
    });
  });

  it("is a manifest that refers to the signed one and holds the envelope", () => {
    const manifest = JSON.parse(new TextDecoder().decode(made.manifest)) as {
      artifactType: string;
      subject: unknown;
      layers: { digest: string }[];
    };
    expect(manifest.artifactType).toBe(notationTypes.artifact);
    expect(manifest.subject).toEqual(target);
    expect(manifest.layers[0]?.digest).toBe(digestOf(nodeHash, made.envelope));
  });

  it("is the same for the same world and input", () => {
    expect(signNotation(nodeHash, key, certificate, target, from + 3_600_000)).toEqual(made);
  });

  it("is rejected, or still states what was signed, when one character changes", () => {
    const text = new TextDecoder().decode(made.envelope);
    let rejected = 0;
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."AQgw049_x"), (at, other) => {
        if (text[at] === other) return;
        const check = checkEnvelope(new TextEncoder().encode(text.slice(0, at) + other + text.slice(at + 1)));
        // A changed name of an unsigned field leaves the signed statement as it was.
        if (check.ok) expect(check.value).toMatchObject({ target, certificate: { subject } });
        else rejected++;
      }),
      { numRuns: 60 },
    );
    expect(rejected).toBeGreaterThan(30);
  });

  it("is invalid when its time is outside the certificate's validity", () => {
    const late = signNotation(nodeHash, key, certificate, target, until + 1000);
    expect(checkEnvelope(late.envelope)).toEqual({
      ok: false,
      refusal: { code: "SignatureInvalid", message: "the certificate was not valid when the signature was made" },
    });
  });
});

describe("a trust policy", () => {
  const policy = (changes: Partial<TrustPolicy>): TrustPolicy => ({
    name: "images",
    registryScopes: ["*"],
    level: "strict",
    certificates: [],
    trustedIdentities: ["*"],
    ...changes,
  });

  it("applies to the repository it names before the one for every repository", () => {
    const all = policy({ name: "all" });
    const web = policy({ name: "web", registryScopes: ["contoso.azurecr.io/web"] });
    expect(policyFor([all, web], "contoso.azurecr.io/web")?.name).toBe("web");
    expect(policyFor([all, web], "contoso.azurecr.io/api")?.name).toBe("all");
    expect(policyFor([web], "contoso.azurecr.io/api")).toBeUndefined();
  });

  it("trusts a subject that has every part of an identity", () => {
    expect(trustsSubject(policy({ trustedIdentities: ["x509.subject: CN=harbour.example,C=US"] }), subject)).toBe(true);
    expect(trustsSubject(policy({ trustedIdentities: ["x509.subject: CN=other.example,C=US"] }), subject)).toBe(false);
    expect(trustsSubject(policy({ trustedIdentities: [] }), subject)).toBe(false);
  });
});
