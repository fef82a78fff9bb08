import { describe, expect, it } from "vitest";
import { oras } from "../../../../src/simulator/cli/oras/oras.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";
const home = "/home/learner";

async function anOras({ signedIn = true } = {}) {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const password = registry.adminPasswords[0]?.value ?? "";
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, oras, line, options);
  const { files } = aMachine(simulator);
  const write = (path: string, text: string) => files.write(`${home}/${path}`, text);
  const read = (path: string) => files.text(`${home}/${path}`);
  write("mychart.tgz", "chart");
  write("readme.md", "# Chart\n");
  if (signedIn) await run(`login ${host} -u contoso --password-stdin`, { input: password });
  return { simulator, run, write, read, files, password };
}

const digestIn = (text: string): string => /Digest: (sha256:[0-9a-f]{64})/.exec(text)?.[1] ?? "";
const lines = (text: string): string[] => text.split("\n").map((line) => line.replace(/[0-9a-f]{12}/, "HEX"));

describe("oras login", () => {
  it("stores credentials that the registry accepted where docker stores them", async () => {
    const { read, run } = await anOras();
    expect(read(".docker/config.json")).toContain(host);
    expect((await run(`logout ${host}`)).out).toBe("Logout Succeeded\n");
    expect(read(".docker/config.json")).not.toContain(host);
  });

  it("asks for what is missing", async () => {
    const { run, password } = await anOras({ signedIn: false });
    const printed = await run(`login ${host}`, { answers: ["contoso", password] });
    expect([printed.exitCode, printed.out, printed.err]).toEqual([0, "Login Succeeded\n", "Username: Password: "]);
    expect((await run(`login ${host} -u contoso`)).err).toBe("Error: password required\n");
  });

  it("says when the password is wrong and when there is no such registry", async () => {
    const { run } = await anOras({ signedIn: false });
    const wrong = await run(`login ${host} -u contoso --password-stdin`, { input: "nonsense" });
    expect([wrong.exitCode, wrong.explanation?.code]).toEqual([1, "BadCredentials"]);
    expect(wrong.err).toMatch(/^Error response from registry: failed to validate the credential: unauthorized: /);
    const nobody = await run("login fabrikam.azurecr.io -u x --password-stdin", { input: "y" });
    expect(nobody.err).toContain("lookup fabrikam.azurecr.io");
    expect(nobody.explanation?.code).toBe("NameNotResolved");
  });
});

