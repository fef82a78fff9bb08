import fc from "fast-check";
import { expect, it } from "vitest";
import { fromCode, packText, toCode, unpackText } from "../../src/assignment/packing.ts";

it("gives back any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const code = toCode(packText(text));
      expect(code).toMatch(/^[\w-]*$/);
      expect(unpackText(fromCode(code) ?? new Uint8Array(), 10_000)).toBe(
        new TextDecoder().decode(new TextEncoder().encode(text)),
      );
    }),
  );
});

it("ignores the line breaks that mail programs add", () => {
  const code = toCode(packText("a text that is long enough to be broken"));
  expect(fromCode(code.replaceAll(/(.{8})/g, "$1\r\n "))).toEqual(fromCode(code));
});

it("rejects what is cut off, changed, or would unpack to more than the limit", () => {
  const packed = packText("x".repeat(100_000));
  expect(unpackText(packed.subarray(0, -4), 1_000_000)).toBeUndefined();
  expect(unpackText(packed, 99_999)).toBeUndefined();
  expect(fromCode("not/base64url=")).toBeUndefined();
});
