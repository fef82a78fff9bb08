import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { anImage } from "../../support/images.ts";
import { asAdmin, pushImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";

describe("an image made of files", () => {
  it("has the same digest for the same files and another for different ones", () => {
    expect(anImage({ layers: [{ files: { a: "1" } }] }).digest).toBe(
      anImage({ layers: [{ files: { a: "1" } }] }).digest,
    );
    expect(anImage({ layers: [{ files: { a: "1" } }] }).digest).not.toBe(
      anImage({ layers: [{ files: { a: "2" } }] }).digest,
    );
  });

  it("names in its config the digest of the tar inside each layer", () => {
    const { layers, config } = anImage({ layers: [{ files: { "app/a.txt": "A" } }] });
    const bytes = gunzipSync(layers[0]?.bytes ?? new Uint8Array());
    const { rootfs } = JSON.parse(new TextDecoder().decode(config?.bytes)) as { rootfs: { diff_ids: string[] } };
    expect(rootfs.diff_ids).toEqual([digestOf(nodeHash, bytes)]);
    expect(parseTar(bytes).map(({ name, text }) => [name, text])).toEqual([["app/a.txt", "A"]]);
  });

  it("can be pushed and read back", async () => {
    const simulator = aSimulator();
    aRegistry(simulator, {}, { adminUserEnabled: true });
    const send = asAdmin(simulator);
    const image = anImage({ layers: [{ files: { a: "1" } }] });
    await pushImage(send, "web:1.0", image);
    const answer = await send("GET", "/v2/web/manifests/1.0");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(image.manifest);
  });
});
