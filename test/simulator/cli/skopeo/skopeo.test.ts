import { beforeEach, describe, expect, it } from "vitest";
import { docker } from "../../../../src/simulator/cli/docker/docker.ts";
import { skopeo } from "../../../../src/simulator/cli/skopeo/skopeo.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { anImage, anIndex } from "../../../support/images.ts";
import { asAdmin, pushImage } from "../../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

const host = "contoso.azurecr.io";
const other = "fabrikam.azurecr.io";
const home = "/home/learner";

interface Inspected {
  Name?: string;
  Digest: string;
  RepoTags: string[];
  Os: string;
  Architecture: string;
  Layers: string[];
  LayersData: { MIMEType: string }[];
}

async function aSkopeo() {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const second = aRegistry(simulator, { name: "fabrikam" }, { adminUserEnabled: true });
  const password = registry.adminPasswords[0]?.value ?? "";
  const secondPassword = second.adminPasswords[0]?.value ?? "";
  const machine = aMachine(simulator);
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, skopeo, line, options);
  const sign = (of: string, user: string, secret: string) =>
    runProgram(simulator, docker, `login ${of} -u ${user} --password-stdin`, { input: secret });
  await sign(host, "contoso", password);
  await sign(other, "fabrikam", secondPassword);
  const image = anImage({ layers: [{ files: { "etc/os": "one" } }, { files: { "srv/a": "two" } }] });
  const digest = await pushImage(asAdmin(simulator), "web:v1", image);

  /** A list of an image for amd64 and one for arm64, under a tag. */
  const pushList = async (tag: string) => {
    const images = ["amd64", "arm64"].map((architecture) =>
      anImage({ architecture, layers: [{ files: { "bin/a": architecture } }] }),
    );
    return { images, digest: await pushImage(asAdmin(simulator), `multi:${tag}`, anIndex(images)) };
  };
  const inspected = async (name: string) => JSON.parse((await run(`inspect ${name}`)).out) as Inspected;
  return { simulator, registry, password, run, machine, files: machine.files, image, digest, pushList, inspected };
}

let at: Awaited<ReturnType<typeof aSkopeo>>;
beforeEach(async () => {
  at = await aSkopeo();
});

describe("skopeo inspect", () => {
  it("shows an image of a registry without pulling it", async () => {
    const { exitCode, out } = await at.run(`inspect docker://${host}/web:v1`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      Name: `${host}/web`,
      Digest: at.digest,
      RepoTags: ["v1"],
      Architecture: "amd64",
      Os: "linux",
    });
    expect(out).toMatch(/^\{\n {4}"Name": /);
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      "Name",
      "Digest",
      "RepoTags",
      "Created",
      "DockerVersion",
      "Labels",
      "Architecture",
      "Os",
      "Layers",
      "LayersData",
      "Env",
    ]);
  });

  it("gives the manifest and the config as they are, and single fields by a template", async () => {
    const raw = await at.run(`inspect --raw docker://${host}/web:v1`);
    expect(raw.bytes).toEqual(at.image.manifest);
    const config = await at.run(`inspect --raw --config docker://${host}/web:v1`);
    expect(config.bytes).toEqual(at.image.config?.bytes);
    const pretty = JSON.parse((await at.run(`inspect --config docker://${host}/web:v1`)).out) as { os: string };
    expect(pretty.os).toBe("linux");
    const line = ["inspect", "--format", "{{.Name}} {{.Digest}}", `docker://${host}/web:v1`];
    expect((await at.run(line)).out).toBe(`${host}/web ${at.digest}\n`);
    // Worded as skopeo 1.9.3 words them.
    for (const [format, words] of [
      ["{{foo}}", String.raw`template: skopeo inspect:1: function \"foo\" not defined`],
      ["{{.Name}}{{end}}", "template: skopeo inspect:2: unexpected {{end}}"],
    ] as const) {
      const { err, exitCode } = await at.run(["inspect", "--format", format, `docker://${host}/web:v1`]);
      expect([err.replace(/^time="[^"]+" /, ""), exitCode]).toEqual([`level=fatal msg="${words}"\n`, 1]);
    }
    const both = await at.run(`inspect --raw --format {{.Name}} docker://${host}/web:v1`);
    expect(both.err).toContain('msg="raw output does not support format option"');
  });

  it("chooses the image of this machine from a list, or of another one", async () => {
    const { digest } = await at.pushList("v1");
    const found = await at.inspected(`docker://${host}/multi:v1`);
    expect([found.Digest, found.Architecture]).toEqual([digest, "amd64"]);
    const arm = await at.run(`--override-arch arm64 inspect docker://${host}/multi:v1`);
    expect((JSON.parse(arm.out) as Inspected).Architecture).toBe("arm64");
    const none = await at.run(`--override-arch s390x inspect docker://${host}/multi:v1`);
    expect(none.err).toContain('no image found in image index for architecture \\"s390x\\"');
    expect(none.explanation?.code).toBe("NoPlatform");
  });

  it("exits with 2 when the image doesn't exist, and with 1 for other errors", async () => {
    const missing = await at.run(`inspect docker://${host}/web:v9`);
    expect(missing.exitCode).toBe(2);
    expect(missing.err).toMatch(
      /^time="[^"]+Z" level=fatal msg="Error parsing image name \\"docker:\/\/contoso.azurecr.io\/web:v9\\": reading manifest v9 in contoso.azurecr.io\/web: /,
    );
    const nobody = await at.run(`inspect --no-creds docker://${host}/web:v1`);
    expect([nobody.exitCode, nobody.explanation?.code]).toEqual([1, "NotSignedIn"]);
    expect(nobody.err).toContain("unable to retrieve auth token: invalid username/password: ");
    const nowhere = await at.run("inspect docker://nowhere.azurecr.io/web:v1");
    expect(nowhere.err).toContain("pinging container registry nowhere.azurecr.io: Get ");
    expect(nowhere.explanation?.code).toBe("NameNotResolved");
    const both = await at.run(`inspect docker://${host}/web:v1@${at.digest}`);
    expect(both.err).toContain("Docker references with both a tag and digest are currently not supported");
  });
});

