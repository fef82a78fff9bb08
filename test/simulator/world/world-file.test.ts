import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { MemoryBlobStore } from "../../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { exportWorld, importWorld, readWorldFile, worldFilePieces } from "../../../src/simulator/world/world-file.ts";
import type { World } from "../../../src/simulator/world/world.ts";
import { aClient } from "../oci/registry-client.ts";

const opened = (text: string) => {
  const read = importWorld(nodeHash, text);
  return read.ok ? [...read.value.entries()] : read.refusal.message;
};
const plain = (rows: unknown) => JSON.parse(JSON.stringify(rows)) as unknown;

describe("a world file", () => {
  it("restores the world that it was made from", async () => {
    const { simulator, pushBlob } = aClient();
    await pushBlob("web", "layer");
    const text = exportWorld(nodeHash, simulator.world);
    expect(opened(text)).toEqual(plain([...simulator.world.entries()]));
    const again = importWorld(nodeHash, text);
    expect(again.ok && exportWorld(nodeHash, again.value)).toBe(text);
  });

  it("restores any text that a row can have", () => {
    const value = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(value, fc.dictionary(value, value), (name, tags) => {
        const draft = newWorld({ profile: "azure" }).draft();
        draft.put("group", ["g"], { name, location: "westeurope", tags });
        const world = draft.commit();
        expect(opened(exportWorld(nodeHash, world))).toEqual(plain([...world.entries()]));
      }),
    );
  });

  it("contains the bytes of a store in memory, and restores them unchanged", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (contents) => {
        const store = new MemoryBlobStore(nodeHash);
        for (const bytes of contents) store.put(digestOf(nodeHash, bytes), bytes);
        const text = exportWorld(nodeHash, newWorld({ profile: "azure" }), store.entries());
        const read = readWorldFile(nodeHash, text);
        expect(read.ok && read.value.blobs).toEqual([...store.entries()]);
      }),
    );
  });

  it("comes in pieces of moderate size, however large the world", () => {
    const pieces = [...worldFilePieces(nodeHash, withGroups(5_000))];
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
    expect(opened(pieces.join(""))).toHaveLength(withGroups(5_000).size);
  });

  it("is rejected with a reason when any character changed", () => {
    const text = exportWorld(nodeHash, newWorld({ profile: "azure" }));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("0", "x", '"', "{"), (at, other) => {
        if (text[at] === other || /\s/.test(text[at] ?? "")) return;
        expect(typeof opened(text.slice(0, at) + other + text.slice(at + 1))).toBe("string");
      }),
    );
  });

  it("is rejected when it is truncated anywhere", () => {
    const text = exportWorld(nodeHash, newWorld({ profile: "azure" })).trimEnd();
    fc.assert(
      fc.property(fc.nat(text.length - 1), (at) => void expect(typeof opened(text.slice(0, at))).toBe("string")),
    );
  });

  it.each([
    ["", /isn.t JSON/],
    ["{}", /isn.t a Drydock environment/],
    ['{"format":"drydock-world","version":99}', /version 99/],
    ['{"format":"drydock-world","version":1,"rows":3}', /damaged/],
  ])("rejects %j by name", (text, message) => {
    expect(opened(text)).toMatch(message);
  });

  it.each([
    ["a table that there is not", [["spaceship", "x"], {}], /no table called spaceship/],
    ["a name of every object for a table", [["__proto__"], {}], /no table called __proto__/],
    ["a key of the wrong length", [["group"], {}], /A key of group cannot be/],
    ["a key that would be another one", [["group", "a\u0000b"], {}], /A key of group cannot be/],
    ["a member of the wrong type", [["group", "g"], { name: 1, location: "", tags: {} }], /group g is damaged at name/],
    ["a member that is missing", [["blob", "r", "d"], { size: 3 }], /damaged at repositories/],
    ["a tag that points at no digest", [["tag", "r", "p", "t"], { digest: "../x" }], /tag r p t is damaged at digest/],
    ["a time that is none", [["now"], "noon"], /row now is damaged/],
  ])("is rejected with %s, even when the checksum fits", (_, row, message) => {
    expect(
      opened(forged([...rowsOf(newWorld({ profile: "azure" })).filter(([key]) => key[0] !== "now"), row])),
    ).toMatch(message);
  });

  it("is rejected without the settings of a world, with a row twice, and with bytes that are not their digest's", () => {
    expect(opened(forged([]))).toMatch(/no settings/);
    const rows = rowsOf(newWorld({ profile: "azure" }));
    expect(opened(forged([...rows, ...rows.slice(-1)]))).toMatch(/same key/);
    const wrong = readWorldFile(nodeHash, forged(rows, [[digestOf(nodeHash, new Uint8Array(1)), "AAAA"]]));
    expect(!wrong.ok && wrong.refusal.message).toMatch(/doesn.t match its digest/);
  });
});

const withGroups = (count: number): World => {
  const draft = newWorld({ profile: "azure" }).draft();
  for (let at = 0; at < count; at++)
    draft.put("group", [`g${at}`], { name: `g${at}`, location: "westeurope", tags: {} });
  return draft.commit();
};

type Entry = [string[], unknown];
const rowsOf = (world: World): Entry[] => (JSON.parse(exportWorld(nodeHash, world)) as { rows: Entry[] }).rows;

/** A file of these rows with the checksum that belongs to them. */
function forged(rows: readonly unknown[], blobs: readonly unknown[] = []): string {
  const lines = [...rows, ...blobs].map((entry) => `${JSON.stringify(entry)}\n`).join("");
  const checksum = digestOf(nodeHash, new TextEncoder().encode(lines));
  return JSON.stringify({ format: "drydock-world", version: 1, rows, blobs, checksum });
}
