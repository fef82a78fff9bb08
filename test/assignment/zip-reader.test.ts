import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeZip } from "../../src/assignment/formats/zip.ts";
import { readZip, submissionLimits, zipBudget } from "../../src/assignment/zip-reader.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const contents = (result: Awaited<ReturnType<typeof readZip>>): [string, string][] =>
  result.ok ? result.value.files.map(({ name, bytes }) => [name, textOf(bytes)]) : [];
const problems = (result: Awaited<ReturnType<typeof readZip>>): [string, string][] | string =>
  result.ok ? result.value.problems.map(({ name, code }) => [name, code]) : result.error.code;
const limits = { ...submissionLimits, entries: 10, fileBytes: 3_000_000, totalBytes: 5_000_000 };

describe("reading a zip", () => {
  it("returns the files that were packed", async () => {
    const path = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-zü]{1,8})?\.[a-y]{1,3}$/);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, fc.string(), { maxKeys: 5 }), async (files) => {
        const read = await readZip(makeZip(files));
        expect(Object.fromEntries(contents(read))).toEqual({ ...files });
        expect(problems(read)).toEqual([]);
      }),
    );
  });

  it("leaves zips inside as files", async () => {
    const inner = makeZip({ "b.txt": "2" });
    const read = await readZip(makeZip({ "a.txt": "1", "b.zip": inner }));
    expect(read.ok && read.value.files.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ["a.txt", 1],
      ["b.zip", inner.length],
    ]);
  });

  it("stops unpacking a zip bomb by its ratio, and reads the other files", async () => {
    const bomb = makeZip({ "a.txt": "1", "zeros.bin": new Uint8Array(2_000_000) });
    expect(bomb.length).toBeLessThan(5000);
    const read = await readZip(bomb, { limits });
    expect(contents(read)).toEqual([["a.txt", "1"]]);
    expect(problems(read)).toEqual([["zeros.bin", "tooLarge"]]);
  });

  it("rejects files that are too large together", async () => {
    const noise = Uint8Array.from({ length: 2_000_000 }, (_, at) => (at * at * 31) >>> 7);
    expect(await readZip(zipSync({ a: noise, b: noise, c: noise }, { level: 0 }), { limits })).toMatchObject({
      ok: false,
      error: {
        code: "tooLarge",
        message: "This zip unpacks to more than this page can hold. Unpack it and drop the files in several batches.",
      },
    });
  });

  it("goes by what it unpacks, whatever sizes the zip claims", async () => {
    for (const [size, claimed, code] of [
      [4_000_000, 10, "tooLarge"],
      [100_000, 10, "damaged"],
      [10, 4_000_000_000, "damaged"],
    ] as const) {
      const lying = makeZip({ "a.bin": new Uint8Array(size), "b.txt": "honest" });
      const view = new DataView(lying.buffer);
      view.setUint32(view.getUint32(lying.length - 6, true) + 24, claimed, true);
      const read = await readZip(lying, { limits: { ...limits, ratio: 1e9 } });
      expect(problems(read)).toEqual([["a.bin", code]]);
      expect(contents(read)).toEqual([["b.txt", "honest"]]);
    }
  });

  it("rejects a zip with too many files", async () => {
    const files = (count: number) =>
      makeZip(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.txt`, ""])));
    expect(problems(await readZip(files(10), { limits }))).toEqual([]);
    expect(problems(await readZip(files(11), { limits }))).toBe("tooLarge");
  });

  it("rejects a zip whose files share bytes, so that a small zip can't unpack to any size", async () => {
    const zip = makeZip({ "a.txt": "x".repeat(1000), "b.txt": "y".repeat(1000) });
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.length - 6, true);
    const second = directory + 46 + view.getUint16(directory + 28, true);
    // The second entry points to where the first file is.
    view.setUint32(second + 42, view.getUint32(directory + 42, true), true);
    expect(problems(await readZip(zip))).toBe("damaged");
  });

  it("charges what it unpacked for nothing, over all zips of a drop", async () => {
    const zip = makeZip({ "a.bin": new Uint8Array(1_500_000), "b.bin": new Uint8Array(1_500_000) });
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.length - 6, true);
    for (const at of [directory, directory + 46 + view.getUint16(directory + 28, true)])
      view.setUint32(at + 16, 0, true);
    const reading = { limits: { ...limits, ratio: 1e9 }, budget: zipBudget(limits) };
    expect(problems(await readZip(zip, reading))).toEqual([
      ["a.bin", "damaged"],
      ["b.bin", "damaged"],
    ]);
    expect(reading.budget.bytes).toBe(2_000_000);
    expect(problems(await readZip(zip, reading))).toBe("tooLarge");
  });

  it("ends between two files when it's told to", async () => {
    let asked = 0;
    const read = await readZip(makeZip({ "a.txt": "1", "b.txt": "2" }), { pause: async () => ++asked > 1 });
    expect(contents(read)).toEqual([["a.txt", "1"]]);
  });

  it("reads 300 files", async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`s${at}.acrsub`, `answer ${at}`]));
    expect(contents(await readZip(makeZip(files)))).toHaveLength(300);
  });

  it("reports a damaged file and reads the others", async () => {
    const zip = zipSync({ "a.txt": bytesOf("first"), "b.txt": bytesOf("second") }, { level: 0 });
    const at = Buffer.from(zip).indexOf("first");
    zip[at] = 0x46;
    const read = await readZip(zip);
    expect(contents(read)).toEqual([["b.txt", "second"]]);
    expect(read.ok && read.value.problems).toEqual([
      { name: "a.txt", code: "damaged", message: "The file is damaged. Download the zip again." },
    ]);
  });

  it("rejects what isn't a zip, or is cut off at any byte", async () => {
    const zip = makeZip({ "a.txt": "some text", "b.txt": "more" });
    expect(problems(await readZip(bytesOf("no zip")))).toBe("damaged");
    for (let length = 0; length < zip.length; length += 1) {
      expect(problems(await readZip(zip.slice(0, length))), String(length)).toBe("damaged");
    }
  });

  it("never fails on a flipped byte, and never returns changed text", async () => {
    const zip = makeZip({ "a.txt": "some text", "b.txt": "more" });
    const texts = new Set(["some text", "more"]);
    for (let at = 0; at < zip.length; at += 1) {
      const flipped = zip.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x55;
      expect(
        contents(await readZip(flipped, { limits })).filter(([, text]) => !texts.has(text)),
        String(at),
      ).toEqual([]);
    }
  });
});
