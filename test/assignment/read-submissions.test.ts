import { strToU8, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCodes } from "../../src/assignment/find-codes.ts";
import { toCode } from "../../src/assignment/packing.ts";
import { readSubmissions, type ReadingContext, type SourceFile } from "../../src/assignment/read-submissions.ts";
import type { Submission } from "../../src/assignment/submission.ts";
import { anAssignment, instructorKeys, otherPrivateKey } from "../support/assignments.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { sealSubmission } from "../../src/assignment/submission.ts";
import { aClass, code128, sealed } from "../support/class.ts";

const { assignment, hash, sit } = aClass();
const other = aClass({ title: "Another", id: "AAAAAAAAAAAAAAAAAAAAAQ" });
const [kim, bo] = [
  { id: "kim@example.org", name: "Kim" },
  { id: "ülkü@example.org", name: "Ülkü أمينة" },
];
const context = (fields: Partial<ReadingContext> = {}): ReadingContext => ({
  hash,
  keys: [instructorKeys.seal],
  assignments: new Map([[hash, "Tiers and replication"]]),
  known: new Map(),
  ...fields,
});
const file = (name: string, bytes: Uint8Array): SourceFile => ({ name, size: bytes.length, read: async () => bytes });
const text = (name: string, content: string): SourceFile => file(name, new TextEncoder().encode(content));
const read = async (files: SourceFile[], fields: Partial<ReadingContext> = {}) => {
  const result = await readSubmissions(files, context(fields));
  return {
    added: result?.opened.map(({ submission }) => submission.id),
    verdicts: result?.verdicts.map(({ source, code }) => `${source}: ${code}`),
    messages: result?.verdicts.map(({ message }) => message),
  };
};
const first = sit({ learner: kim, number: 1, right: 2 });
const second = sit({ learner: bo, number: 2, right: 1 });
const bytesOf = (submission: Submission) => sealed(assignment, submission);

