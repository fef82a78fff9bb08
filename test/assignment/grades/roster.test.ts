import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostRows, parseTable, tableText } from "../../../src/assignment/grades/gradebook-table.ts";
import { readRoster, type RosterHints } from "../../../src/assignment/grades/roster.ts";
import { goldenBytes, goldenText, rosterOf } from "./golden-file.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, hints?: RosterHints) => readRoster(bytesOf(text), hints);

describe("exports of each LMS", () => {
  it("reads Moodle's: byte order mark, commas, names in any script", () => {
    const roster = rosterOf(goldenBytes("moodle.csv"));
    expect(roster).toMatchObject({ lms: "moodle", table: { byteOrderMark: true, separator: "," } });
    expect(roster.learners.map(({ id, email, name }) => [id, email, name])).toEqual([
      ["s100", "u@example.org", "Übung Größe"],
      ["s101", "RTL@example.org", "متعلم ‏أول"],
      ["0042", "comma@example.org", `=cmd|'/C calc'!A0 Comma, "Quote"`],
      ["", "four@example.org", "Number Four"],
    ]);
    expect(roster.gradeColumns).toEqual([{ column: 6, title: "Quiz: Registry basics (Real)" }]);
  });

  it("reads Canvas's: semicolons, decimal commas, rows that aren't learners, totals that aren't assignments", () => {
    const roster = rosterOf(goldenBytes("canvas.csv"));
    expect(roster).toMatchObject({ lms: "canvas", maximaRow: 2, table: { byteOrderMark: false, separator: ";" } });
    expect(roster.learners).toEqual([
      {
        row: 3,
        id: "s100",
        lmsId: "9001",
        login: "u.grosse",
        email: "",
        name: "Größe; Übung",
        firstName: "",
        lastName: "",
        section: "Sec A",
      },
      expect.objectContaining({ row: 4, id: "s101", lmsId: "9002", login: "rtl@example.org", name: "متعلم" }),
      expect.objectContaining({ row: 5, id: "", lmsId: "9003", login: "abc123" }),
    ]);
    expect(roster.gradeColumns).toEqual([{ column: 5, title: "Registry basics (771)", maximum: 20 }]);
  });

  it("reads Canvas's with first and last names apart", () => {
    const roster = rosterOf("LastName,FirstName,ID,SIS Login ID,Section,Quiz (1)\nL,F,7,login,S,\n");
    expect(roster).toMatchObject({ lms: "canvas", maximaRow: undefined });
    expect(roster.learners[0]).toMatchObject({ lmsId: "7", id: "", login: "login", name: "F L" });
  });

  it("reads Brightspace's and takes the # off IDs and user names", () => {
    const roster = rosterOf(goldenBytes("brightspace.csv"));
    expect(roster.lms).toBe("brightspace");
    expect(roster.learners.map(({ id, login }) => [id, login])).toEqual([
      ["0100", "u.grosse"],
      ["0101", "rtl"],
    ]);
    expect(roster.gradeColumns).toMatchObject([{ column: 5, maximum: 20 }]);
  });

  it("reads Blackboard's", () => {
    const roster = rosterOf('"Last Name","First Name","Username","Quiz [Total Pts: 12.5 Score] |345"\nL,F,user,\n');
    expect(roster).toMatchObject({ lms: "blackboard", gradeColumns: [{ column: 3, maximum: 12.5 }] });
  });

  it.each([
    ["Name,E-Mail\nx,a@example.org\n", ","],
    ["Student number;Full name\n7;x\n", ";"],
    ["login\tname\nx\ty\n", "\t"],
    ["email\na@example.org\n", ","],
  ])("reads plain CSV %j", (text, separator) => {
    const roster = rosterOf(text);
    expect(roster).toMatchObject({ lms: "plain", table: { separator } });
    expect(roster.learners).toHaveLength(1);
  });

  it("takes the columns and the system from a person where headers are translated", () => {
    const text = "Vorname;Nachname;Kennung;Test\nA;B;k1;\n";
    expect(read(text)).toMatchObject({
      ok: false,
      code: "no-identity-column",
      header: ["Vorname", "Nachname", "Kennung", "Test"],
    });
    expect(read(text, { lms: "moodle", columns: { id: "Kennung", firstName: "Vorname" } })).toMatchObject({
      ok: true,
      roster: { lms: "moodle", learners: [{ id: "k1", name: "A" }] },
    });
  });

  it("skips blank rows", () => {
    expect(rosterOf("id,name\n\n1,x\n,\n2,y\n\n").learners.map(({ row }) => row)).toEqual([2, 4]);
  });
});

