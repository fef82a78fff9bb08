import { beforeEach, describe, expect, it } from "vitest";
import { docker } from "../../../../src/simulator/cli/docker/docker.ts";
import { notation } from "../../../../src/simulator/cli/notation/notation.ts";
import { notationTypes } from "../../../../src/simulator/signing/notation.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { anArtifact, anImage } from "../../../support/images.ts";
import { asAdmin, pushImage } from "../../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";
const config = "/home/learner/.config/notation";
const name = "wabbit-networks.io";

const statement = {
  name: "images",
  registryScopes: ["*"],
  signatureVerification: { level: "strict" },
  trustStores: [`ca:${name}`],
  trustedIdentities: ["*"],
};
const policyOf = (changes: object = {}) =>
  JSON.stringify({ version: "1.0", trustPolicies: [{ ...statement, ...changes }] });

async function aNotation() {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const password = registry.adminPasswords[0]?.value ?? "";
  const digest = await pushImage(asAdmin(simulator), "web:v1");
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, notation, line, options);
  const { files } = aMachine(simulator);
  await runProgram(simulator, docker, `login ${host} -u contoso --password-stdin`, { input: password });
  const importPolicy = (changes: object = {}) => {
    files.write("/home/learner/policy.json", policyOf(changes));
    return run("policy import --force policy.json");
  };
  const full = `${host}/web@${digest}`;
  return { simulator, registry, password, digest, run, files, importPolicy, full };
}

let machine: Awaited<ReturnType<typeof aNotation>>;
beforeEach(async () => {
  machine = await aNotation();
});

async function signed() {
  await machine.run(`cert generate-test --default ${name}`);
  await machine.importPolicy();
  const made = await machine.run(`sign ${machine.full}`);
  expect(made.out).toBe(`Successfully signed ${machine.full}\n`);
  const { world } = machine.simulator;
  const [referrer] = [...world.scan("referrer", ["contoso", "web", machine.digest])].map(({ row }) => row);
  const signature = referrer?.digest ?? "";
  const manifest = JSON.parse(new TextDecoder().decode(machine.simulator.blobs.bytes(signature))) as {
    layers: { digest: string }[];
  };
  return { signature, envelope: manifest.layers[0]?.digest ?? "" };
}

/** Changes one bit of what the store keeps, in place, under the name that it had. */
function flipStored(digest: string): void {
  const bytes = machine.simulator.blobs.bytes(digest);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
}

/** Pushes a signature whose envelope was changed after it was made, under its new digest. */
async function pushChanged(signature: string, envelope: string, change: (text: string) => string): Promise<void> {
  const text = (digest: string) => new TextDecoder().decode(machine.simulator.blobs.bytes(digest));
  const { annotations } = JSON.parse(text(signature)) as { annotations: Record<string, string> };
  const send = asAdmin(machine.simulator);
  const changed = anArtifact({
    artifactType: notationTypes.artifact,
    layers: [change(text(envelope))],
    layerType: "application/jose+json",
    subject: anImage(),
    annotations,
  });
  await pushImage(send, "web", changed);
  expect((await send("DELETE", `/v2/web/manifests/${signature}`)).status).toBe(202);
}

