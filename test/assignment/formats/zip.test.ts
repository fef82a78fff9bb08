import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { makeZip } from "../../../src/assignment/formats/zip.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("a zip", () => {
  it("has the same bytes for the same files in any order", () => {
    const one = makeZip({ "b.txt": "2", "a/ü.txt": "1" });
    expect(makeZip({ "a/ü.txt": bytesOf("1"), "b.txt": "2" })).toEqual(one);
    expect(Object.entries(unzipSync(one)).map(([name, bytes]) => [name, textOf(bytes)])).toEqual([
      ["a/ü.txt", "1"],
      ["b.txt", "2"],
    ]);
  });

  it("is dated 1980 and has the flag of UTF-8 for a name that isn't ASCII", () => {
    const view = new DataView(makeZip({ "ü.js": "1" }).buffer);
    expect(view.getUint16(6, true) & 0x800).toBe(0x800);
    expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0, (1 << 5) | 1]);
  });
});
