import { beforeEach, describe, expect, it } from "vitest";
import { docker } from "../../../../src/simulator/cli/docker/docker.ts";
import { nodeHash } from "../../../../src/node/node-hash.ts";
import { signingKey } from "../../../../src/simulator/signing/keys.ts";
import { privateKeyPem } from "../../../../src/simulator/signing/pem.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import type { TrustRepository } from "../../../../src/simulator/world/service-tables.ts";
import { az } from "../../../support/az.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";
const home = "/home/learner";
const root = "a long root passphrase";
const repository = "a repository passphrase";
const first = [root, root, repository, repository];
const environment = { DOCKER_CONTENT_TRUST: "1" };

async function aTrust(changes: Parameters<typeof aRegistry>[2] = {}, profile: "chapter" | "azure" = "chapter") {
  const simulator = aSimulator({ profile });
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true, ...changes });
  simulator.transact((draft) => {
    draft.update("registry", ["contoso"], (row) => ({ ...row, policies: { ...row.policies, contentTrust: true } }));
    return ok(null);
  });
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, docker, line, options);
  const { files } = aMachine(simulator);
  files.write(`${home}/app/Dockerfile`, "FROM alpine:3.18\nCOPY site.txt /srv/\n");
  files.write(`${home}/app/site.txt`, "ahoy\n");
  await az(simulator, "acr login -n contoso", { programs: [docker] });
  await run(`build -t ${host}/web:v1 app`);
  const push = (tag: string, answers: string[]) => run(`push ${host}/web:${tag}`, { environment, answers });
  const another = async (tag: string) => {
    files.write(`${home}/app/site.txt`, `${tag}\n`);
    await run(`build -t ${host}/web:${tag} app`);
  };
  const setPolicy = (policy: object) =>
    simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (row) => ({ ...row, policies: { ...row.policies, ...policy } }));
      return ok(null);
    });
  const stored = () => simulator.world.get("trust", "contoso", "web");
  const change = (edit: (row: TrustRepository) => TrustRepository) =>
    simulator.transact((draft) => {
      draft.update("trust", ["contoso", "web"], edit);
      return ok(null);
    });
  return { simulator, registry, run, files, push, another, setPolicy, stored, change };
}

let at: Awaited<ReturnType<typeof aTrust>>;
beforeEach(async () => {
  at = await aTrust();
});

const digestIn = (text: string) => /digest: (sha256:[0-9a-f]{64})/.exec(text)?.[1] ?? "";