describe("notation cert and key", () => {
  it("makes a key and a certificate in files, trusts the certificate and lists both", async () => {
    const { exitCode, out } = await machine.run(`cert generate-test --default ${name}`);
    expect(exitCode).toBe(0);
    expect(out.split("\n").slice(2)).toEqual([
      `wrote key: ${config}/localkeys/${name}.key`,
      `wrote certificate: ${config}/localkeys/${name}.crt`,
      `Successfully added ${name}.crt to named store ${name} of type ca`,
      `${name}: added to the key list`,
      `${name}: mark as default signing key`,
      "",
    ]);
    const { files } = machine;
    expect(files.text(`${config}/localkeys/${name}.key`)).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(files.text(`${config}/truststore/x509/ca/${name}/${name}.crt`)).toBe(
      files.text(`${config}/localkeys/${name}.crt`),
    );
    expect((await machine.run("key ls")).out).toContain(`* ${name}`);
    expect((await machine.run("cert ls")).out).toMatch(new RegExp(`ca +${name} +${name}.crt`));
    const printed = await machine.run(`cert show --type ca --store ${name} ${name}.crt`);
    expect(printed.out).toContain(`Subject: CN=${name},O=Notary,L=Seattle,ST=WA,C=US`);
    const again = await machine.run(`cert generate-test ${name}`);
    expect([again.exitCode, again.explanation?.code]).toEqual([1, "KeyExists"]);
  });

  it("makes another key each time, so that one certificate does not verify another's signature", async () => {
    await machine.run("cert generate-test one");
    await machine.run("cert generate-test two");
    const text = (key: string) => machine.files.text(`${config}/localkeys/${key}.key`);
    expect(text("one")).not.toBe(text("two"));
  });

  it("adds, updates and forgets keys of files, and takes no certificate of another key", async () => {
    await machine.run("cert generate-test one");
    await machine.run("cert generate-test two");
    const pair = (key: string, certificate: string) =>
      `${config}/localkeys/${key}.key ${config}/localkeys/${certificate}.crt`;
    const wrong = await machine.run(`key add --name other ${pair("one", "two")}`);
    expect(wrong.err).toBe("Error: tls: private key does not match public key\n");
    expect((await machine.run(`key add --name other ${pair("one", "one")}`)).out).toBe("other\n");
    expect((await machine.run("key update --default other")).out).toBe("other: marked as default\n");
    expect((await machine.run("key delete other")).out).toContain("other: unmarked as default\n");
    expect((await machine.run("key delete other")).err).toBe("Error: other: not found\n");
  });

  it("rejects plugins, COSE and RSA bits by name", async () => {
    for (const line of [
      `sign --plugin azure-kv --id https://vault/key ${machine.full}`,
      `sign --signature-format cose ${machine.full}`,
      "cert generate-test --bits 4096 big",
      "plugin ls",
    ]) {
      const refused = await machine.run(line);
      expect([refused.exitCode, refused.explanation?.code]).toEqual([1, "NotSimulated"]);
    }
  });
});

describe("notation policy", () => {
  it("imports a policy that holds together, asks before it overwrites one, and shows it", async () => {
    expect((await machine.run("policy show")).explanation?.code).toBe("NoTrustPolicy");
    machine.files.write("/home/learner/policy.json", policyOf());
    expect((await machine.run("policy import policy.json")).out).toBe(
      "Trust policy configuration imported successfully.\n",
    );
    const kept = await machine.run("policy import policy.json", { answers: ["n"] });
    expect(kept.err).toContain("Existing trust policy configuration found, do you want to overwrite it? [y/N] ");
    expect(kept.out).toBe("Operation cancelled.\n");
    expect((await machine.run("policy show")).out).toBe(policyOf());
    expect(machine.files.text(`${config}/trustpolicy.json`)).toBe(policyOf());
  });

  it.each([
    [{ name: "" }, "a trust policy statement is missing a name, every statement requires a name"],
    [
      { registryScopes: ["*", `${host}/web`] },
      "a wildcard scope cannot be used in conjunction with other scope values",
    ],
    [{ signatureVerification: { level: "lax" } }, 'invalid signature verification level "lax"'],
    [{ trustStores: [] }, "is either missing trust stores or trusted identities, both must be specified"],
    [{ trustedIdentities: ["x509.subject: CN=web"] }, "has no mandatory RDN attribute"],
    [{ trustStores: ["wabbit"] }, "The required format is <TrustStoreType>:<TrustStoreName>"],
  ])("rejects %j", async (changes, why) => {
    const { exitCode, err } = await machine.importPolicy(changes);
    expect(exitCode).toBe(1);
    expect(err).toContain("Error: failed to validate trust policy: ");
    expect(err).toContain(why);
    expect(machine.files.stat(`${config}/trustpolicy.json`)).toBeUndefined();
  });
});