describe("oras push and pull", () => {
  it("pushes a file as an artifact with an empty config, and says what it did with each part", async () => {
    const { run } = await anOras();
    const { exitCode, out } = await run(`push ${host}/helm-chart:v1 mychart.tgz`);
    expect(exitCode).toBe(0);
    expect(lines(out).slice(0, 8)).toEqual([
      "Uploading HEX application/vnd.oci.empty.v1+json",
      "Uploaded  HEX application/vnd.oci.empty.v1+json",
      "Uploading HEX mychart.tgz",
      "Uploaded  HEX mychart.tgz",
      "Uploading HEX application/vnd.oci.image.manifest.v1+json",
      "Uploaded  HEX application/vnd.oci.image.manifest.v1+json",
      `Pushed [registry] ${host}/helm-chart:v1`,
      "ArtifactType: application/vnd.unknown.artifact.v1",
    ]);
    const fetched = await run(`manifest fetch ${host}/helm-chart:v1`);
    expect(JSON.parse(fetched.out)).toMatchObject({
      schemaVersion: 2,
      artifactType: "application/vnd.unknown.artifact.v1",
      config: { mediaType: "application/vnd.oci.empty.v1+json", size: 2 },
      layers: [{ size: 5, annotations: { "org.opencontainers.image.title": "mychart.tgz" } }],
    });
    expect((await run(`resolve ${host}/helm-chart:v1`)).out).toBe(`${digestIn(out)}\n`);
    expect((await run(`push ${host}/helm-chart:v2 mychart.tgz`)).out).toContain("Exists    ");
  });

  it("brings the same bytes back under the same name, into a folder when asked", async () => {
    const { run, read } = await anOras();
    const pushed = await run(`push ${host}/docs:v1,stable mychart.tgz readme.md:text/markdown`);
    expect(pushed.out).toContain(`Tagged [registry] ${host}/docs:stable\n`);
    const { exitCode, out } = await run(`pull ${host}/docs:stable -o got`);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Pulled [registry] ${host}/docs:stable\nDigest: ${digestIn(pushed.out)}\n`);
    expect([read("got/mychart.tgz"), read("got/readme.md")]).toEqual(["chart", "# Chart\n"]);
    const kept = await run(`pull ${host}/docs:v1 -o got --keep-old-files`);
    expect([kept.exitCode, kept.err]).toEqual([1, "Error: mychart.tgz: file already exists\n"]);
  });

  it("sets a type, a config and annotations from its options", async () => {
    const { run, write } = await anOras();
    write("config.json", '{"a":1}');
    await run([
      "push",
      `${host}/typed:v1`,
      "readme.md",
      "--artifact-type",
      "application/vnd.example",
      "--config",
      "config.json:application/vnd.example.config+json",
      "--annotation",
      "team=shop",
      "--export-manifest",
      "manifest.json",
    ]);
    const { out } = await run(`manifest fetch ${host}/typed:v1`);
    expect(JSON.parse(out)).toMatchObject({
      artifactType: "application/vnd.example",
      config: { mediaType: "application/vnd.example.config+json" },
      annotations: { team: "shop" },
    });
    expect((await run(`manifest fetch-config ${host}/typed:v1`)).out).toBe('{"a":1}');
    expect((await run(["push", `${host}/typed:v2`, "readme.md", "--annotation", "plain"])).err).toMatch(
      /^Error: annotation value doesn't match/,
    );
  });

  it("rejects invalid names, files and paths, and says what to use instead", async () => {
    const { run } = await anOras();
    const cases: [string, string, string][] = [
      ["push helm-chart:v1 mychart.tgz", "missing registry or repository", "BadName"],
      [`push ${host}/a:v1 missing.txt`, "failed to stat /home/learner/missing.txt: no such file", "NoFile"],
      [`push ${host}/a:v1 /home/learner/readme.md`, "absolute file path detected", "AbsolutePath"],
      [`push ${host}/a:v1 readme.md readme.md`, "readme.md: duplicate name", "SameName"],
      [`pull ${host}/a`, "no tag or digest specified", "NoReference"],
      [`pull ${host}/a:v1`, `failed to resolve v1: ${host}/a:v1: not found`, "NotFound"],
      ["push", '"oras push" requires at least 1 argument but got 0', "WrongArguments"],
      ["pusj", 'unknown command "pusj" for "oras"', "UnknownCommand"],
      [`push ${host}/a:v1 --colour`, "unknown flag: --colour", "UnknownOption"],
      ["backup x", "oras backup is not simulated", "NotSimulated"],
    ];
    for (const [line, text, code] of cases) {
      const { exitCode, err, explanation } = await run(line);
      expect([line, exitCode, explanation?.code]).toEqual([line, 1, code]);
      expect(err).toContain(text);
    }
  });

  it("is rejected without a credential, and says how to get one", async () => {
    const { run } = await anOras({ signedIn: false });
    const { exitCode, err, explanation } = await run(`push ${host}/a:v1 readme.md`);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^Error response from registry: unauthorized: /);
    expect(explanation).toMatchObject({ code: "NotSignedIn" });
  });

  it("writes no file outside the folder unless --allow-path-traversal is set", async () => {
    const { run, write, files } = await anOras();
    write("work/up.txt", "out");
    await run([`push`, `${host}/evil:v1`, "../work/up.txt", "--disable-path-validation"], { folder: `${home}/work` });
    const refused = await run(`pull ${host}/evil:v1 -o in`);
    expect([refused.exitCode, refused.explanation?.code]).toEqual([1, "PathTraversal"]);
    expect((await run(`pull ${host}/evil:v1 -o in -T`)).exitCode).toBe(0);
    expect(files.text(`${home}/work/up.txt`)).toBe("out");
  });
});

describe("what refers to an artifact", () => {
  const withAttachment = async () => {
    const machine = await anOras();
    machine.write("sbom.json", "{}");
    machine.write("review.txt", "fine");
    await machine.run(`push ${host}/app:v1 mychart.tgz`);
    const sbom = await machine.run(`attach --artifact-type sbom/example ${host}/app:v1 sbom.json`);
    const note = await machine.run(`attach --artifact-type note/example ${host}/app@${digestIn(sbom.out)} review.txt`);
    return { ...machine, sbom, note };
  };

  it("is attached to its digest and found as a tree, a table and json", async () => {
    const { run, sbom, note } = await withAttachment();
    const subject = (await run(`resolve ${host}/app:v1`)).out.trim();
    expect(sbom.out).toContain(`Attached to [registry] ${host}/app@${subject}\n`);
    const tree = await run(`discover ${host}/app:v1`);
    expect(tree.out).toBe(
      `${host}/app@${subject}\n└── sbom/example\n    └── ${digestIn(sbom.out)}\n        └── note/example\n            └── ${digestIn(note.out)}\n`,
    );
    const table = await run(`discover --format table ${host}/app:v1`);
    expect(table.out).toContain(`Discovered 1 artifact referencing ${host}/app:v1\n`);
    const { manifests } = JSON.parse((await run(`discover --format json ${host}/app:v1`)).out) as {
      manifests: unknown[];
    };
    expect(manifests).toMatchObject([{ digest: digestIn(sbom.out), artifactType: "sbom/example" }]);
    expect((await run(`discover --artifact-type other ${host}/app:v1`)).out).toBe(`${host}/app@${subject}\n`);
  });

  it("needs a type, and a file or an annotation", async () => {
    const { run } = await withAttachment();
    expect((await run(`attach ${host}/app:v1 readme.md`)).err).toBe(
      'Error: required flag(s) "artifact-type" not set\n',
    );
    expect((await run(`attach --artifact-type a/b ${host}/app:v1`)).err).toMatch(/^Error: neither file nor annotation/);
  });

  it("is copied only with --recursive, and blobs are mounted within a registry", async () => {
    const { run } = await withAttachment();
    const plain = await run(`cp ${host}/app:v1 ${host}/plain:v1`);
    expect(plain.out).toContain("Mounted ");
    expect(plain.out).toContain(`Copied [registry] ${host}/app:v1 => [registry] ${host}/plain:v1\n`);
    expect((await run(`discover ${host}/plain:v1`)).out).not.toContain("sbom/example");
    await run(`cp -r ${host}/app:v1 ${host}/whole:v1,again`);
    const tree = (await run(`discover ${host}/whole:again`)).out;
    expect(tree).toContain("sbom/example");
    expect(tree).toContain("note/example");
  });

  it("is copied to another registry whole", async () => {
    const { simulator, run } = await withAttachment();
    const other = aRegistry(simulator, { name: "fabrikam" }, { adminUserEnabled: true });
    const copied = `cp ${host}/app:v1 fabrikam.azurecr.io/app:v1`;
    const refused = await run(copied);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining("unauthorized")]);
    await run("login fabrikam.azurecr.io -u fabrikam --password-stdin", {
      input: other.adminPasswords[0]?.value ?? "",
    });
    expect((await run(copied)).out).toContain("Copied  ");
    const digests = await Promise.all(
      [host, "fabrikam.azurecr.io"].map((registryHost) => run(`resolve ${registryHost}/app:v1`)),
    );
    expect(digests[1]?.out).toBe(digests[0]?.out);
    expect((await run("pull fabrikam.azurecr.io/app:v1 -o there")).exitCode).toBe(0);
  });
});

describe("what a registry holds", () => {
  it("is listed by repository and tag, and tags are added", async () => {
    const { run } = await anOras();
    await run(`push ${host}/team/app:v1 mychart.tgz`);
    await run(`push ${host}/other:v1 readme.md`);
    expect((await run(`tag ${host}/team/app:v1 stable latest`)).out).toContain(
      `Tagged [registry] ${host}/team/app:latest\n`,
    );
    expect((await run(`repo ls ${host}`)).out).toBe("other\nteam/app\n");
    expect((await run(`repo ls ${host}/team`)).out).toBe("app\n");
    expect((await run(`repo tags ${host}/team/app`)).out).toBe("latest\nstable\nv1\n");
  });

  it("is deleted after a confirmation", async () => {
    const { run } = await anOras();
    const pushed = await run(`push ${host}/app:v1 mychart.tgz`);
    const kept = await run(`manifest delete ${host}/app:v1`, { answers: ["n"] });
    expect([kept.exitCode, kept.out]).toEqual([0, "Operation cancelled.\n"]);
    expect(kept.err).toContain(`delete the manifest "${digestIn(pushed.out)}" and all tags associated with it?`);
    expect((await run(`manifest delete -f ${host}/app:v1`)).out).toBe(`Deleted [registry] ${host}/app:v1\n`);
    expect((await run(`manifest delete ${host}/app:v1`)).err).toContain("the specified manifest does not exist");
    expect((await run(`manifest delete -f ${host}/app:v1`)).out).toBe(`Missing ${host}/app:v1\n`);
  });

  it("can be copied blob by blob", async () => {
    const { run, read } = await anOras();
    const pushed = await run(`blob push ${host}/hand readme.md`);
    expect((await run(`blob fetch ${host}/hand@${digestIn(pushed.out)}`)).err).toContain("either `--output` or");
    await run(`blob fetch ${host}/hand@${digestIn(pushed.out)} -o copy.md`);
    expect(read("copy.md")).toBe("# Chart\n");
    await run(`push ${host}/app:v1 mychart.tgz --export-manifest m.json`);
    const again = await run(`manifest push ${host}/app:v2 m.json`);
    expect((await run(`resolve ${host}/app:v2`)).out.trim()).toBe(digestIn(again.out));
  });
});
