import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { exportWorld, importWorld } from "../../../src/simulator/world/world-file.ts";
import { aClient } from "../oci/registry-client.ts";

const opened = (text: string) => {
  const read = importWorld(nodeHash, text);
  return read.ok ? [...read.value.entries()] : read.refusal.message;
};
const plain = (rows: unknown) => JSON.parse(JSON.stringify(rows)) as unknown;

describe("a world file", () => {
  it("gives back the world it was made of", async () => {
    const { simulator, pushBlob } = aClient();
    await pushBlob("web", "layer");
    const text = exportWorld(nodeHash, simulator.world);
    expect(opened(text)).toEqual(plain([...simulator.world.entries()]));
    const again = importWorld(nodeHash, text);
    expect(again.ok && exportWorld(nodeHash, again.value)).toBe(text);
  });

  it("is refused with any character changed, and says why", () => {
    const text = exportWorld(nodeHash, newWorld({ profile: "azure" }));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("0", "x", '"', "{"), (at, other) => {
        if (text[at] === other) return;
        expect(typeof opened(text.slice(0, at) + other + text.slice(at + 1))).toBe("string");
      }),
    );
  });

  it.each([
    ["", /not JSON/],
    ["{}", /not a Drydock world/],
    ['{"format":"drydock-world","version":99}', /version 99/],
    ['{"format":"drydock-world","version":1,"rows":3}', /damaged/],
  ])("%j is refused by name", (text, message) => {
    expect(opened(text)).toMatch(message);
  });
});