describe("skopeo copy", () => {
  it("copies between registries with the same digest, and says what it does", async () => {
    const { exitCode, out } = await at.run(`copy docker://${host}/web:v1 docker://${other}/web:prod`);
    expect(exitCode).toBe(0);
    expect(out.split("\n").map((text) => text.replace(/[0-9a-f]{64}/, "HEX"))).toEqual([
      "Getting image source signatures",
      "Copying blob sha256:HEX",
      "Copying blob sha256:HEX",
      "Copying config sha256:HEX",
      "Writing manifest to image destination",
      "",
    ]);
    expect((await at.inspected(`docker://${other}/web:prod`)).Digest).toBe(at.digest);
  });

  it("mounts blobs of another repository of the same registry", async () => {
    const before = at.simulator.world.get("usage", "contoso")?.bytes;
    expect((await at.run(`copy --quiet docker://${host}/web:v1 docker://${host}/copy:v1`)).out).toBe("");
    expect((await at.inspected(`docker://${host}/copy:v1`)).Digest).toBe(at.digest);
    const after = at.simulator.world.get("usage", "contoso")?.bytes ?? 0;
    expect(after - (before ?? 0)).toBeLessThan(at.image.manifest.length + 1);
  });

  it("writes a folder and reads it back, blob by blob checked", async () => {
    expect((await at.run(`copy docker://${host}/web:v1 dir:web`)).exitCode).toBe(0);
    expect(at.files.text(`${home}/web/version`)).toBe("Directory Transport Version: 1.1\n");
    expect(at.files.bytes(`${home}/web/manifest.json`)).toEqual(at.image.manifest);
    expect((await at.run(`copy dir:web docker://${other}/web:back`)).exitCode).toBe(0);
    expect((await at.inspected(`docker://${other}/web:back`)).Digest).toBe(at.digest);
    const hex = at.image.layers[0]?.digest.replace("sha256:", "") ?? "";
    at.files.write(`${home}/web/${hex}`, "changed");
    const changed = await at.run(`copy dir:web docker://${other}/new:v1`);
    expect([changed.exitCode, changed.explanation?.code]).toEqual([1, "DigestMismatch"]);
    at.files.write(`${home}/papers/letter.txt`, "dear");
    const inUse = await at.run(`copy docker://${host}/web:v1 dir:papers`);
    expect(inUse.explanation?.code).toBe("FolderInUse");
    expect(at.files.text(`${home}/papers/letter.txt`)).toBe("dear");
  });

  it("writes an OCI layout in OCI's format, which is another digest for an image in Docker's", async () => {
    const docker2 = await at.run(`copy --format v2s2 docker://${host}/web:v1 docker://${host}/web:docker`);
    expect(docker2.exitCode).toBe(0);
    const found = await at.inspected(`docker://${host}/web:docker`);
    expect(found.LayersData[0]?.MIMEType).toContain("vnd.docker.image.rootfs");
    expect(found.Digest).not.toBe(at.digest);
    const kept = await at.run(`copy --preserve-digests docker://${host}/web:docker oci:layout:v1`);
    expect(kept.err).toContain("to be written to destination, but we cannot modify it");
    expect(kept.explanation?.code).toBe("CannotConvert");
    expect((await at.run(`copy docker://${host}/web:docker oci:layout:v1`)).exitCode).toBe(0);
    expect((await at.run(`copy docker://${host}/web:v1 oci:layout:v2`)).exitCode).toBe(0);
    expect((await at.inspected("oci:layout:v2")).Digest).toBe(at.digest);
    expect((await at.inspected("oci:layout:v1")).LayersData[0]?.MIMEType).toContain("vnd.oci.image.layer");
    const missing = await at.run("inspect oci:layout:v3");
    expect([missing.exitCode, missing.explanation?.code]).toEqual([2, "NotFound"]);
    const many = await at.run("inspect oci:layout");
    expect(many.err).toContain("more than one image in oci, choose an image");
  });

  it("copies a whole list with --all, one platform without, the list alone on request", async () => {
    const { digest, images } = await at.pushList("v1");
    const all = await at.run(`copy --all docker://${host}/multi:v1 docker://${other}/multi:v1`);
    expect(all.out).toContain("Getting image list signatures\nCopying 2 images generated from 2 images in list\n");
    expect(all.out).toContain(`Copying image ${images[0]?.digest} (1/2)\n`);
    expect(all.out).toMatch(/Writing manifest list to image destination\n$/);
    expect((await at.inspected(`docker://${other}/multi:v1`)).Digest).toBe(digest);
    await at.run(`copy docker://${host}/multi:v1 docker://${other}/single:v1`);
    expect((await at.inspected(`docker://${other}/single:v1`)).Digest).toBe(images[0]?.digest);
    const only = await at.run(`copy --multi-arch index-only docker://${host}/multi:v1 docker://${other}/empty:v1`);
    expect(only.err).toContain("manifest references unknown manifest");
    await at.run(`copy --all docker://${host}/multi:v1 dir:multi`);
    expect((await at.run(`copy --all dir:multi docker://${other}/again:v1`)).exitCode).toBe(0);
    expect((await at.inspected(`docker://${other}/again:v1`)).Digest).toBe(digest);
  });

  it("hands images to the docker daemon and to docker load, and takes them from there", async () => {
    const dockerRun = (line: string) => runProgram(at.simulator, docker, line);
    expect((await at.run(`copy docker://${host}/web:v1 docker-daemon:mine:v1`)).exitCode).toBe(0);
    expect((await dockerRun("images mine")).out).toContain("mine");
    expect((await at.run(`copy docker-daemon:mine:v1 docker://${other}/mine:v1`)).exitCode).toBe(0);
    expect((await at.inspected(`docker://${other}/mine:v1`)).Digest).toBe(at.digest);
    expect((await at.run(`copy docker://${host}/web:v1 docker-archive:web.tar:loaded:v2`)).exitCode).toBe(0);
    expect((await dockerRun("load -i web.tar")).out).toBe("Loaded image: loaded:v2\n");
    const again = await at.run(`copy docker://${host}/web:v1 docker-archive:web.tar:loaded:v2`);
    expect(again.err).toContain("docker-archive doesn't support modifying existing images");
    expect((await at.run(`copy docker-archive:web.tar docker://${other}/archive:v1`)).exitCode).toBe(0);
    expect((await at.inspected(`docker://${other}/archive:v1`)).Digest).toBe(at.digest);
    const none = await at.run(`copy docker-daemon:nothing:v1 dir:nothing`);
    expect(none.explanation?.code).toBe("NoLocalImage");
  });

  it("sends each side its own credentials, and writes the digest to --digestfile", async () => {
    const { password } = at;
    const printed = await at.run(
      `copy --src-creds contoso:${password} --dest-no-creds docker://${host}/web:v1 docker://${other}/web:v1`,
    );
    expect(printed.exitCode).toBe(1);
    expect(printed.err).toContain("trying to reuse blob");
    const wrong = await at.run(`copy --src-creds contoso:nonsense docker://${host}/web:v1 dir:x`);
    expect(wrong.err).toContain(`initializing source docker://${host}/web:v1: unable to retrieve auth token`);
    await at.run(`copy --digestfile digest.txt docker://${host}/web:v1 docker://${other}/web:v1`);
    expect(at.files.text(`${home}/digest.txt`)).toBe(at.digest);
    const both = await at.run(`copy --src-creds a:b --src-no-creds docker://${host}/web:v1 dir:x`);
    expect(both.err).toContain("creds and no-creds cannot be specified at the same time");
  });

  it(`fails with "not simulated" for unsupported commands, and explains names that it can't read`, async () => {
    for (const line of [
      `copy --format v2s1 docker://${host}/web:v1 dir:x`,
      `copy docker://${host}/web:v1 containers-storage:web`,
      `sync --src yaml --dest dir list.yaml x`,
      "standalone-sign x",
    ]) {
      const refused = await at.run(line);
      expect([line, refused.exitCode, refused.explanation?.code]).toEqual([line, 1, "NotSimulated"]);
      expect(refused.err).toMatch(/^time="[^"]+" level=fatal msg="/);
    }
    const name = await at.run(`copy ${host}/web:v1 dir:x`);
    expect(name.err).toContain("Invalid source name");
    expect((await at.run("copy dir:x")).err).toContain('msg="Exactly two arguments expected"');
    expect((await at.run("cpoy")).err).toContain("Unrecognized command `skopeo cpoy`");
    expect((await at.run("--version")).out).toBe("skopeo version 1.16.1\n");
  });

  it("prints progress and log lines in their terminal form at a terminal", async () => {
    const live: string[] = [];
    let err = "";
    const call = {
      args: ["copy", `docker://${host}/web:v1`, `docker://${host}/web:v2`],
      machine: at.machine,
      folder: home,
      environment: new Map(),
      input: undefined,
      out: () => undefined,
      err: (text: string) => (err += text),
      terminal: undefined,
      live: (_: string, text: string) => void live.push(text),
      signal: new AbortController().signal,
      explain: () => undefined,
    };
    expect(await skopeo.execute(call)).toBe(0);
    expect(live.at(-1)).toMatch(/^Copying config [0-9a-f]{10} skipped: already exists$/);
    await expect(skopeo.execute({ ...call, args: ["inspect", `docker://${host}/web:v9`] })).rejects.toThrow(
      /^FATA\[000\d\] Error parsing image name /,
    );
    await skopeo.execute({ ...call, args: ["sync", "--src", "docker", "--dest", "dir", `${host}/web`, "mirror"] });
    expect(err).toMatch(/^INFO\[0000\] Tag presence check +imagename=contoso.azurecr.io\/web tagged=false$/m);
  });
});

