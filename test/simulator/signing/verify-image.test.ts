import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { RegistryClient as VerifyingClient } from "../../../src/simulator/registry-client/registry-client.ts";
import { toBase64 } from "../../../src/simulator/signing/base64.ts";
import { selfSignedCertificate } from "../../../src/simulator/signing/certificate.ts";
import { signingKey } from "../../../src/simulator/signing/keys.ts";
import { signNotation } from "../../../src/simulator/signing/notation.ts";
import type { TrustPolicy } from "../../../src/simulator/signing/trust-policy.ts";
import { signMetadata, tufKey, type RootSigned, type TargetsSigned } from "../../../src/simulator/signing/tuf.ts";
import { verifyImage } from "../../../src/simulator/signing/verify-image.ts";
import { keyId } from "../../../src/simulator/signing/keys.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { smallImage } from "../../support/images.ts";
import { laptop } from "../../support/simulator.ts";
import { aClient, bytesOf, digest, type RegistryClient } from "../oci/registry-client.ts";

const type = "application/vnd.oci.image.manifest.v1+json";
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

async function pushed(client: RegistryClient, reference?: string) {
  const image = smallImage();
  for (const { bytes = new Uint8Array() } of [...image.layers, image.config])
    await client.pushBlob("web", bytes.slice());
  const body = new TextDecoder().decode(image.manifest);
  const { response } = await client.pushManifest("web", reference ?? image.digest, body, image.mediaType);
  return { image, body, response };
}

/** Pushes a signature whose envelope went through `change`. */
async function sign(
  client: RegistryClient,
  image: ReturnType<typeof smallImage>,
  change = (envelope: string) => envelope,
) {
  const target = { mediaType: image.mediaType, digest: image.digest, size: image.manifest.length };
  const made = signNotation(nodeHash, key, certificate, target, client.simulator.now);
  const envelope = change(new TextDecoder().decode(made.envelope));
  await client.pushBlob("web", "{}");
  await client.pushBlob("web", envelope);
  const body = new TextDecoder()
    .decode(made.manifest)
    .replace(digest(made.envelope), digest(envelope))
    .replace(`"size":${made.envelope.length}`, `"size":${bytesOf(envelope).length}`);
  const { response } = await client.pushManifest("web", digest(body), body, type);
  expect(response.status).toBe(201);
}

async function verify(client: RegistryClient, policies = [policy()]) {
  const registry = client.simulator.world.get("registry", "contoso");
  const authorization = `Basic ${btoa(`contoso:${registry?.adminPasswords[0]?.value}`)}`;
  const clientFor = (host: string) =>
    new VerifyingClient(host, {
      hash: nodeHash,
      send: (request) => client.simulator.send(request, laptop),
      authorization: () => Promise.resolve(authorization),
    });
  const outcome = await verifyImage(clientFor, "contoso.azurecr.io/web:1.0", policies);
  return outcome.verified ? "verified" : outcome.reason;
}

describe("verifying an image", () => {
  it("believes a signature from a trusted certificate, and nothing before there is one", async () => {
    const client = aClient();
    const { image } = await pushed(client, "1.0");
    expect(await verify(client)).toBe(`no signature is associated with ${image.digest}`);
    await sign(client, image);
    expect(await verify(client)).toBe("verified");
  });

  it("fails with its own message for each thing that is not as it was signed", async () => {
    const client = aClient();
    const { image } = await pushed(client, "1.0");
    await sign(client, image, (envelope) => {
      const at = envelope.indexOf('"signature":"') + 20;
      return envelope.slice(0, at) + (envelope[at] === "A" ? "B" : "A") + envelope.slice(at + 1);
    });
    expect(await verify(client)).toBe("the signature does not match its content");

    const honest = aClient();
    await sign(honest, (await pushed(honest, "1.0")).image);
    const stranger = selfSignedCertificate(nodeHash, signingKey(nodeHash, 2, "x"), "CN=x", 0, until);
    expect(await verify(honest, [policy({ certificates: [toBase64(stranger)] })])).toBe(
      "the certificate CN=harbour,O=Harbour,C=US is not in the trust store",
    );
    expect(await verify(honest, [policy({ trustedIdentities: ["x509.subject: CN=other"] })])).toBe(
      "CN=harbour,O=Harbour,C=US is not an identity that the trust policy trusts",
    );
    expect(await verify(honest, [])).toBe("no trust policy holds for contoso.azurecr.io/web");
  });

  it("asks for no signature where the policy says skip", async () => {
    const client = aClient();
    await pushed(client, "1.0");
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
    expect((await pushed(client, "1.0")).response.status).toBe(403);
    const { image, body } = await pushed(client);
    await sign(client, image);
    expect((await client.pushManifest("web", "1.0", body, image.mediaType)).response.status).toBe(201);
  });

  it("takes unsigned images all the same under Azure's rules", async () => {
    expect((await pushed(signedOnly("azure"), "1.0")).response.status).toBe(201);
  });
});

describe("content trust on the wire", () => {
  const id = (one: typeof key) => keyId(nodeHash, one.publicKey);
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

  it("is closed while the policy is off, and never open to the admin account for signing", async () => {
    const client = aClient();
    const { image } = await pushed(client, "1.0");
    const post = (body: FormData) => {
      const request = new Request("https://contoso.azurecr.io/v2/web/_trust/tuf/", { method: "POST", body });
      const password = client.simulator.world.get("registry", "contoso")?.adminPasswords[0]?.value;
      request.headers.set("authorization", `Basic ${btoa(`contoso:${password}`)}`);
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
