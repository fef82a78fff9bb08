import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docker } from "../../../../src/simulator/cli/docker/docker.ts";
import { adminPassword, asAdmin, pushImage } from "../../../support/push-image.ts";
import { runProgram } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

interface Recording {
  /** Digest of an image's manifest by its tag in `app`. */
  images: Record<string, string>;
  /** Base64 by digest. */
  blobs: Record<string, string>;
  steps: { command: string; stdout: string; stderr: string; exitCode: number }[];
}

const file = join(import.meta.dirname, "../../../recordings/docker/manifest.json");
const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;
const bytesOf = (digest: string): Uint8Array => new Uint8Array(Buffer.from(recording.blobs[digest] ?? "", "base64"));

/** A machine that is signed in to a registry which holds the images of the recording. */
async function aMachine() {
  const simulator = aSimulator();
  aRegistry(simulator, {}, { adminUserEnabled: true });
  for (const [tag, digest] of Object.entries(recording.images)) {
    const manifest = bytesOf(digest);
    const { mediaType, config, layers } = JSON.parse(new TextDecoder().decode(manifest));
    const withBytes = (part: { digest: string; size: number; mediaType: string }) => ({
      ...part,
      bytes: bytesOf(part.digest),
    });
    const image = { mediaType, digest, manifest, config: withBytes(config), layers: layers.map(withBytes) };
    await pushImage(asAdmin(simulator), `app:${tag}`, image);
  }
  const run = (line: string) => runProgram(simulator, docker, line);
  await runProgram(simulator, docker, "login contoso.azurecr.io -u contoso --password-stdin", {
    input: adminPassword(simulator),
  });
  return run;
}

describe("docker manifest", () => {
  it("prints what docker 28.2.2 prints, step by step", async () => {
    const run = await aMachine();
    const firstLine = (text: string) => text.split("\n")[0];
    for (const { command, stdout, stderr, exitCode } of recording.steps) {
      const result = await run(command.replace("docker ", ""));
      // How many operands there are to be is said by another version's words around it.
      const cut = stderr.includes("Usage:") ? firstLine : (text: string) => text;
      expect([command, result.exitCode, result.out, cut(result.err)]).toEqual([command, exitCode, stdout, cut(stderr)]);
    }
  });

  it("leaves the registry as it was until the list is pushed, and explains a list that is only local", async () => {
    const run = await aMachine();
    await run("manifest create contoso.azurecr.io/app:v1 contoso.azurecr.io/app:amd64");
    expect((await run("pull contoso.azurecr.io/app:v1")).exitCode).toBe(1);
    const pushed = await run("manifest push contoso.azurecr.io/app:v1");
    expect(pushed.out).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect((await run("pull contoso.azurecr.io/app:v1")).exitCode).toBe(0);
    const unknown = await run("manifest push contoso.azurecr.io/app:v2");
    expect(unknown.explanation).toMatchObject({ code: "NoSuchManifestList" });
  });
});
