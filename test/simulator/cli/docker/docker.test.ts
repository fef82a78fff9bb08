import { describe, expect, it } from "vitest";
import { docker } from "../../../../src/simulator/cli/docker/docker.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import { filesOfTar } from "../../../../src/simulator/services/build/file-tree.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";

function aDocker(simulator: Simulator = aSimulator()) {
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const password = registry.adminPasswords[0]?.value ?? "";
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, docker, line, options);
  const login = () => run(`login ${host} -u contoso --password-stdin`, { input: password });
  const { files } = aMachine(simulator);
  const write = (path: string, text: string) => files.write(`/home/learner/${path}`, text);
  return { simulator, run, login, password, write };
}

async function built() {
  const machine = aDocker();
  machine.write("app/Dockerfile", 'FROM alpine:3.18\nWORKDIR /srv\nCOPY site.txt .\nCMD ["cat", "site.txt"]\n');
  machine.write("app/site.txt", "ahoy\n");
  await machine.login();
  const made = await machine.run(`build -t ${host}/web:v1 app`);
  return { ...machine, made };
}

describe("docker login", () => {
  it("stores credentials that the registry accepted, and logout removes them", async () => {
    const { run, login, simulator } = aDocker();
    const done = await login();
    expect([done.exitCode, done.out]).toEqual([0, "Login Succeeded\n"]);
    expect(aMachine(simulator).files.text("/home/learner/.docker/config.json")).toContain(`"${host}"`);
    expect((await run(`logout ${host}`)).out).toBe(`Removing login credentials for ${host}\n`);
    expect((await run(`logout ${host}`)).out).toBe(`Not logged in to ${host}\n`);
  });

  it("prompts for missing credentials, and warns about a password on the command line", async () => {
    const { run, password } = aDocker();
    expect((await run(`login ${host}`, { answers: ["contoso", password] })).exitCode).toBe(0);
    expect((await run(`login ${host}`)).err).toContain("Cannot perform an interactive login from a non TTY device");
    expect((await run(`login ${host} -u contoso -p ${password}`)).err).toContain(
      "Using --password via the CLI is insecure",
    );
  });

  it("says when the password is wrong and when there is no such registry", async () => {
    const { run } = aDocker();
    const wrong = await run(`login ${host} -u contoso --password-stdin`, { input: "nonsense" });
    expect(wrong.exitCode).toBe(1);
    expect(wrong.err).toMatch(
      /^Error response from daemon: Get "https:\/\/contoso\.azurecr\.io\/v2\/": unauthorized: /,
    );
    const nobody = await run("login fabrikam.azurecr.io -u x --password-stdin", { input: "y" });
    expect(nobody.err).toContain("dial tcp: lookup fabrikam.azurecr.io on 127.0.0.53:53: no such host");
    expect(nobody.explanation?.code).toBe("NameNotResolved");
  });
});

describe("docker pull and images", () => {
  it("pulls a public image and reports that it is up to date the next time", async () => {
    const { run } = aDocker();
    const first = await run("pull nginx:1.25");
    expect(first.out).toMatch(/^1\.25: Pulling from library\/nginx\n[0-9a-f]{12}: Pulling fs layer\n/);
    expect(first.out).toMatch(
      /Digest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for nginx:1\.25\ndocker\.io\/library\/nginx:1\.25\n$/,
    );
    expect((await run("pull nginx:1.25")).out).toContain("Status: Image is up to date for nginx:1.25\n");
    const listed = await run("images");
    expect(listed.out).toMatch(/^REPOSITORY {3}TAG {4,}IMAGE ID {6,}CREATED {2,}.*SIZE\nnginx {8}1\.25 /);
    expect((await run(["images", "--format", "{{.Repository}}:{{.Tag}}"])).out).toBe("nginx:1.25\n");
    expect(await run(["images", "--format", "{{foo}}"])).toMatchObject({
      err: 'template parsing error: template: :1: function "foo" not defined\n',
      exitCode: 1,
    });
  });

  it("selects the platform, and rejects one that the image lacks", async () => {
    const { run } = aDocker();
    expect((await run("pull --platform linux/arm64 alpine:3.18")).exitCode).toBe(0);
    expect((await run(["inspect", "-f", "{{.Architecture}}", "alpine:3.18"])).out).toBe("arm64\n");
    const none = await run("pull --platform plan9/mips alpine:3.18");
    expect(none.err).toContain("no matching manifest for plan9/mips");
    expect(none.explanation?.text).toContain("linux/amd64");
  });

  it("fails for a missing tag, without a sign-in, and for an invalid name", async () => {
    const { run, login } = aDocker();
    const nobody = await run(`pull ${host}/web:v1`);
    expect(nobody.err).toContain(`Head "https://${host}/v2/web/manifests/v1": unauthorized: authentication required`);
    await login();
    const missing = await run(`pull ${host}/web:v9`);
    expect(missing.err).toContain(`manifest for ${host}/web:v9 not found: manifest unknown: `);
    expect((await run(`pull ${host}/Web:v1`)).err).toContain("must be lowercase");
    expect((await run("pull a:b:c")).err).toBe("invalid reference format\n");
  });
});

