import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { serve, type RunningServer } from "../../src/node/serve.ts";
import { simContent } from "../support/sim-content.ts";
import { valueOf } from "../support/value-of.ts";
import { digestIn, writeLayout } from "./oci-layout.ts";

const installed = spawnSync("skopeo", ["--version"]).status === 0;
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), "drydock-skopeo-"));
const layout = join(folder, "in");
const state = join(folder, "state");
let server: RunningServer;

const start = async () => {
  const words = ["--port", "0", "--username", "me", "--password", "secret", "--state", state, "--no-limits"];
  server = valueOf(await serve(simContent.facts, valueOf(readServeOptions(words))));
};
const image = (name: string) => `docker://${new URL(server.url).host}/${name}`;
const plain = ["--src-tls-verify=false", "--dest-tls-verify=false"];
const credentials = ["--src-creds", "me:secret", "--dest-creds", "me:secret"];

/** Copies with all platforms; gives what skopeo printed. */
const copy = (from: string, to: string, more: string[] = []) =>
  run("skopeo", ["copy", "--insecure-policy", "--all", ...plain, ...(more.length > 0 ? more : credentials), from, to]);
const ask = async (command: string, name: string, creds = "me:secret") =>
  (await run("skopeo", [command, "--tls-verify=false", "--creds", creds, image(name)])).stdout;

/** The hash of every blob of a layout by its file name. */
const blobsOf = (path: string) =>
  Object.fromEntries(
    readdirSync(join(path, "blobs/sha256"))
      .sort()
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(path, "blobs/sha256", name)))
          .digest("hex"),
      ]),
  );

beforeAll(async () => {
  writeLayout(layout);
  await start();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

// Without skopeo, the run reports these tests as skipped; .ci/run installs it where Debian's packages are.
describe.skipIf(!installed)("skopeo, pointed at the loopback registry", () => {
  it("copies an image and an index in and out with unchanged blobs, also after a restart", async () => {
    await copy(`oci:${layout}:one`, image("web:1.0"));
    await copy(`oci:${layout}:many`, image("web:multi"));
    await server.close();
    await start();
    const out = join(folder, "out");
    await copy(image("web:1.0"), `oci:${out}:one`);
    await copy(image("web:multi"), `oci:${out}:many`);
    expect(blobsOf(out)).toEqual(blobsOf(layout));
    expect([digestIn(out, "one"), digestIn(out, "many")]).toEqual([digestIn(layout, "one"), digestIn(layout, "many")]);
  });

  it("lists and inspects images", async () => {
    expect(JSON.parse(await ask("list-tags", "web"))).toMatchObject({ Tags: ["1.0", "multi"] });
    expect(JSON.parse(await ask("inspect", "web:1.0"))).toMatchObject({
      Digest: digestIn(layout, "one"),
      Architecture: "amd64",
      Os: "linux",
    });
  });

  it("copies between repositories without sending layers again, then deletes", async () => {
    const stored = server.simulator.world.get("usage", "drydock")?.bytes;
    const uploads: string[] = [];
    const stop = server.simulator.onExchange(({ request, response }) => {
      const { pathname, searchParams } = new URL(request.url);
      if (/\/blobs\/uploads\//.test(pathname)) {
        uploads.push(`${request.method} ${searchParams.has("mount") ? "mount" : "bytes"} ${response.status}`);
      }
    });
    await copy(image("web:1.0"), image("team/web:1.0"));
    stop();
    // The layer is mounted; skopeo holds the config in memory and always sends it.
    expect(uploads).toEqual(["POST mount 201", "POST bytes 202", "PATCH bytes 202", "PUT bytes 201"]);
    expect(server.simulator.world.get("usage", "drydock")?.bytes).toBe(stored);
    await ask("delete", "team/web:1.0");
    await expect(ask("inspect", "team/web:1.0")).rejects.toThrow(/manifest unknown/);
    expect(JSON.parse(await ask("inspect", "web:1.0"))).toMatchObject({ Digest: digestIn(layout, "one") });
  });

  it("is rejected with a wrong password", async () => {
    await expect(ask("inspect", "web:1.0", "me:wrong")).rejects.toThrow(/unauthorized|authentication required/);
    await expect(copy(`oci:${layout}:one`, image("web:2.0"), ["--dest-creds", "me:wrong"])).rejects.toThrow();
  });
});
