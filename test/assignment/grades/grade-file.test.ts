import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Grade, GradeFormat } from "../../../src/assignment/grades/grade.ts";
import { fillGrades, type TargetColumn } from "../../../src/assignment/grades/grade-file.ts";
import { goldenBytes, goldenText, rosterOf } from "./golden-file.ts";

const points = (value: number): Grade => ({ points: value });
const excused: Grade = { excused: true };
const outOf20: GradeFormat = { maximum: 20 };

function fill(file: string | Uint8Array, target: TargetColumn, grades: Record<number, Grade>, format = outOf20) {
  const byRow = new Map(Object.entries(grades).map(([row, grade]) => [Number(row), grade]));
  const result = fillGrades(rosterOf(file), target, byRow, format);
  if (!result.ok) throw new Error(result.message);
  return result.file;
}
const warningsOf = (...call: Parameters<typeof fill>) => fill(...call).warnings.map(({ code }) => code);

const moodle = goldenBytes("moodle.csv");
const canvas = goldenBytes("canvas.csv");
const brightspace = goldenBytes("brightspace.csv");

describe("the same file with grades", () => {
  it("fills an existing column of Moodle's export and changes nothing else", () => {
    const file = fill(moodle, { column: 6 }, { 1: points(18), 3: points(8.666) });
    expect(file.text).toBe(goldenText("moodle-filled.csv"));
  });

  it("adds a column to Moodle's export", () => {
    const file = fill(moodle, { title: " Containers,\n part 2" }, { 1: points(18), 3: points(8.666) });
    expect(file.text).toBe(goldenText("moodle-new-column.csv"));
  });

  it("fills an existing column of Canvas's export, with EX for excused learners", () => {
    const file = fill(canvas, { column: 5 }, { 3: points(18.5), 4: excused });
    expect(file.text).toBe(goldenText("canvas-filled.csv"));
    expect(file.warnings).toEqual([]);
  });

  it("adds a column to Canvas's export, with its points possible", () => {
    const file = fill(canvas, { title: "Containers" }, { 3: points(18.5), 4: excused });
    expect(file.text).toBe(goldenText("canvas-new-column.csv"));
  });

  it("fills an existing column of Brightspace's export", () => {
    expect(fill(brightspace, { column: 5 }, { 1: points(18.25) }).text).toBe(goldenText("brightspace-filled.csv"));
  });

  it("adds a column to Brightspace's export before the End-of-Line Indicator", () => {
    const file = fill(brightspace, { title: "Containers" }, { 1: points(18.25) });
    expect(file.text).toBe(goldenText("brightspace-new-column.csv"));
  });

  it("pads short rows and leaves blank ones", () => {
    expect(fill("id,name,x\n1\n\n2,y\n", { title: "Quiz" }, { 1: points(3) }).text).toBe(
      'id,name,x,"Quiz"\n1,,,3\n\n2,y,,\n',
    );
  });

  it("doesn't let the title start a formula", () => {
    expect(fill("id\n1\n", { title: "=1+1" }, { 1: points(1) }).text).toBe('id,"\'=1+1"\n1,1\n');
  });

  it("writes percent when asked", () => {
    expect(fill("id\n1\n", { title: "Quiz" }, { 1: points(13) }, { maximum: 15, scale: "percent" }).text).toBe(
      'id,"Quiz"\n1,86.67\n',
    );
  });

  it("changes one cell only, in any file", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "ü", " ", ",", ";", '"', "=") });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.integer({ min: 0, max: 2000 }), (texts, pick, hundredths) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = texts.map(([name, grade], at) => [String(at), quote(name), quote(grade), "end"]);
        const source = [["id", "name", "Quiz", "z"], ...lines];
        const textOf = (table: readonly (readonly string[])[]) => table.map((row) => `${row.join(",")}\r\n`).join("");
        const row = (pick % lines.length) + 1;
        const expected = source.map((cells, at) =>
          at === row ? cells.with(2, quote(String(hundredths / 100))) : cells,
        );
        const file = fill(textOf(source), { column: 2 }, { [row]: points(hundredths / 100) });
        expect(file.text).toBe(textOf(expected));
      }),
    );
  });

  it.each([
    [8.666, "8.67"],
    [1.005, "1.01"],
    [0, "0"],
    [20, "20"],
    [0.1 + 0.2, "0.3"],
  ])("writes %d with a decimal point and at most two decimals: %s", (value, text) => {
    expect(fill("id;x\n1;\n", { column: 1 }, { 1: points(value) }).text).toBe(`id;x\n1;${text}\n`);
  });
});