describe("docker build, tag and push", () => {
  it("builds the copied file into a layer, pushes it, and skips it the next time", async () => {
    const { run, made, simulator } = await built();
    expect([made.exitCode, made.out]).toEqual([0, ""]);
    expect(made.err).toMatch(/#3 \[1\/4\] FROM alpine:3\.18\n#3 DONE/);
    const first = await run(`push ${host}/web:v1`);
    expect(first.out).toMatch(
      /^The push refers to repository \[contoso\.azurecr\.io\/web\]\n[0-9a-f]{12}: Preparing\n/,
    );
    expect(first.out).toMatch(/: Pushed\n.*v1: digest: sha256:[0-9a-f]{64} size: \d+\n$/s);
    const again = await run(`push ${host}/web:v1`);
    expect(again.out).not.toContain("Pushed");
    expect(again.out).toContain("Layer already exists");
    const digest = simulator.world.get("tag", "contoso", "web", "v1")?.digest ?? "";
    expect(again.out).toContain(`digest: ${digest} size: `);
    const manifest = simulator.world.get("manifest", "contoso", "web", digest);
    const layer = manifest?.references.at(-1)?.digest ?? "";
    const layerBytes = aMachine(simulator).layers.bytes(layer);
    expect(new TextDecoder().decode(filesOfTar(layerBytes).get("srv/site.txt")?.data as Uint8Array)).toBe("ahoy\n");
  });

  it("mounts layers that another repository of the registry has", async () => {
    const { run } = await built();
    await run(`push ${host}/web:v1`);
    await run(`tag ${host}/web:v1 ${host}/shop/site:v1`);
    expect((await run(`push ${host}/shop/site:v1`)).out).toContain("Mounted from web\n");
  });

  it("gives the same digest to an image that was pulled and pushed elsewhere", async () => {
    const { run, login } = aDocker();
    await login();
    await run("pull alpine:3.18");
    await run(`tag alpine:3.18 ${host}/alpine:3.18`);
    const pushed = await run(`push ${host}/alpine:3.18`);
    const inspected = await run(["inspect", "-f", "{{json .RepoDigests}}", `${host}/alpine:3.18`]);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.out)?.[1];
    expect(inspected.out).toContain(`${host}/alpine@${digest}`);
    await run(`rmi ${host}/alpine:3.18`);
    await run("rmi alpine:3.18");
    expect((await run(`pull ${host}/alpine@${digest}`)).exitCode).toBe(0);
  });

  it("fails with the failing step, and sets no tag", async () => {
    const { run, write } = aDocker();
    write("bad/Dockerfile", "FROM alpine:3.18\nRUN exit 3\n");
    const failed = await run("build -t web:bad bad");
    expect(failed.exitCode).toBe(1);
    expect(failed.err).toContain(
      'ERROR: failed to solve: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3',
    );
    expect((await run("images -q")).out).toBe("");
    expect((await run("build -t web:v1")).err).toContain("requires exactly 1 argument");
    expect((await run("build -t web:v1 .")).err).toContain(
      "failed to read dockerfile: open Dockerfile: no such file or directory",
    );
  });

  it("fails without credentials, a role or a registry, and for an image that doesn't exist", async () => {
    const { run, write, simulator } = aDocker();
    write("a/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
    await run(`build -t ${host}/web:v1 -t web:v1 a`);
    const nobody = await run(`push ${host}/web:v1`);
    expect([nobody.exitCode, nobody.err]).toEqual([1, "no basic auth credentials\n"]);
    expect(nobody.explanation?.next).toBe("`az acr login --name contoso`");
    const hub = await run("push web:v1");
    expect(hub.err).toBe("denied: requested access to the resource is denied\n");
    expect(hub.explanation?.code).toBe("NoLoginServer");
    const missing = await run(`push ${host}/other:v1`);
    expect(missing.err).toBe(`An image does not exist locally with the tag: ${host}/other\n`);
    simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (row) => ({ ...row, adminUserEnabled: false }));
      return ok(null);
    });
    expect((await run(`pull ${host}/web:v1`)).exitCode).toBe(1);
  });
});

