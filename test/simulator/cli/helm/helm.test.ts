import { describe, expect, it } from "vitest";
import { helm } from "../../../../src/simulator/cli/helm/helm.ts";
import { oras } from "../../../../src/simulator/cli/oras/oras.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";
const home = "/home/learner";
const remote = `oci://${host}/helm`;

const chartYaml = (version = "1.0.0") =>
  `apiVersion: v2\nname: mychart\ndescription: The app as a chart\ntype: application\nversion: ${version}\nappVersion: "1.0.0"\n`;

async function aHelm({ signedIn = true } = {}) {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const password = registry.adminPasswords[0]?.value ?? "";
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, helm, line, options);
  const { files } = aMachine(simulator);
  const write = (path: string, text: string) => files.write(`${home}/${path}`, text);
  const read = (path: string) => files.text(`${home}/${path}`);
  write("mychart/Chart.yaml", chartYaml());
  write("mychart/values.yaml", "replicas: 2\n");
  write("mychart/README.md", "# My chart\n");
  write("mychart/templates/deployment.yaml", "kind: Deployment\n");
  if (signedIn) await run(`registry login ${host} -u contoso --password-stdin`, { input: password });
  return { simulator, run, write, read, files, password };
}

const digestIn = (text: string): string => /Digest: (sha256:[0-9a-f]{64})/.exec(text)?.[1] ?? "";

describe("helm registry login", () => {
  it("stores credentials that the registry accepted in helm's own file, and logout removes them", async () => {
    const { read, run } = await aHelm();
    expect(read(".config/helm/registry/config.json")).toContain(host);
    expect((await run(`registry logout ${host}`)).err).toBe(`Removing login credentials for ${host}\n`);
    expect((await run(`registry logout ${host}`)).err).toBe("Error: not logged in\n");
  });

  it("asks for what is missing and says when it is wrong", async () => {
    const { run, password } = await aHelm({ signedIn: false });
    const printed = await run(`registry login ${host}`, { answers: ["contoso", password] });
    expect([printed.exitCode, printed.err]).toEqual([0, "Username: Password: Login Succeeded\n"]);
    const wrong = await run(`registry login ${host} -u contoso -p nonsense`);
    expect([wrong.exitCode, wrong.explanation?.code]).toEqual([1, "BadCredentials"]);
    expect(wrong.err).toContain(`Error: Get "https://${host}/v2/": unauthorized: `);
    const none = await run(["registry", "login", "[", "-u", "x", "-p", "y"]);
    expect([none.exitCode, none.explanation?.code]).toEqual([1, "NameNotResolved"]);
  });
});

describe("helm package", () => {
  it("packs a folder into an archive that tar opens, always the same", async () => {
    const { run, files } = await aHelm();
    const packed = await run("package mychart");
    expect(packed.out).toBe(`Successfully packaged chart and saved it to: ${home}/mychart-1.0.0.tgz\n`);
    const bytes = files.bytes(`${home}/mychart-1.0.0.tgz`);
    await run("package mychart");
    expect(files.bytes(`${home}/mychart-1.0.0.tgz`)).toEqual(bytes);
    expect((await run("package mychart --version 2.0.0-rc.1 -d out")).out).toContain("out/mychart-2.0.0-rc.1.tgz");
    expect((await run("show chart out/mychart-2.0.0-rc.1.tgz")).out).toContain("version: 2.0.0-rc.1\n");
  });

  it.each([
    ["name: mychart\nversion: 1.0.0\n", "Error: validation: chart.metadata.apiVersion is required\n"],
    ["apiVersion: v2\nname: mychart\n", "Error: validation: chart.metadata.version is required\n"],
    ["apiVersion: v2\nname: mychart\nversion: one\n", 'Error: validation: chart.metadata.version "one" is invalid\n'],
    ["apiVersion: [", /^Error: cannot load Chart.yaml: error converting YAML to JSON/],
  ])("rejects an invalid Chart.yaml: %j", async (text, error) => {
    const { run, write } = await aHelm();
    write("mychart/Chart.yaml", text);
    const { exitCode, err } = await run("package mychart");
    expect(exitCode).toBe(1);
    expect(err).toEqual(typeof error === "string" ? error : expect.stringMatching(error));
  });

  it("needs a Chart.yaml, and a folder", async () => {
    const { run, write } = await aHelm();
    write("other/values.yaml", "a: 1\n");
    expect((await run("package other")).err).toBe("Error: Chart.yaml file is missing\n");
    expect((await run("package nothing")).err).toBe("Error: stat nothing: no such file or directory\n");
  });
});

