import { unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeZip } from "../../../src/assignment/formats/zip.ts";
import { readZip, submissionLimits, type UnpackResult } from "../../../src/assignment/formats/zip-reader.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const contents = (result: UnpackResult): [string, string][] =>
  result.ok ? result.files.map(({ name, zip, bytes }) => [zip ? `${zip}/${name}` : name, textOf(bytes)]) : [];
const limits = { ...submissionLimits, entries: 10, fileBytes: 3_000_000, totalBytes: 5_000_000 };

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

  it("comes back as it was", () => {
    const path = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-zü]{1,8})?\.[a-y]{1,3}$/);
    fc.assert(
      fc.property(fc.dictionary(path, fc.string(), { maxKeys: 5 }), (files) => {
        const read = readZip(makeZip(files));
        expect(Object.fromEntries(contents(read))).toEqual({ ...files });
        expect(read).toMatchObject({ ok: true, problems: [] });
      }),
    );
  });
});

describe("reading a zip", () => {
  it("opens zips inside it, and no zips inside those", () => {
    const inner = makeZip({ "c.txt": "3", "deep.zip": makeZip({ "d.txt": "4" }) });
    const read = readZip(makeZip({ "a.txt": "1", "class/b.zip": inner }));
    expect(contents(read)).toEqual([
      ["a.txt", "1"],
      ["class/b.zip/c.txt", "3"],
    ]);
    expect(read.ok && read.problems).toEqual([
      {
        name: "class/b.zip/deep.zip",
        message: "The zip is inside another zip, which is inside this one. Unpack it first.",
      },
    ]);
  });

  it("goes by the content: a file that is only named zip stays a file", () => {
    expect(contents(readZip(makeZip({ "a.zip": "no zip" })))).toEqual([["a.zip", "no zip"]]);
  });

  it("rejects a zip bomb by its ratio, and says so", () => {
    const bomb = makeZip({ "zeros.bin": new Uint8Array(2_000_000) });
    expect(bomb.length).toBeLessThan(5000);
    expect(readZip(bomb, limits)).toMatchObject({ ok: false, code: "TooCompressed" });
    expect(readZip(makeZip({ "in.zip": bomb }), limits)).toMatchObject({ ok: false, code: "TooCompressed" });
  });

  it("rejects a file and files together that are too large, whatever size the zip claims", () => {
    const noise = Uint8Array.from({ length: 2_000_000 }, (_, at) => (at * at * 31) >>> 7);
    expect(readZip(zipSync({ a: noise, b: noise, c: noise }, { level: 0 }), limits)).toMatchObject({
      ok: false,
      code: "TooLarge",
      message: "The files in the zip are larger than 4 MB together.",
    });
    const lying = makeZip({ "a.bin": new Uint8Array(4_000_000) });
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(directory + 24, 10, true);
    expect(readZip(lying, { ...limits, ratio: 1e9 })).toMatchObject({ ok: false, code: "TooLarge" });
  });

  it("counts the files of inner zips too", () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.txt`, ""]));
    expect(readZip(makeZip(files), limits)).toMatchObject({ ok: true });
    const nested = makeZip({ "a.zip": makeZip(files), "b.zip": makeZip(files) });
    expect(readZip(nested, limits)).toMatchObject({ ok: false, code: "TooManyFiles" });
  });

  it("reads 300 files", () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`s${at}.acrsub`, `answer ${at}`]));
    expect(contents(readZip(makeZip(files)))).toHaveLength(300);
  });

  it("reports a damaged file and reads the others", () => {
    const zip = zipSync({ "a.txt": bytesOf("first"), "b.txt": bytesOf("second") }, { level: 0 });
    const at = textOf(zip).indexOf("first");
    zip[at] = 0x46;
    const read = readZip(zip);
    expect(contents(read)).toEqual([["b.txt", "second"]]);
    expect(read.ok && read.problems).toEqual([
      { name: "a.txt", message: "The file is damaged. Download the zip again." },
    ]);
  });

  it("rejects what isn't a zip, or is cut off at any byte", () => {
    const zip = makeZip({ "a.txt": "some text", "b.txt": "more" });
    expect(readZip(bytesOf("no zip"))).toMatchObject({ ok: false, code: "NotAZip" });
    for (let length = 0; length < zip.length; length += 1) {
      expect(readZip(zip.slice(0, length)), String(length)).toMatchObject({ ok: false, code: "NotAZip" });
    }
  });

  it("never fails on a flipped byte, and never returns changed text", () => {
    const zip = makeZip({ "a.txt": "some text", "b.txt": "more" });
    const texts = new Set(["some text", "more"]);
    for (let at = 0; at < zip.length; at += 1) {
      const flipped = zip.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x55;
      expect(
        contents(readZip(flipped, limits)).filter(([, text]) => !texts.has(text)),
        String(at),
      ).toEqual([]);
    }
  });
});