describe("docker's other commands", () => {
  it("saves an image to a file that loads again, and rejects a damaged one", async () => {
    const { run, simulator } = await built();
    await run(`save -o web.tar ${host}/web:v1`);
    await run(`rmi ${host}/web:v1`);
    expect((await run("load -i web.tar")).out).toBe(`Loaded image: ${host}/web:v1\n`);
    expect((await run(`push ${host}/web:v1`)).exitCode).toBe(0);
    const { files } = aMachine(simulator);
    const bytes = files.bytes("/home/learner/web.tar").slice();
    for (let at = 700; at < bytes.length; at += 3000) bytes[at] = (bytes[at] ?? 0) ^ 1;
    files.write("/home/learner/bad.tar", bytes);
    expect((await run("load -i bad.tar")).exitCode).toBe(1);
  });

  it("shows manifests and indexes of a registry", async () => {
    const { run } = aDocker();
    const index = JSON.parse((await run("manifest inspect alpine:3.18")).out) as {
      manifests: { platform: { architecture: string } }[];
    };
    expect(index.manifests.map(({ platform }) => platform.architecture)).toContain("arm64");
    expect((await run("buildx imagetools inspect alpine:3.18")).out).toMatch(
      /Name: {6}docker\.io\/library\/alpine:3\.18\n.*Platform: {2}linux\/arm64/s,
    );
    expect((await run("manifest inspect nginx:nope")).err).toBe("no such manifest: docker.io/library/nginx:nope\n");
  });

  it("removes a name, and the image with its last name", async () => {
    const { run } = await built();
    await run(`tag ${host}/web:v1 web:again`);
    expect((await run("rmi web:again")).out).toBe("Untagged: web:again\n");
    expect((await run(`rmi ${host}/web:v1`)).out).toMatch(
      /^Untagged: contoso\.azurecr\.io\/web:v1\nDeleted: sha256:[0-9a-f]{64}\n/,
    );
    expect((await run(`rmi ${host}/web:v1`)).err).toBe(`Error response from daemon: No such image: ${host}/web:v1\n`);
  });

  it.each([
    ["psh x", 1, "docker: unknown command: docker psh"],
    ["push --frob x", 125, "unknown flag: --frob"],
    ["tag one", 1, "docker: 'docker tag' requires 2 arguments"],
    ["run -it alpine", 1, "docker: 'run' is not simulated"],
    ["manifest frob", 1, "unknown command: docker manifest frob"],
  ])("rejects `docker %s`", async (line, code, text) => {
    const { run } = aDocker();
    const printed = await run(line);
    expect([printed.exitCode, printed.err.includes(text)]).toEqual([code, true]);
    expect(printed.explanation?.text).toBeTruthy();
  });

  it("prints help for every command", async () => {
    const { run } = aDocker();
    for (const { name } of docker.commands()) {
      const printed = await run([...name.split(" ").slice(1), "--help"]);
      expect([name, printed.exitCode, printed.out.includes("Usage:")]).toEqual([name, 0, true]);
    }
  });
});

describe("docker version", () => {
  it("prints one number when a template asks for it", async () => {
    const { run } = aDocker();
    expect((await run(["version", "--format", "{{.Server.Version}}"])).out).toBe("27.5.1\n");
    expect(await run(["version", "--format", "{{foo}}"])).toMatchObject({
      err: 'template parsing error: template: version:1: function "foo" not defined\n',
      exitCode: 64,
    });
    expect((await run("version")).out).toContain("Server: Docker Engine - Community");
  });
});
