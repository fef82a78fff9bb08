import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { RegistryClient as VerifyingClient } from "../../../src/simulator/registry-client/registry-client.ts";
import { toBase64 } from "../../../src/simulator/signing/base64.ts";
import { selfSignedCertificate } from "../../../src/simulator/signing/certificate.ts";
import { signingKey } from "../../../src/simulator/signing/keys.ts";
import { notationTypes, signNotation } from "../../../src/simulator/signing/notation.ts";
import type { TrustPolicy } from "../../../src/simulator/signing/trust-policy.ts";
import { signMetadata, tufKey, type RootSigned, type TargetsSigned } from "../../../src/simulator/signing/tuf.ts";
import { verifyImage } from "../../../src/simulator/signing/verify-image.ts";
import { keyId } from "../../../src/simulator/signing/keys.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { anArtifact, anImage, descriptorOf } from "../../support/images.ts";
import { adminPassword, basic, pushBlobs, pushImage, putManifest } from "../../support/push-image.ts";
import { laptop } from "../../support/simulator.ts";
import { aClient, type RegistryClient } from "../oci/registry-client.ts";

const key = signingKey(nodeHash, 1, "harbour");
const until = Date.UTC(2027, 0, 1);
const certificate = selfSignedCertificate(nodeHash, key, "CN=harbour,O=Harbour,C=US", Date.UTC(2026, 7, 1), until);
const policy = (changes: Partial<TrustPolicy> = {}): TrustPolicy => ({
  name: "images",
  registryScopes: ["*"],
  level: "strict",
  certificates: [toBase64(certificate)],
  trustedIdentities: ["*"],
  ...changes,
});

const image = anImage();

/** Pushes a signature of the image whose envelope went through `change`. */
async function sign({ simulator, send }: RegistryClient, change = (envelope: string) => envelope) {
  const { envelope } = signNotation(nodeHash, key, certificate, descriptorOf(image), simulator.now);
  const signature = anArtifact({
    artifactType: notationTypes.artifact,
    layers: [change(new TextDecoder().decode(envelope))],
    layerType: "application/jose+json",
    subject: image,
  });
  await pushImage(send, "web", signature);
}

async function verify(client: RegistryClient, policies = [policy()]) {
  const authorization = basic("contoso", adminPassword(client.simulator));
  const clientFor = (host: string) =>
    new VerifyingClient(host, {
      hash: nodeHash,
      send: (request) => client.simulator.send(request, laptop),
      authorization: () => Promise.resolve(authorization),
    });
  const outcome = await verifyImage(clientFor, "contoso.azurecr.io/web:1.0", policies);
  return outcome.ok ? "verified" : outcome.refusal.message;
}

describe("verifying an image", () => {
  it("accepts an image with a signature from a trusted certificate, and rejects an unsigned one", async () => {
    const client = aClient();
    await pushImage(client.send, "web:1.0", image);
    expect(await verify(client)).toBe(`no signature is associated with ${image.digest}`);
    await sign(client);
    expect(await verify(client)).toBe("verified");
  });

  it("fails with a message of its own for a changed signature, an untrusted certificate or identity, and a missing policy", async () => {
    const client = aClient();
    await pushImage(client.send, "web:1.0", image);
    await sign(client, (envelope) => {
      const at = envelope.indexOf('"signature":"') + 20;
      return envelope.slice(0, at) + (envelope[at] === "A" ? "B" : "A") + envelope.slice(at + 1);
    });
    expect(await verify(client)).toBe("the signature does not match its content");

    const honest = aClient();
    await pushImage(honest.send, "web:1.0", image);
    await sign(honest);
    const stranger = selfSignedCertificate(nodeHash, signingKey(nodeHash, 2, "x"), "CN=x", 0, until);
    expect(await verify(honest, [policy({ certificates: [toBase64(stranger)] })])).toBe(
      "the certificate CN=harbour,O=Harbour,C=US is not in the trust store",
    );
    expect(await verify(honest, [policy({ trustedIdentities: ["x509.subject: CN=other"] })])).toBe(
      "CN=harbour,O=Harbour,C=US is not an identity that the trust policy trusts",
    );
    expect(await verify(honest, [])).toBe("no trust policy holds for contoso.azurecr.io/web");
  });

  it("accepts an unsigned image when the policy's level is skip", async () => {
    const client = aClient();
    await pushImage(client.send, "web:1.0", image);
    expect(await verify(client, [policy({ level: "skip", certificates: [] })])).toBe("verified");
  });
});

describe("a registry that takes signed images only", () => {
  const signedOnly = (profile: "chapter" | "azure") => {
    const client = aClient({ profile });
    client.simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (registry) => ({
        ...registry,
        policies: { ...registry.policies, signedOnlyPush: true },
      }));
      return ok(true);
    });
    return client;
  };

  it("rejects a tag for an unsigned image and takes it once it is signed, under the chapter's rules", async () => {
    const client = signedOnly("chapter");
    await pushBlobs(client.send, "web", image);
    expect((await putManifest(client.send, "web:1.0", image)).status).toBe(403);
    await pushImage(client.send, "web", image);
    await sign(client);
    expect((await putManifest(client.send, "web:1.0", image)).status).toBe(201);
  });

  it("accepts unsigned images under Azure's rules", async () => {
    const { send } = signedOnly("azure");
    await pushBlobs(send, "web", image);
    expect((await putManifest(send, "web:1.0", image)).status).toBe(201);
  });
});

describe("content trust on the wire", () => {
  const id = (signingKey: typeof key) => keyId(nodeHash, signingKey.publicKey);
  const expires = "2027-09-01T09:00:00.000Z";
  const role = { keyids: [id(key)], threshold: 1 };
  const root: RootSigned = {
    _type: "Root",
    version: 1,
    expires,
    consistent_snapshot: false,
    keys: { [id(key)]: tufKey(key) },
    roles: { root: role, targets: role, snapshot: role, timestamp: role },
  };
  const form = (digestHex: string, size: number) => {
    const targets: TargetsSigned = {
      _type: "Targets",
      version: 1,
      expires,
      targets: {
        "1.0": { hashes: { sha256: toBase64(Uint8Array.from(Buffer.from(digestHex, "hex"))) }, length: size },
      },
      delegations: { keys: {}, roles: [] },
    };
    const body = new FormData();
    for (const [name, signed] of Object.entries({ root, targets })) {
      body.append("files", new Blob([JSON.stringify(signMetadata(nodeHash, signed, [key]))]), name);
    }
    return body;
  };

  it("returns 404 while the policy is off, and 403 when the admin account tries to sign", async () => {
    const client = aClient();
    await pushImage(client.send, "web:1.0", image);
    const post = (body: FormData) => {
      const request = new Request("https://contoso.azurecr.io/v2/web/_trust/tuf/", { method: "POST", body });
      request.headers.set("authorization", basic("contoso", adminPassword(client.simulator)));
      return client.simulator.send(request, laptop);
    };
    const data = () => form(image.digest.replace("sha256:", ""), image.manifest.length);
    expect((await post(data())).status).toBe(404);
    client.simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (registry) => ({
        ...registry,
        policies: { ...registry.policies, contentTrust: true },
      }));
      return ok(true);
    });
    expect((await post(data())).status).toBe(403);
    expect((await client.send("GET", "/v2/web/_trust/tuf/root.json")).status).toBe(404);
    expect((await client.send("GET", "/v2/web/_trust/tuf/timestamp.key")).status).toBe(200);
  });
});