describe("docker push with content trust", () => {
  it("makes root and repository keys with the first signed tag, under passphrases that it asks for", async () => {
    const { exitCode, out, err } = await at.push("v1", first);
    expect(exitCode).toBe(0);
    expect(err).toMatch(
      /^Enter passphrase for new root key with ID [0-9a-f]{7}: Repeat passphrase for new root key with ID [0-9a-f]{7}: Enter passphrase for new repository key with ID [0-9a-f]{7}: Repeat passphrase for new repository key with ID [0-9a-f]{7}: $/,
    );
    const digest = digestIn(out);
    expect(out).toContain(
      "Signing and pushing trust metadata\nYou are about to create a new root signing key passphrase.",
    );
    expect(out).toMatch(
      /Finished initializing "contoso\.azurecr\.io\/web"\nSuccessfully signed contoso\.azurecr\.io\/web:v1\n$/,
    );
    expect(at.stored()?.signedTags).toEqual({ v1: digest });
    expect(at.simulator.world.get("tag", "contoso", "web", "v1")?.signed).toBe(true);
    const keys = at.files.list(`${home}/.docker/trust/private`);
    expect(keys).toHaveLength(2);
    for (const name of keys) {
      expect(at.files.text(`${home}/.docker/trust/private/${name}`)).toMatch(
        /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/,
      );
    }
  });

  it("asks for the repository key alone the next time, and again when it is mistyped", async () => {
    await at.push("v1", first);
    await at.another("v2");
    const { exitCode, out, err } = await at.push("v2", ["not the passphrase", repository]);
    expect(exitCode).toBe(0);
    expect(err.match(/Enter passphrase for repository key with ID /g)).toHaveLength(2);
    expect(out).toContain("Passphrase incorrect. Please retry.\n");
    expect(Object.keys(at.stored()?.signedTags ?? {})).toEqual(["v1", "v2"]);
    await at.another("v3");
    const never = await at.push("v3", ["x", "x", "x", "x"]);
    expect([never.exitCode, never.explanation?.code]).toEqual([1, "BadPassphrase"]);
    expect(never.err).toContain(`failed to sign ${host}/web:v3: password invalid, operation has failed.\n`);
    expect(at.stored()?.signedTags["v3"]).toBeUndefined();
  });

  it("prompts again for a passphrase that is too short or doesn't match", async () => {
    const { exitCode, out } = await at.push("v1", ["short", root, "other than that", ...first]);
    expect(exitCode).toBe(0);
    expect(out).toContain("Passphrase is too short. Please use a password manager");
    expect(out).toContain("Passphrases do not match. Please retry.\n");
  });

  it("uses passphrases of the environment without a terminal, and fails when they are missing", async () => {
    const nobody = await at.run(`push ${host}/web:v1`, { environment });
    expect([nobody.exitCode, nobody.explanation?.code]).toEqual([1, "NoTerminal"]);
    const pushed = await at.run(`push ${host}/web:v1`, {
      environment: {
        ...environment,
        DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE: root,
        DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: repository,
      },
    });
    expect([pushed.exitCode, pushed.err]).toEqual([0, ""]);
    expect(Object.keys(at.stored()?.signedTags ?? {})).toEqual(["v1"]);
  });

  it("signs nothing without the variable, or when the line says so", async () => {
    expect((await at.run(`push ${host}/web:v1`)).out).not.toContain("Signing");
    const off = await at.run(`push --disable-content-trust ${host}/web:v1`, { environment });
    expect([off.exitCode, off.out.includes("Signing")]).toEqual([0, false]);
    const on = await at.run(`push --disable-content-trust=false ${host}/web:v1`, { answers: first });
    expect(on.out).toContain("Successfully signed");
    const all = await at.run(`push --all-tags ${host}/web`, { environment });
    expect(all.err).toBe("No tag specified, skipping trust metadata push\n");
  });

  it("fails for the admin account, and where content trust is off", async () => {
    const password = at.registry.adminPasswords[0]?.value ?? "";
    await at.run(`login ${host} -u contoso --password-stdin`, { input: password });
    const admin = await at.push("v1", first);
    expect(admin.err).toContain(`failed to sign ${host}/web:v1: unable to reach trust server at this time: 403.\n`);
    expect(at.stored()).toBeUndefined();
    at.setPolicy({ contentTrust: false });
    const off = await at.push("v1", first);
    expect(off.err).toContain(
      `Error: trust data missing for remote repository ${host}/web or remote repository not found: `,
    );
    expect(off.explanation?.code).toBe("NoTrustServer");
  });

  it("signs before it tags where the registry accepts only signed images, under the chapter's rules", async () => {
    at.setPolicy({ signedOnlyPush: true });
    const unsigned = await at.run(`push ${host}/web:v1`);
    expect([unsigned.exitCode, unsigned.err]).toEqual([
      1,
      expect.stringContaining("The registry takes signed images only."),
    ]);
    expect((await at.push("v1", first)).exitCode).toBe(0);
    expect(at.simulator.world.get("tag", "contoso", "web", "v1")?.digest).toBe(at.stored()?.signedTags["v1"]);
  });
});

