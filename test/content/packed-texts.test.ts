import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTexts, unpackTexts } from "../../src/content/packed-texts.ts";

describe("packed texts", () => {
  it("come out as they went in, whatever they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(packTexts(value)));
        expect(unpackTexts(copy as ReturnType<typeof packTexts>)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const looksLikeOne = ["~0", "~", "a text that is long enough", "a text that is long enough"];
    expect(unpackTexts(packTexts(looksLikeOne))).toEqual(looksLikeOne);
  });

  it("are stored once each", () => {
    const text = "a text that is long enough";
    expect(packTexts([{ text }, { text }, text, "short"])).toEqual({
      texts: [text],
      data: [{ text: "~0" }, { text: "~0" }, "~0", "short"],
    });
  });

  it("are unpacked once for the same data", () => {
    const packed = packTexts([{ a: 1 }]);
    expect(unpackTexts(packed)).toBe(unpackTexts(packed));
  });
});
