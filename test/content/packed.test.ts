import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, unpack } from "../../src/content/packed.ts";

describe("packed data", () => {
  it("comes out as it went in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(pack(value)));
        expect(unpack(copy as ReturnType<typeof pack>)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const looksLikeOne = ["~0", "~", "a text that is long enough", "a text that is long enough"];
    expect(unpack(pack(looksLikeOne))).toEqual(looksLikeOne);
  });

  it("has each longer text once", () => {
    const text = "a text that is long enough";
    expect(pack([{ text }, { words: text }, text, "short"])).toEqual({
      texts: [text],
      data: [{ text: "~0" }, { words: "~0" }, "~0", "short"],
    });
  });

  it("is unpacked once for the same data", () => {
    const packed = pack([{ a: 1 }]);
    expect(unpack(packed)).toBe(unpack(packed));
  });
});