describe("files that can't be read", () => {
  it.each([
    ["", "no-header", "no column names"],
    [",,\n1,2,3\n", "no-header", "no column names"],
    ["x@example.org,7\ny@example.org,8\n", "no-header", "looks like a learner"],
    ["Color,Size\nred,big\n", "no-identity-column", "The file has: Color, Size."],
    ["id,name\n", "no-learners", "no learners"],
    ["id,name\n1,x\n2,y\n1,z\n", "duplicate-id", "Rows 2 and 4 have the same ID: 1."],
    ["login,name\nu1,x\nU1,y\n", "duplicate-id", "Rows 2 and 3 have the same login: U1."],
    ['id,name\n1,"x\n2,y\n', "broken-quotes", "row 2"],
    ['id,name\n1,"x"y\n', "broken-quotes", "row 2"],
    ["id,grade,name\n1,86,67,x\n", "row-length", "Row 2 has 4 cells, but the header has 3."],
  ])("rejects %j: %s", (text, code, part) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: false, code });
    expect(result.ok ? "" : result.message).toContain(part);
  });

  it("rejects files over 5 MB and over 20,000 rows, but not at the limit", () => {
    expect(readRoster(new Uint8Array(5_000_001))).toMatchObject({ ok: false, code: "too-large" });
    const rows = (count: number) => `id\n${Array.from({ length: count }, (_, at) => `${at}\n`).join("")}`;
    expect(read(rows(mostRows + 1))).toMatchObject({ ok: false, code: "too-many-rows" });
    expect(rosterOf(rows(mostRows)).learners).toHaveLength(mostRows);
  });

  it("rejects bytes that aren't UTF-8, and spreadsheets", () => {
    expect(readRoster(new Uint8Array([0x69, 0x64, 0x0a, 0xfc]))).toMatchObject({ ok: false, code: "not-utf8" });
    const utf16 = new Uint8Array([..."id,name\n1,x\n"].flatMap((character) => [character.charCodeAt(0), 0]));
    expect(readRoster(utf16)).toMatchObject({ ok: false, code: "not-utf8" });
    expect(readRoster(bytesOf("PK\u0003\u0004"))).toMatchObject({ ok: false, code: "spreadsheet" });
  });

  it("allows rows that are shorter than the header, or longer by empty cells", () => {
    expect(rosterOf("id,name,x\n1\n2,y,,,,\n").learners).toHaveLength(2);
  });
});

describe("the table of a file", () => {
  it.each(["moodle.csv", "canvas.csv", "brightspace.csv", "new-plain.csv"])("writes %s back byte for byte", (name) => {
    expect(tableText(rosterOf(goldenBytes(name)).table)).toBe(goldenText(name));
  });

  it("writes any file back byte for byte, and reads the same cells as were written", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "ü", "م", " ", ",", ";", "\t", '"', "\n", "\r\n", "=", "#") });
    const cell = fc.tuple(text, fc.boolean()).map(([value, isQuoted]) => ({
      value,
      source: isQuoted || /[",;\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
    }));
    const table = fc.record({
      separator: fc.constantFrom(",", ";", "\t"),
      lineBreak: fc.constantFrom("\n", "\r\n"),
      mark: fc.constantFrom("", "\ufeff"),
      endsInBreak: fc.boolean(),
      rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(table, ({ separator, lineBreak, mark, endsInBreak, rows }) => {
        const lines = [
          `id${separator}name${separator}x`,
          ...rows.map((row) => row.map(({ source }) => source).join(separator)),
        ];
        const source = mark + lines.join(lineBreak) + (endsInBreak ? lineBreak : "");
        const parsed = parseTable(bytesOf(source));
        if (!parsed.ok) throw new Error(parsed.message);
        expect(tableText(parsed.table)).toBe(source);
        expect(parsed.table.rows.slice(1).map(({ values }) => values)).toEqual(
          rows.map((row) => row.map(({ value }) => value)),
        );
      }),
    );
  });

  it("returns a roster or an error for any text and any bytes, and never changes a file that it can read", () => {
    const anyText = fc.string({ unit: fc.constantFrom("id", "a", ",", ";", '"', "\n", "\r", "\t", "\ufeff", "\0") });
    const anyBytes = fc.oneof(
      anyText.map(bytesOf),
      anyText.map((text) => bytesOf(`id,a\n1${text}`)),
      fc.uint8Array({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const result = readRoster(bytes);
        if (result.ok) expect(bytesOf(tableText(result.roster.table))).toEqual(bytes);
        else expect(result.message).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
});
