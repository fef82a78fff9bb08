import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHandover, packHandover, unpackHandover } from "../../src/progress/handover.ts";

describe("the code that carries progress to another device", () => {
  it("unpacks to the same text, also when a mail program broke it into lines", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 2000 }), fc.integer({ min: 10, max: 80 }), (text, width) => {
        const code = packHandover(text);
        const broken = code.replaceAll(new RegExp(`.{${width}}`, "g"), "$&\n ");
        expect(isHandover(broken)).toBe(true);
        expect(unpackHandover(broken)).toEqual({ ok: true, value: text });
      }),
    );
  });

  it("packs repetitive progress to a fraction of its size", () => {
    const text = JSON.stringify(Array.from({ length: 500 }, (_, at) => ({ attemptId: "a", itemId: `item-${at}` })));
    expect(packHandover(text).length).toBeLessThan(text.length / 3);
  });

  it("says that a code is damaged when it is cut off, and newer when a later version made it", () => {
    const code = packHandover(
      JSON.stringify({ format: "drydock-backup", rows: Array.from({ length: 99 }, Math.sqrt) }),
    );
    expect(unpackHandover(code.slice(0, -20))).toMatchObject({ ok: false, error: { code: "damaged" } });
    expect(unpackHandover("drydock-progress-1:!!")).toMatchObject({ ok: false, error: { code: "damaged" } });
    expect(unpackHandover(code.replace("-1:", "-2:"))).toEqual({
      ok: false,
      error: { code: "newerVersion", version: 2 },
    });
    expect(isHandover("{}")).toBe(false);
  });
});