describe("helm push and pull", () => {
  const pushed = async () => {
    const helmed = await aHelm();
    await helmed.run("package mychart");
    return { ...helmed, push: await helmed.run(`push mychart-1.0.0.tgz ${remote}`) };
  };

  it("pushes a chart under its name and version, with the types that helm looks for", async () => {
    const { push, simulator, password } = await pushed();
    expect(push.err).toBe(`Pushed: ${host}/helm/mychart:1.0.0\nDigest: ${digestIn(push.err)}\n`);
    const tag = simulator.world.get("tag", "contoso", "helm/mychart", "1.0.0");
    expect(tag?.digest).toBe(digestIn(push.err));
    await runProgram(simulator, oras, `login ${host} -u contoso --password-stdin`, { input: password });
    const { out } = await runProgram(simulator, oras, `manifest fetch ${host}/helm/mychart:1.0.0`);
    expect(JSON.parse(out)).toMatchObject({
      config: { mediaType: "application/vnd.cncf.helm.config.v1+json" },
      layers: [{ mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip" }],
      annotations: { "org.opencontainers.image.title": "mychart", "org.opencontainers.image.version": "1.0.0" },
    });
  });

  it("pulls what it pushed, byte by byte, by version or the highest release", async () => {
    const { run, files, push } = await pushed();
    const bytes = files.bytes(`${home}/mychart-1.0.0.tgz`);
    const pulled = await run(`pull ${remote}/mychart --version 1.0.0 -d there`);
    expect(pulled.err).toBe(`Pulled: ${host}/helm/mychart:1.0.0\nDigest: ${digestIn(push.err)}\n`);
    expect(files.bytes(`${home}/there/mychart-1.0.0.tgz`)).toEqual(bytes);
    for (const version of ["1.10.0", "1.9.0", "2.0.0-beta.1"]) {
      await run(`package mychart --version ${version}`);
      await run(`push mychart-${version}.tgz ${remote}`);
    }
    expect((await run(`pull ${remote}/mychart`)).err).toContain("mychart:1.10.0\n");
    expect((await run(`pull ${remote}/mychart --version ^1`)).explanation?.code).toBe("NotSimulated");
  });

  it("unpacks a chart, once", async () => {
    const { run, read } = await pushed();
    await run(`pull ${remote}/mychart --version 1.0.0 --untar --untardir charts`);
    expect(read("charts/mychart/values.yaml")).toBe("replicas: 2\n");
    const again = await run(`pull ${remote}/mychart --version 1.0.0 --untar --untardir charts`);
    expect(again.err).toContain("failed to untar: a file or directory with the name");
  });

  it("writes a plus sign of a version as an underscore, and says so", async () => {
    const { run } = await pushed();
    await run("package mychart --version 1.0.0+build.5");
    const push = await run(`push mychart-1.0.0+build.5.tgz ${remote}`);
    expect(push.err).toContain(`Pushed: ${host}/helm/mychart:1.0.0_build.5\n`);
    expect(push.err).toContain("do not support the plus sign (+)");
    expect((await run(`pull ${remote}/mychart --version 1.0.0+build.5`)).exitCode).toBe(0);
  });

  it("shows a chart in a registry as it shows a folder", async () => {
    const { run } = await pushed();
    const [there, here] = [await run(`show all ${remote}/mychart`), await run("show all mychart")];
    expect(there.out).toBe(here.out);
    expect(here.out).toBe(
      "apiVersion: v2\nappVersion: 1.0.0\ndescription: The app as a chart\nname: mychart\ntype: application\nversion: 1.0.0\n\n---\nreplicas: 2\n\n---\n# My chart\n\n",
    );
    expect((await run("show values mychart")).out).toBe("replicas: 2\n\n");
  });

  it("says what is wrong with an address or a file", async () => {
    const { run } = await pushed();
    expect((await run(`push mychart-1.0.0.tgz ${host}/helm`)).err).toBe(
      'Error: scheme prefix missing from remote (e.g. "oci://")\n',
    );
    expect((await run(`push mychart-1.0.0.tgz https://${host}/helm`)).err).toBe(
      'Error: scheme "https" not supported\n',
    );
    expect((await run(`push mychart ${remote}`)).err).toBe(
      "Error: cannot push directory, must provide chart archive (.tgz)\n",
    );
    expect((await run(`push other.tgz ${remote}`)).err).toBe("Error: other.tgz: no such file\n");
    expect((await run("pull mychart")).explanation?.next).toContain("oci://");
    expect((await run(`pull ${remote}/mychart --version 9.9.9`)).err).toBe(
      `Error: ${host}/helm/mychart:9.9.9: not found\n`,
    );
    expect((await run("pull oci://nowhere.azurecr.io/helm/mychart --version 1.0.0")).explanation?.code).toBe(
      "NameNotResolved",
    );
  });

  it("is rejected without a sign-in, and uses docker's where helm has none", async () => {
    const { run, simulator, password } = await aHelm({ signedIn: false });
    await run("package mychart");
    const refused = await run(`push mychart-1.0.0.tgz ${remote}`);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain("401 Unauthorized");
    expect(refused.explanation?.code).toBe("NotSignedIn");
    await runProgram(simulator, oras, `login ${host} -u contoso --password-stdin`, { input: password });
    expect((await run(`push mychart-1.0.0.tgz ${remote}`)).exitCode).toBe(0);
  });

  it("rejects an artifact that isn't a chart", async () => {
    const { run, simulator, write, password } = await aHelm();
    write("note.txt", "a note");
    await runProgram(simulator, oras, `login ${host} -u contoso --password-stdin`, { input: password });
    await runProgram(simulator, oras, `push ${host}/helm/note:1.0.0 note.txt`);
    const { err, explanation } = await run(`pull ${remote}/note --version 1.0.0`);
    expect(err).toContain("could not load config with mediatype application/vnd.cncf.helm.config.v1+json");
    expect(explanation?.code).toBe("NoChart");
  });
});

describe("helm", () => {
  it('fails with "not simulated" for unsupported commands', async () => {
    const { run } = await aHelm();
    for (const line of ["install web mychart", "repo add stable https://charts.example", "template mychart"]) {
      const { exitCode, explanation } = await run(line);
      expect([exitCode, explanation?.code]).toEqual([1, "NotSimulated"]);
    }
    expect((await run("pusg a b")).err).toContain("Did you mean this?\n\tpush");
    expect((await run("push onlyone")).err).toContain(
      '"helm push" requires 2 arguments\n\nUsage:  helm push [chart] [remote] [flags]',
    );
    expect((await run("version --short")).out).toMatch(/^v3\.\d+\.\d+\+g[0-9a-f]{7}\n$/);
  });
});
