import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { pushImage, smallImage } from "../../support/images.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

describe("an image made of files", () => {
  it("is the same for the same files and another for other files", () => {
    expect(smallImage({ files: { a: "1" } }).digest).toBe(smallImage({ files: { a: "1" } }).digest);
    expect(smallImage({ files: { a: "1" } }).digest).not.toBe(smallImage({ files: { a: "2" } }).digest);
  });

  it("names in its config the digest of the tar inside each layer", () => {
    const { layers, config } = smallImage({ files: { "app/a.txt": "A" } });
    const bytes = gunzipSync(layers[0]?.bytes ?? new Uint8Array());
    const { rootfs } = JSON.parse(new TextDecoder().decode(config.bytes)) as { rootfs: { diff_ids: string[] } };
    expect(rootfs.diff_ids).toEqual([digestOf(nodeHash, bytes)]);
    expect(parseTar(bytes).map(({ name, text }) => [name, text])).toEqual([["app/a.txt", "A"]]);
  });

  it("can be pushed and read back", async () => {
    const simulator = aSimulator();
    const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
    const credentials = { username: registry.name, password: registry.adminPasswords[0]?.value ?? "" };
    const image = smallImage({ files: { a: "1" } });
    await pushImage(simulator, registry, "web", "1.0", image, credentials);
    const authorization = `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`;
    const answer = await simulator.send(
      new Request(`https://${registry.loginServer}/v2/web/manifests/1.0`, { headers: { authorization } }),
      laptop,
    );
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(image.manifest);
  });
});