describe("notation sign and verify", () => {
  it("signs and verifies the digest of a tag, with a warning", async () => {
    await machine.run(`cert generate-test --default ${name}`);
    await machine.importPolicy();
    const made = await machine.run(`sign ${host}/web:v1`);
    expect(made.err).toContain("Warning: Always sign the artifact using digest(@sha256:...) rather than a tag(:v1)");
    expect(made.out).toBe(`Successfully signed ${machine.full}\n`);
    const checked = await machine.run(`verify ${host}/web:v1`);
    expect([checked.exitCode, checked.out]).toEqual([0, `Successfully verified signature for ${machine.full}\n`]);
    expect(checked.err).toContain("Warning: Always verify the artifact using digest(@sha256:...)");
    expect((await machine.run(`verify ${machine.full}`)).err).toBe("");
  });

  it("lists signatures as a tree, and inspects them", async () => {
    expect((await machine.run(`ls ${machine.full}`)).out).toBe(`${machine.full} has no associated signature\n`);
    const { signature } = await signed();
    const second = await machine.run(`sign -m build=42 --expiry 24h ${machine.full}`);
    expect(second.exitCode).toBe(0);
    const { out } = await machine.run(`ls ${machine.full}`);
    expect(out.split("\n").slice(0, 2)).toEqual([machine.full, "└── application/vnd.cncf.notary.signature"]);
    expect(out).toContain(signature);
    expect(out.match(/ {4}[├└]── sha256:/g)).toEqual(["    ├── sha256:", "    └── sha256:"]);
    const inspected = await machine.run(`inspect ${machine.full}`);
    expect(inspected.out).toContain(`issued to: CN=${name},O=Notary,L=Seattle,ST=WA,C=US`);
    expect(inspected.out).toContain("user defined attributes");
    const json = JSON.parse((await machine.run(`inspect -o json ${machine.full}`)).out) as { signatures: object[] };
    expect(json.signatures).toHaveLength(2);
  });

  it("verifies and prints signed metadata", async () => {
    await machine.run(`cert generate-test --default ${name}`);
    await machine.importPolicy();
    await machine.run(`sign --user-metadata build=42 ${machine.full}`);
    expect((await machine.run(`verify -m build=42 ${machine.full}`)).out).toMatch(/KEY +VALUE +\nbuild +42/);
    const other = await machine.run(`verify -m build=43 ${machine.full}`);
    expect([other.exitCode, other.explanation?.code]).toEqual([1, "MetadataMissing"]);
  });

  it("needs a key, a policy, a policy for the repository, and a signature", async () => {
    const noKey = await machine.run(`sign ${machine.full}`);
    expect(noKey.err).toBe(
      "Error: default signing key not set. Please set default signing key or specify a key name\n",
    );
    const noPolicy = await machine.run(`verify ${machine.full}`);
    expect(noPolicy.err).toMatch(/^Error: trust policy is not present. To create a trust policy, see: https:/);
    await machine.importPolicy({ registryScopes: [`${host}/api`] });
    expect((await machine.run(`verify ${machine.full}`)).explanation?.code).toBe("NoApplicablePolicy");
    await machine.importPolicy();
    const unsigned = await machine.run(`verify ${machine.full}`);
    expect(unsigned.err).toBe(
      `Error: signature verification failed: no signature is associated with "${machine.full}", make sure the artifact was signed successfully\n`,
    );
    await machine.importPolicy({
      signatureVerification: { level: "skip" },
      trustStores: [],
      trustedIdentities: [],
    });
    expect((await machine.run(`verify ${machine.full}`)).out).toBe(
      `Trust policy is configured to skip signature verification for ${machine.full}\n`,
    );
  });

  it("fails when one bit of the signature, of the manifest or of the trusted certificate changes", async () => {
    const { envelope } = await signed();
    const verify = () => machine.run(`verify ${machine.full}`);
    const store = `${config}/truststore/x509/ca/${name}/${name}.crt`;
    const certificate = machine.files.text(store);

    const letter = certificate.length >> 1;
    const other = certificate[letter] === "A" ? "B" : "A";
    machine.files.write(store, `${certificate.slice(0, letter)}${other}${certificate.slice(letter + 1)}`);
    const untrusted = await verify();
    expect(untrusted.err).toMatch(
      new RegExp(`^Error: failed to read the trusted certificate ${name}.crt in trust store ${name} of type ca\\. `),
    );
    expect(untrusted.explanation?.code).toBe("BadTrustedCertificate");
    machine.files.write(store, certificate);
    expect((await verify()).exitCode).toBe(0);

    flipStored(envelope);
    const damaged = await verify();
    expect(damaged.err).toContain("Error: signature verification failed: unable to retrieve digital signature");
    expect(damaged.err).toContain(`mismatched digest: ${envelope}`);
    flipStored(envelope);
    expect((await verify()).exitCode).toBe(0);

    flipStored(machine.digest);
    const changed = await verify();
    expect(changed.err).toBe(`Error: failed to get manifest descriptor: mismatched digest: ${machine.digest}\n`);
    expect(changed.explanation?.code).toBe("DigestMismatch");
  });

  it("fails for a signature that was pushed again with one letter changed", async () => {
    const { signature, envelope } = await signed();
    await pushChanged(signature, envelope, (text) =>
      text.replace(/"signature":"(.)/, (_, first: string) => `"signature":"${first === "A" ? "B" : "A"}`),
    );
    const forged = await machine.run(`verify --debug ${machine.full}`);
    expect([forged.exitCode, forged.explanation?.code]).toEqual([1, "SignatureInvalid"]);
    expect(forged.err).toContain("integrity validation failed. Failure reason: signature is invalid. Error: ");
    const skipped = await machine.run(`inspect -o json ${machine.full}`);
    expect(skipped.err).toContain("Error: at least one signature was skipped and not displayed");
  });

  it("fails for another signer, another identity and an empty store, and says which", async () => {
    await signed();
    await machine.run("cert generate-test stranger");
    await machine.importPolicy({ trustStores: ["ca:stranger"] });
    const stranger = await machine.run(`verify --verbose ${machine.full}`);
    expect(stranger.explanation?.code).toBe("UntrustedCertificate");
    expect(stranger.err).toContain(
      `Error: signature verification failed for all the signatures associated with ${machine.full}\n`,
    );
    expect(stranger.err).toContain("level=error msg=authenticity validation failed. Failure reason: ");
    await machine.importPolicy({ trustedIdentities: ["x509.subject: C=US, ST=WA, O=Other"] });
    expect((await machine.run(`verify ${machine.full}`)).explanation?.code).toBe("UntrustedIdentity");
    await machine.importPolicy({ trustStores: ["ca:nowhere"] });
    expect((await machine.run(`verify ${machine.full}`)).err).toContain(
      'Error: the trust store "nowhere" of type "ca" does not exist. Use command',
    );
    await machine.importPolicy({ trustStores: ["ca:stranger"], signatureVerification: { level: "audit" } });
    const audited = await machine.run(`verify ${machine.full}`);
    expect(audited.exitCode).toBe(0);
    expect(audited.err).toContain('Warning: authenticity was set to "log" and failed with error: ');
  });

  it("lets a test certificate end after its day: it signs no more, and strict policies reject what it signed", async () => {
    await signed();
    await machine.simulator.advance(25 * 3_600_000);
    const late = await machine.run(`verify ${machine.full}`);
    expect([late.exitCode, late.explanation?.code]).toEqual([1, "CertificateExpired"]);
    const again = await machine.run(`sign ${machine.full}`);
    expect(again.err).toContain("Error: certificate-chain is invalid, certificate with subject ");
    await machine.importPolicy({ signatureVerification: { level: "permissive" } });
    expect((await machine.run(`verify ${machine.full}`)).err).toContain("Warning: authenticTimestamp was set to");
  });

  it("prints why the registry rejected the signature", async () => {
    await machine.run(`cert generate-test --default ${name}`);
    const missing = await machine.run(`sign ${host}/web:v9`);
    expect(missing.err).toBe(`Error: failed to get manifest descriptor: ${host}/web:v9: not found\n`);
    await machine.run(`logout ${host}`);
    const nobody = await machine.run(`sign ${machine.full}`);
    expect([nobody.exitCode, nobody.explanation?.code]).toEqual([1, "NotSignedIn"]);
    const elsewhere = await machine.run(`sign fabrikam.azurecr.io/web:v1`);
    expect(elsewhere.err).toContain("lookup fabrikam.azurecr.io");
    const environment = { NOTATION_USERNAME: "contoso", NOTATION_PASSWORD: machine.password };
    expect((await machine.run(`sign ${machine.full}`, { environment })).exitCode).toBe(0);
  });
});

describe("notation login", () => {
  it("uses docker's credentials, and doesn't store its own in plain text", async () => {
    const { password, run } = machine;
    const known = await run(`login ${host} -u contoso --password-stdin`, { input: password });
    expect(known.out).toBe("Authenticated with existing credentials\nLogin Succeeded\n");
    await run(`logout ${host}`);
    const fresh = await run(`login ${host} -u contoso --password-stdin`, { input: password });
    expect(fresh.err).toContain(`Error: failed to log in to ${host}: the credential could not be saved because`);
    expect(fresh.explanation?.code).toBe("NoCredentialsStore");
    const wrong = await run(`login ${host} -u contoso --password-stdin`, { input: "nonsense" });
    expect(wrong.explanation?.code).toBe("BadCredentials");
  });
});