describe("reading submissions from files", () => {
  it("goes by content: a renamed file, and one whose name is in two scripts", async () => {
    const found = await read([file("photo.jpg", await bytesOf(first)), file("Ü אב.acrsub", await bytesOf(second))]);
    expect(found.verdicts).toEqual(["photo.jpg: added", "Ü אב.acrsub: added"]);
    expect(found.added).toEqual([first.id, second.id]);
    expect(found.messages).toEqual(["Kim, attempt 1", "Ülkü أمينة, attempt 1"]);
  });

  it("adds nothing twice: in one batch, sealed again, or there already", async () => {
    const files = [file("a", await bytesOf(first)), file("b", await bytesOf(first))];
    expect(await read(files)).toMatchObject({ verdicts: ["a: added", "b: known"], added: [first.id] });
    expect(await read(files, { known: new Map([[first.id, first]]) })).toMatchObject({
      verdicts: ["a: known", "b: known"],
      added: [],
    });
  });

  it("keeps the first of two submissions with one id and says so", async () => {
    const changed = { ...first, claimed: { earned: 0, maximum: 3 } };
    const found = await read([file("a", await bytesOf(first)), file("b", await bytesOf(changed))]);
    expect(found.verdicts).toEqual(["a: added", "b: conflict"]);
    expect(found.messages?.[1]).toMatch(/other content\. That one stays/);
  });

  it("says what is wrong with a truncated, a flipped, a foreign, an altered and a newer file", async () => {
    const good = await bytesOf(first);
    const flipped = good.with(200, (good[200] ?? 0) ^ 1);
    const foreign = await sealSubmission(first, publicHalf(otherPrivateKey));
    const newer = good.with(6, "2".charCodeAt(0));
    const found = await read([
      file("cut", good.subarray(0, 300)),
      file("flipped", flipped),
      file("foreign", foreign),
      file("newer", newer),
      file("note.txt", strToU8("Here is my homework.")),
      file("empty", new Uint8Array()),
    ]);
    expect(found.verdicts).toEqual([
      "cut: damaged",
      "flipped: damaged",
      "foreign: otherKey",
      "newer: newerVersion",
      "note.txt: notSubmission",
      "empty: notSubmission",
    ]);
    expect(found.messages?.[2]).toMatch(/key that isn’t on this device/);
    expect(found.added).toEqual([]);
  });

  it("notices a change behind a checksum that was made to fit", async () => {
    const { sha256 } = await import("@noble/hashes/sha2.js");
    const good = await bytesOf(first);
    const body = good.subarray(0, -8).with(200, (good[200] ?? 0) ^ 1);
    const forged = Uint8Array.from([...body, ...sha256(body).subarray(0, 8)]);
    expect(await read([file("forged", forged)])).toMatchObject({ verdicts: ["forged: altered"] });
  });

  it("names the assignment that a file belongs to, if it's one of the instructor's", async () => {
    const bytes = await sealed(other.assignment, other.sit({ learner: kim, number: 1, right: 1 }));
    const mine = await read([file("a", bytes)], { assignments: new Map([[other.hash, "Another"]]) });
    expect(mine.verdicts).toEqual(["a: otherAssignment"]);
    expect(mine.messages?.[0]).toMatch(/“Another”/);
    expect((await read([file("a", bytes)])).messages?.[0]).toMatch(/isn’t on this device/);
  });

  it("opens with whichever key fits", async () => {
    const keys = [otherPrivateKey, instructorKeys.seal];
    expect(await read([file("a", await bytesOf(first))], { keys })).toMatchObject({ added: [first.id] });
  });

  it("rejects a seal around a submission to another assignment", async () => {
    const { seal } = await import("../../src/assignment/sealing.ts");
    const { submissionText } = await import("../../src/assignment/submission.ts");
    const inner = { ...first, assignment: other.hash };
    const bytes = await seal("submission", submissionText(inner), { hash, to: anAssignment().keys.seal });
    expect(await read([file("a", bytes)])).toMatchObject({ verdicts: ["a: invalid"], added: [] });
  });

  it("opens zips in zips, whatever they are called, and passes over what file managers leave", async () => {
    const inner = zipSync({ "b.bin": await bytesOf(second), "essay.txt": strToU8("No code here.") });
    const outer = zipSync({
      "Kim_123_assignsubmission_file_/a.acrsub": await bytesOf(first),
      "inner.dat": inner,
      "__MACOSX/._a.acrsub": strToU8("x"),
      ".DS_Store": strToU8("x"),
    });
    expect((await read([file("Download", outer)])).verdicts).toEqual([
      "Download/Kim_123_assignsubmission_file_/a.acrsub: added",
      "Download/inner.dat/b.bin: added",
      "Download/inner.dat/essay.txt: notSubmission",
    ]);
  });

  it("says that a Word document isn't a submission, in one line", async () => {
    const document = zipSync({ "[Content_Types].xml": strToU8("<x/>"), "word/document.xml": strToU8("<x/>") });
    expect((await read([file("essay.docx", document)])).verdicts).toEqual(["essay.docx: notSubmission"]);
  });

  it("doesn't unpack a zip bomb, and reads the other files", async () => {
    const zeros = new Uint8Array(70 << 20);
    const bomb = zipSync({ "zeros.acrsub": zeros, "a.acrsub": await bytesOf(first) }, { level: 1 });
    expect((await read([file("bomb.zip", bomb)])).verdicts).toEqual([
      "bomb.zip/zeros.acrsub: tooLarge",
      "bomb.zip/a.acrsub: added",
    ]);
  });

  it("goes by what a zip holds when it lies about the sizes, and reads the other files", async () => {
    const zip = zipSync({ "lie.acrsub": await bytesOf(first), "a.acrsub": await bytesOf(second) });
    const view = new DataView(zip.buffer);
    // The size in the directory's entry of the first file.
    view.setUint32(view.getUint32(zip.length - 6, true) + 24, 5, true);
    const found = await read([file("all.zip", zip)]);
    expect(found.verdicts).toEqual(["all.zip/lie.acrsub: damaged", "all.zip/a.acrsub: added"]);
    expect(found.added).toEqual([second.id]);
  });

  it("stops at zips that are nested too deep", async () => {
    let zip = zipSync({ "a.acrsub": await bytesOf(first) });
    for (let depth = 0; depth < 5; depth++) zip = zipSync({ "z.zip": zip });
    expect((await read([file("deep", zip)])).verdicts).toEqual(["deep/z.zip/z.zip/z.zip/z.zip: tooLarge"]);
  });

  it("says that a cut-off zip is damaged", async () => {
    const zip = zipSync({ "a.acrsub": await bytesOf(first) });
    expect((await read([file("z.zip", zip.subarray(0, 200))])).verdicts).toEqual(["z.zip: damaged"]);
  });

  it("reads a zip of 300 and tells how far it is", async () => {
    const submissions = Array.from({ length: 300 }, (_, at) =>
      sit({ learner: { id: `learner-${at}` }, number: at + 1, right: at % 4 }),
    );
    const entries = await Promise.all(submissions.map(bytesOf));
    const zip = zipSync(Object.fromEntries(entries.map((bytes, at) => [`${at}.acrsub`, bytes])));
    const progress: number[] = [];
    const result = await readSubmissions([file("all.zip", zip)], context(), {
      onProgress: ({ done, total }) => {
        if (total === 300) progress.push(done);
      },
    });
    expect(result?.opened).toHaveLength(300);
    expect(progress.at(-1)).toBe(300);
    expect(progress.length).toBeGreaterThan(10);
  });

  it("ends within a zip when it's canceled meanwhile", async () => {
    const zip = zipSync({ "a.acrsub": await bytesOf(first), "b.acrsub": await bytesOf(second) });
    let asked = 0;
    expect(await readSubmissions([file("z.zip", zip)], context(), { isCanceled: () => ++asked > 2 })).toBeUndefined();
    expect(asked).toBe(4);
  });

  it.each([
    ["whose key for the result isn't a point of the curve", { returnKey: `B${"A".repeat(86)}` }],
    ["whose learner's ID has a control character", { learner: { id: "kim\u0007" } }],
    ["whose learner's ID is blank", { learner: { id: "  " } }],
    ["whose learner's ID is too long once it's compared", { learner: { id: "ﷺ".repeat(40) } }],
    ["whose learner's ID is a name that objects have", { learner: { id: "Constructor" } }],
    ["with a time that no calendar shows", { submittedAt: 8.64e15 }],
    ["with an answer at such a time", { answers: first.answers.map((given) => ({ ...given, answeredAt: 8.64e15 })) }],
  ])("rejects a submission %s, and adds the others", async (_, fields) => {
    const crafted = await sealed(assignment, { ...first, ...fields });
    const found = await read([file("crafted", crafted), file("b", await bytesOf(second))]);
    expect(found.verdicts).toEqual(["crafted: invalid", "b: added"]);
    expect(found.messages?.[0]).toMatch(/^What was sealed can’t be used: /);
  });

  it("ends without a result when it's canceled", async () => {
    const files = [file("a", await bytesOf(first)), file("b", await bytesOf(second))];
    let asked = 0;
    expect(await readSubmissions(files, context(), { isCanceled: () => ++asked > 1 })).toBeUndefined();
  });

  it("never throws on any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("", "PK\u0003\u0004", "ACRSUB1\n"),
        async (bytes, start) => {
          const found = await read([file("x", Uint8Array.from([...strToU8(start, true), ...bytes]))]);
          expect(found.added).toEqual([]);
          expect(found.verdicts).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("codes in texts", () => {
  it("finds several, in words, wrapped, quoted and in HTML", async () => {
    const [a, b] = [toCode(await bytesOf(first)), toCode(await bytesOf(second))];
    const wrapped = (code: string) => code.replaceAll(/(.{76})/g, "$1\n");
    for (const content of [
      `${a}\n\n${b}`,
      `Hello,\nmy code: ${a}\nThanks, Kim\n\n${wrapped(b)}\nUlku`,
      `> ${wrapped(a).replaceAll("\n", "\n> ")}\n> \n> ${b}`,
      `<p>${a}</p><p dir="rtl">${wrapped(b).replaceAll("\n", "<br>")}</p>`,
      `${a} ${b}`,
      `<p>${wrapped(a).replaceAll("\n", "<br />\n")}</p>\n<p>${b}</p>`,
      `<div>${wrapped(a).replaceAll("\n", "</div>\n<div>")}</div>\n<div><br></div>\n<div>${b}</div>`,
      `${wrapped(a).replaceAll("\n", "\r\n\r\n")}\r\n\r\nKim\r\n\r\n${b}\r\nBo`,
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- One text after the other.
      expect((await read([text("pasted", content)])).verdicts, content.slice(0, 40)).toEqual([
        "pasted (1): added",
        "pasted (2): added",
      ]);
    }
  });

  it("finds a long code in many short lines, with a name below it", async () => {
    const answers = Array.from({ length: 400 }, (_, at) => ({
      itemId: `item-${code128(at * 7919)}`,
      version: 1,
      profile: "chapter" as const,
      order: [code128(at * 104_729)],
    }));
    const code = toCode(await bytesOf({ ...first, answers }));
    const lines = code.replaceAll(/(.{20})/g, "$1\n");
    expect(lines.split("\n").length).toBeGreaterThan(300);
    expect((await read([text("pasted", `${lines}\nKim`)])).verdicts).toEqual(["pasted: added"]);
  });

  it("says that a code is cut off", async () => {
    const code = toCode(await bytesOf(first));
    expect((await read([text("pasted", `My code is ${code.slice(0, 301)}`)])).verdicts).toEqual(["pasted: damaged"]);
  });

  it("finds nothing in other texts", () => {
    expect(findCodes("QUNSU1 is not a code, nor is xQUNSU1VCMQo")).toEqual([]);
  });

  it("reads a code that was exported as UTF-16", async () => {
    const code = `\ufeff${toCode(await bytesOf(first))}`;
    const bytes = new Uint8Array(Uint16Array.from(code, (character) => character.charCodeAt(0)).buffer);
    expect((await read([file("export.txt", bytes)])).verdicts).toEqual(["export.txt: added"]);
    expect(code128(1)).toBe(first.id);
  });
});