describe("columns that can't be filled", () => {
  const errorOf = (target: TargetColumn) => fillGrades(rosterOf(moodle), target, new Map(), outOf20);

  it("rejects columns of identities and columns that don't exist", () => {
    expect(errorOf({ column: 2 })).toMatchObject({ ok: false, code: "not-a-grade-column" });
    expect(errorOf({ column: 99 })).toMatchObject({ ok: false, code: "not-a-grade-column" });
  });

  it("rejects a new column without a title, or with one that the file has", () => {
    expect(errorOf({ title: " " })).toMatchObject({ ok: false, code: "no-title" });
    expect(errorOf({ title: "Quiz: Registry  basics (Real)" })).toMatchObject({ ok: false, code: "title-exists" });
  });
});

describe("warnings", () => {
  it("says that Moodle rejects the whole file for a mark over the maximum, and lists the learners", () => {
    const { warnings } = fill(moodle, { column: 6 }, { 1: points(21), 2: points(20) });
    expect(warnings).toMatchObject([{ code: "over-maximum", learners: ["Übung Größe"] }]);
    expect(warnings[0]?.message).toContain("Moodle rejects the whole file");
  });

  it("compares marks with the maximum that the column has", () => {
    expect(warningsOf(canvas, { column: 5 }, { 3: points(21) }, { maximum: 30 })).toEqual([
      "over-maximum",
      "different-maximum",
    ]);
    // 5 of 20 points are 25%.
    expect(warningsOf(brightspace, { column: 5 }, { 1: points(5) }, { maximum: 20, scale: "percent" })).toEqual([
      "over-maximum",
      "different-maximum",
    ]);
  });

  it("says that a new grade item of Moodle gets a maximum of 100", () => {
    expect(warningsOf(moodle, { title: "New" }, {})).toEqual(["new-item-maximum"]);
    expect(warningsOf(moodle, { title: "New" }, {}, { maximum: 20, scale: "percent" })).toEqual([]);
  });

  it.each(["Current Score", "Final Points", "My Override Grade", "Final Grade 2"])(
    "says that Canvas drops a column called %s",
    (title) => {
      expect(warningsOf(canvas, { title }, {})).toEqual(["title-dropped"]);
    },
  );

  it("says how Canvas finds the assignment of a new column", () => {
    expect(warningsOf(canvas, { title: "Final exam" }, {})).toEqual(["new-assignment"]);
    expect(warningsOf(canvas, { title: "Quiz (2)" }, {})).toEqual(["title-read-as-id"]);
  });

  it("lists excused learners where the file can't say so, and leaves their cells", () => {
    const file = fill(brightspace, { column: 5 }, { 2: excused });
    expect(file.text).toBe(goldenText("brightspace.csv"));
    expect(file.warnings).toMatchObject([{ code: "excused-not-written", learners: ["متعلم أول"] }]);
  });

  it("warns about decimal points in files with semicolons", () => {
    expect(warningsOf("id;x\n1;\n", { column: 1 }, {})).toEqual(["decimal-point"]);
    expect(warningsOf("id,x\n1,\n", { column: 1 }, {})).toEqual([]);
  });

  it("says which systems the shape was tried in", () => {
    expect(fill(moodle, { column: 6 }, {}).support).toMatchObject({ name: "Moodle", tried: true });
    for (const file of [canvas, brightspace]) {
      const { support } = fill(file, { column: 5 }, {});
      expect(support.tried).toBe(false);
      expect(support.basis).toContain(`Not tried in ${support.name}`);
    }
  });
});