describe("docker pull with content trust", () => {
  it("pulls what the tag was signed for, by its digest, and tags it", async () => {
    const digest = digestIn((await at.push("v1", first)).out);
    await at.run(`rmi ${host}/web:v1`);
    const { exitCode, out, err } = await at.run(`pull ${host}/web:v1`, { environment });
    expect(exitCode).toBe(0);
    expect(out).toContain(`Pull (1 of 1): ${host}/web:v1@${digest}\n`);
    expect(err).toBe(`Tagging ${host}/web@${digest} as ${host}/web:v1\n`);
    expect((await at.run("images --format {{.Tag}}")).out).toContain("v1");
  });

  it("pulls the signed image even when somebody moved the tag to another one", async () => {
    const digest = digestIn((await at.push("v1", first)).out);
    at.files.write(`${home}/app/site.txt`, "something else\n");
    await at.run(`build -t ${host}/web:v1 app`);
    const replaced = digestIn((await at.run(`push ${host}/web:v1`)).out);
    expect(replaced).not.toBe(digest);
    expect((await at.run(`pull ${host}/web:v1`, { environment })).out).toContain(`@${digest}\n`);
  });

  it("rejects unsigned tags and repositories with docker's own words, unless trust is switched off", async () => {
    await at.run(`push ${host}/web:v1`);
    const never = await at.run(`pull ${host}/web:v1`, { environment });
    expect([never.exitCode, never.err]).toEqual([
      1,
      `Error: remote trust data does not exist for ${host}/web: ${host} does not have trust data for ${host}/web\n`,
    ]);
    expect(never.explanation?.code).toBe("NotSigned");
    await at.push("v1", first);
    await at.another("v2");
    await at.run(`push ${host}/web:v2`);
    const other = await at.run(`pull ${host}/web:v2`, { environment });
    expect([other.exitCode, other.err]).toEqual([1, "No valid trust data for v2\n"]);
    expect((await at.run(`pull --disable-content-trust ${host}/web:v2`, { environment })).exitCode).toBe(0);
    const hub = await at.run("pull nginx:1.25", { environment });
    expect(hub.err).toContain("Error: error contacting notary server: ");
  });

  it("rejects trust data that was changed, has another root, or has expired", async () => {
    await at.push("v1", first);
    const kept = at.stored();
    if (!kept) throw new Error("nothing was signed");
    const pull = () => at.run(`pull ${host}/web:v1`, { environment });
    at.change((row) => {
      const { targets, ...metadata } = row.metadata;
      if (!targets) throw new Error("no targets");
      const signed = { ...targets.signed, targets: {} };
      return { ...row, metadata: { ...metadata, targets: { ...targets, signed } } };
    });
    expect((await pull()).err).toContain(
      "Warning: potential malicious behavior - trust data has insufficient signatures",
    );
    at.change(() => kept);
    expect((await pull()).exitCode).toBe(0);

    // Whoever takes the registry over starts again with keys of their own; this machine remembers the first root.
    at.simulator.transact((draft) => ok(draft.remove("trust", "contoso", "web")));
    const cache = `${home}/.docker/trust/tuf/${host}/web/metadata`;
    const pinned = at.files.text(`${cache}/root.json`);
    at.files.remove(`${home}/.docker/trust`);
    await at.push("v1", first);
    at.files.write(`${cache}/root.json`, pinned);
    const replaced = await pull();
    expect(replaced.err).toContain("Warning: potential malicious behavior - trust data mismatch for remote repository");
    expect([replaced.exitCode, replaced.explanation?.code]).toEqual([1, "TrustDataInvalid"]);

    at.files.remove(cache);
    expect((await pull()).exitCode).toBe(0);
    await at.simulator.advance(15 * 86_400_000);
    await az(at.simulator, "acr login -n contoso", { programs: [docker] });
    expect((await pull()).err).toContain(`Error: remote repository ${host}/web out-of-date: timestamp expired`);
  });
});