describe("skopeo sync", () => {
  it("brings every tag of a repository to another registry, and to folders and back", async () => {
    await at.run(`copy docker://${host}/web:v1 docker://${host}/web:v2`);
    const { exitCode, err } = await at.run(`sync --src docker --dest docker ${host}/web ${other}/mirror`);
    expect(exitCode).toBe(0);
    expect(err).toContain(`msg="Getting tags" image=${host}/web`);
    expect(err).toContain(
      `msg="Copying image ref 1/2" from="docker://${host}/web:v1" to="docker://${other}/mirror/web:v1"`,
    );
    expect(err).toContain('msg="Synced 2 images from 1 sources"');
    expect((await at.inspected(`docker://${other}/mirror/web:v2`)).RepoTags).toEqual(["v1", "v2"]);

    expect((await at.run(`sync --src docker --dest dir --scoped ${host}/web:v1 usb`)).exitCode).toBe(0);
    expect(at.files.stat(`${home}/usb/${host}/web:v1/manifest.json`)?.kind).toBe("file");
    const again = await at.run(`sync --src docker --dest dir --scoped ${host}/web:v1 usb`);
    expect(again.err).toContain("Refusing to overwrite destination directory");
    expect((await at.run(`sync --src dir --dest docker usb ${other}/from-usb`)).exitCode).toBe(0);
    expect((await at.inspected(`docker://${other}/from-usb/web:v1`)).Digest).toBe(at.digest);
  });

  it("copies nothing in a dry run, and requires both transports", async () => {
    const dry = await at.run(`sync --dry-run --src docker --dest docker ${host}/web ${other}/mirror`);
    expect(dry.err).toContain('msg="Would have synced 1 images from 1 sources"');
    expect((await at.run(`inspect docker://${other}/mirror/web:v1`)).exitCode).toBe(2);
    expect((await at.run(`sync --dest dir ${host}/web x`)).err).toContain("A source transport must be specified");
    const folders = await at.run("sync --src dir --dest dir a b");
    expect(folders.err).toContain("sync from 'dir' to 'dir' not implemented, consider using rsync instead");
  });
});

