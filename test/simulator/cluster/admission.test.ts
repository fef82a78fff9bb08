import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { toBase64 } from "../../../src/simulator/signing/base64.ts";
import { selfSignedCertificate } from "../../../src/simulator/signing/certificate.ts";
import { signingKey } from "../../../src/simulator/signing/keys.ts";
import { notationTypes, signNotation } from "../../../src/simulator/signing/notation.ts";

import { anArtifact, descriptorOf } from "../../support/images.ts";
import { pushImage } from "../../support/push-image.ts";
import { aClient } from "../oci/registry-client.ts";
import { aCluster, ask, crane } from "./harbour.ts";

const from = Date.UTC(2026, 8, 1);
const until = Date.UTC(2027, 8, 1);
const key = signingKey(nodeHash, 1, "harbour.example");
const certificate = selfSignedCertificate(nodeHash, key, "CN=harbour.example,O=Harbour,ST=WA,C=US", from, until);

/** A signed image, a cluster attached to its registry, and a policy that trusts `trusted`. */
async function aHarbour({ flipped = false, trusted = certificate } = {}) {
  const client = aClient();
  const { simulator } = client;
  await pushImage(client.send, "crane:1", crane);
  const { envelope } = signNotation(nodeHash, key, certificate, descriptorOf(crane), from + 3_600_000);
  const bytes = new Uint8Array(envelope);
  if (flipped) bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  const signature = anArtifact({
    artifactType: notationTypes.artifact,
    layers: [bytes],
    layerType: "application/jose+json",
    subject: crane,
  });
  await pushImage(client.send, "crane:signature", signature);
  const cluster = await aCluster(simulator);
  await cluster.attach("contoso");
  const trust = {
    name: "harbour",
    registryScopes: ["*"],
    level: "strict",
    certificates: [toBase64(trusted)],
    trustedIdentities: ["*"],
  };
  await ask(simulator, "POST", `${cluster.server}/apis/policy.drydock.dev/v1/imagepolicies`, {
    metadata: { name: "signed-only" },
    spec: { trustPolicies: [trust] },
  });
  return cluster.run("crane", "contoso.azurecr.io/crane:1");
}

describe("admission of signed images", () => {
  it("admits an image that a trusted certificate signed", async () => {
    expect((await aHarbour()).status).toBe(201);
  });

  it("denies a signature with one bit flipped and a certificate out of the store, each with its own message", async () => {
    const flipped = await aHarbour({ flipped: true });
    const other = selfSignedCertificate(
      nodeHash,
      signingKey(nodeHash, 2, "other"),
      "CN=other,O=Other,C=US",
      from,
      until,
    );
    const untrusted = await aHarbour({ trusted: other });
    expect([flipped.status, untrusted.status]).toEqual([403, 403]);
    expect(untrusted.body.message).toContain("is not in the trust store");
    expect(flipped.body.message).not.toContain("is not in the trust store");
  });
});