describe("docker trust", () => {
  const alice = "alice's passphrase";

  it("lists the commands of each of its groups", async () => {
    expect((await at.run("trust")).out).toContain("Usage:  docker trust COMMAND\n\nCommands:\n  key generate");
    expect((await at.run("trust key")).out).toContain("Usage:  docker trust key COMMAND\n\nCommands:\n  generate ");
    expect((await at.run("trust kye")).explanation?.code).toBe("UnknownCommand");
  });

  it("makes a key pair, the public part as a file for the owner", async () => {
    const { exitCode, out, err } = await at.run("trust key generate alice", { answers: [alice, alice] });
    expect(exitCode).toBe(0);
    expect(out).toBe(
      `Generating key for alice...\nSuccessfully generated and loaded private key. Corresponding public key available: ${home}/alice.pub\n`,
    );
    expect(err).toMatch(/^Enter passphrase for new alice key with ID [0-9a-f]{7}: Repeat passphrase for new alice key/);
    expect(at.files.text(`${home}/alice.pub`)).toMatch(/^-----BEGIN PUBLIC KEY-----\nrole: alice\n\n/);
    expect((await at.run("trust key generate alice")).err).toContain("public key file already exists: ");
    expect((await at.run("trust key generate Alice")).err).toContain(
      'key name "Alice" must start with lowercase alphanumeric characters',
    );
  });

  it("loads a private key from a file, and rejects a public one", async () => {
    const key = signingKey(nodeHash, 5, "loaded");
    at.files.write(`${home}/key.pem`, privateKeyPem(key));
    const { out } = await at.run("trust key load --name bob key.pem", { answers: [alice, alice] });
    expect(out).toBe('Loading key from "key.pem"...\nSuccessfully imported key from key.pem\n');
    await at.run("trust key generate alice", { answers: [alice, alice] });
    const wrong = await at.run("trust key load alice.pub");
    expect(wrong.err).toContain(
      "is not a supported private key - to add a signer's public key use docker trust signer add",
    );
    expect((await at.run("trust key load none.pem")).err).toContain("refusing to load key from none.pem: ");
  });

  it("pulls the image that a delegated signer signed, and shows who signed", async () => {
    await at.run("trust key generate alice", { answers: [alice, alice] });
    const added = await at.run(`trust signer add --key alice.pub alice ${host}/web`, { answers: first });
    expect(added.exitCode).toBe(0);
    expect(added.out).toContain(
      `Adding signer "alice" to ${host}/web...\nInitializing signed repository for ${host}/web...\n`,
    );
    expect(added.out).toContain(
      `Successfully initialized "${host}/web"\nSuccessfully added signer: alice to ${host}/web\n\n`,
    );

    const signed = await at.run(`trust sign ${host}/web:v1`, { answers: [alice] });
    expect(signed.exitCode).toBe(0);
    expect(signed.err).toContain(
      `Signing and pushing trust data for local image ${host}/web:v1, may overwrite remote trust data\n`,
    );
    expect(signed.err).toMatch(/Enter passphrase for alice key with ID [0-9a-f]{7}: $/);
    const digest = digestIn(signed.out);
    expect(at.stored()?.signedTags).toEqual({ v1: digest });
    expect(Object.keys(at.stored()?.metadata ?? {})).toEqual(
      expect.arrayContaining(["root", "targets", "targets/alice", "targets/releases", "snapshot", "timestamp"]),
    );

    const inspection = JSON.parse((await at.run(`trust inspect ${host}/web:v1`)).out) as object[];
    expect(inspection).toMatchObject([
      {
        Name: `${host}/web:v1`,
        SignedTags: [{ SignedTag: "v1", Digest: digest.replace("sha256:", ""), Signers: ["alice"] }],
        Signers: [{ Name: "alice" }],
        AdministrativeKeys: [{ Name: "Root" }, { Name: "Repository" }],
      },
    ]);
    const pretty = (await at.run(`trust inspect --pretty ${host}/web`)).out;
    expect(pretty).toMatch(
      /\nSignatures for contoso\.azurecr\.io\/web\n\nSIGNED TAG +DIGEST +SIGNERS\nv1 +[0-9a-f]{64} +alice\n/,
    );
    expect(pretty).toMatch(/List of signers and their keys for .*\n\nSIGNER +KEYS\nalice +[0-9a-f]{12}\n/);
    expect(pretty).toMatch(/ {2}Repository Key:\t[0-9a-f]{64}\n {2}Root Key:\t[0-9a-f]{64}\n$/);

    const again = await at.run(`trust sign ${host}/web:v1`, { answers: [alice] });
    expect(again.out).toContain(
      `Existing signatures for tag v1 digest ${digest.replace("sha256:", "")} from:\nalice\n`,
    );
    expect((await at.run(`pull ${host}/web:v1`, { environment })).out).toContain(`@${digest}`);
  });

  it("initializes a repository by itself when its first tag is signed", async () => {
    const user = "00000000-0000-0000-0000-000000000000";
    const { exitCode, out } = await at.run(`trust sign ${host}/web:v1`, { answers: [...first, alice, alice, alice] });
    expect(exitCode).toBe(0);
    expect(out).toContain(`Created signer: ${user}\nFinished initializing signed repository for ${host}/web:v1\n`);
    expect(Object.keys(at.stored()?.signedTags ?? {})).toEqual(["v1"]);
    expect((await at.run(`trust sign ${host}/web`)).err).toBe(`no tag specified for ${host}/web\n`);
  });

  it("removes a signer, whose signatures are then ignored", async () => {
    await at.run("trust key generate alice", { answers: [alice, alice] });
    await at.run(`trust signer add --key alice.pub alice ${host}/web`, { answers: first });
    await at.run(`trust sign ${host}/web:v1`, { answers: [alice] });
    const kept = await at.run(`trust signer remove alice ${host}/web`, { answers: ["n"] });
    expect(kept.err).toContain('The signer "alice" signed the last released version of');
    expect(kept.out).toContain("\nAborting action.\n");
    const removed = await at.run(`trust signer remove --force alice ${host}/web`, { answers: [repository] });
    expect(removed.out).toContain(`Successfully removed alice from ${host}/web\n\n`);
    expect(at.stored()?.signedTags).toEqual({});
    expect(at.simulator.world.get("tag", "contoso", "web", "v1")?.signed).toBe(false);
    expect((await at.run(`pull ${host}/web:v1`, { environment })).err).toBe("No valid trust data for v1\n");
    const unknown = await at.run(`trust signer remove alice ${host}/web`);
    expect(unknown.err).toContain(`no signer alice for repository ${host}/web\n`);
    expect(unknown.err).toContain(`error removing signer from: ${host}/web\n`);
  });

  it("revokes one tag, or all after a question", async () => {
    await at.push("v1", first);
    await at.another("v2");
    await at.push("v2", [repository]);
    const revocation = await at.run(`trust revoke ${host}/web:v1`, { answers: [repository] });
    expect(revocation.out).toBe(`Successfully deleted signature for ${host}/web:v1\n`);
    expect(Object.keys(at.stored()?.signedTags ?? {})).toEqual(["v2"]);
    expect(at.simulator.world.get("tag", "contoso", "web", "v1")?.signed).toBe(false);
    expect((await at.run(`trust revoke ${host}/web:v1`)).err).toBe(
      `could not remove signature for ${host}/web:v1: No valid trust data for v1\n`,
    );
    const cancelled = await at.run(`trust revoke ${host}/web`, { answers: ["n"] });
    expect(cancelled.err).toContain("trust revoke has been cancelled\n");
    expect((await at.run(`trust revoke --yes ${host}/web`, { answers: [repository] })).exitCode).toBe(0);
    expect(at.stored()?.signedTags).toEqual({});
    expect((await at.run(`trust inspect --pretty ${host}/web`)).out).toContain(`\nNo signatures for ${host}/web\n`);
  });

  it("needs the owner's key, or that of a named signer", async () => {
    await at.push("v1", first);
    at.files.remove(`${home}/.docker/trust/private`);
    const lost = await at.push("v1", []);
    expect(lost.err).toContain(
      `failed to sign ${host}/web:v1: Error: could not find signing keys for remote repository`,
    );
    expect(lost.explanation?.code).toBe("NoRepositoryKey");
    const none = await at.run(`trust inspect ${host}/nothing`);
    expect([none.exitCode, none.out, none.err]).toEqual([
      1,
      "[]\n",
      `no signatures or cannot access ${host}/nothing\n`,
    ]);
  });
});

describe("the retirement of content trust", () => {
  it("makes signing and verifying fail from its date on, under the rules that have one", async () => {
    const azure = await aTrust({}, "azure");
    expect((await azure.push("v1", first)).exitCode).toBe(0);
    const dates = azure.simulator.rules().facts.general.find(({ id }) => id === "contentTrustDates")
      ?.azure as unknown as {
      removedOn: string;
    };
    const wait = Date.parse(`${dates.removedOn}T00:00:00Z`) - azure.simulator.now;
    await azure.simulator.advance(wait);
    await az(azure.simulator, "acr login -n contoso", { programs: [docker] });
    const gone = await azure.run(`pull ${host}/web:v1`, { environment });
    expect([gone.exitCode, gone.err]).toEqual([1, expect.stringContaining("remote trust data does not exist")]);
    expect((await azure.push("v1", [root])).err).toContain("Error: trust data missing for remote repository");
    expect((await azure.run(`pull ${host}/web:v1`)).exitCode).toBe(0);
  });
});