describe("skopeo list-tags, delete, login", () => {
  it("lists tags as JSON", async () => {
    const { out } = await at.run(`list-tags docker://${host}/web`);
    expect(out).toBe(`{\n    "Repository": "${host}/web",\n    "Tags": [\n        "v1"\n    ]\n}\n`);
    expect((await at.run(`list-tags docker://${host}/web:v1`)).err).toContain("No tag or digest allowed in reference");
    const missing = await at.run(`list-tags docker://${host}/nothing`);
    expect(missing.err).toContain("Error listing repository tags: fetching tags list: ");
    expect((await at.run("list-tags dir:x")).err).toContain("Unsupported transport 'dir' for tag listing");
  });

  it("deletes the manifest, and with it every tag that it had", async () => {
    await at.run(`copy docker://${host}/web:v1 docker://${host}/web:v2`);
    expect((await at.run(`delete docker://${host}/web:v1`)).exitCode).toBe(0);
    expect((await at.run(`inspect docker://${host}/web:v2`)).exitCode).toBe(2);
    const gone = await at.run(`delete docker://${host}/web:v1`);
    expect([gone.exitCode, gone.explanation?.code]).toEqual([1, "NotFound"]);
    expect(gone.err).toContain(`Unable to delete ${host}/web:v1. Image may not exist`);
  });

  it("doesn't read standard input unless it needs it", async () => {
    const read: string[] = [];
    const machine = aMachine(at.simulator);
    const call = {
      args: ["list-tags", `docker://${host}/web`],
      machine,
      folder: home,
      environment: new Map(),
      get input() {
        read.push("input");
        return undefined;
      },
      out: () => undefined,
      err: () => undefined,
      terminal: undefined,
      live: undefined,
      signal: new AbortController().signal,
      explain: () => undefined,
    };
    expect(await skopeo.execute(call)).toBe(0);
    expect(read).toEqual([]);
  });

  it("signs in and out, and asks for what is missing", async () => {
    const { password, run } = at;
    expect((await run(`login ${host}`)).out).toContain(
      `Existing credentials are valid. Already logged in to ${host}\n`,
    );
    expect((await run(`logout ${host}`)).out).toBe(`Removed login credentials for ${host}\n`);
    expect((await run(`logout ${host}`)).err).toContain(`not logged into ${host}`);
    const printed = await run(`login ${host}`, { answers: ["contoso", password] });
    expect([printed.exitCode, printed.out, printed.err]).toEqual([0, "Login Succeeded!\n", "Username: Password: "]);
    expect((await run(`login --get-login ${host}`)).out).toBe("contoso\n");
    const wrong = await run(`login -u contoso --password-stdin ${host}`, { input: "nonsense" });
    expect(wrong.err).toContain(`logging into \\"${host}\\": invalid username/password`);
    expect(wrong.explanation?.code).toBe("BadCredentials");
  });
});
