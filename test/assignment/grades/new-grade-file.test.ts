import { describe, expect, it } from "vitest";
import type { Lms } from "../../../src/assignment/grades/lms.ts";
import { newGradeFile, type GradedLearner, type NewGradeFile } from "../../../src/assignment/grades/new-grade-file.ts";
import { goldenText, rosterOf } from "./golden-file.ts";

const nobody: GradedLearner = {
  id: "",
  lmsId: "",
  login: "",
  email: "",
  name: "",
  firstName: "",
  lastName: "",
  section: "",
  grade: undefined,
};
const learners: GradedLearner[] = [
  {
    id: "0100",
    lmsId: "9001",
    login: "u.grosse",
    email: "u@example.org",
    name: "Größe, Übung",
    firstName: "Übung",
    lastName: "Größe",
    section: "Sec A",
    grade: { points: 18.5 },
  },
  { ...nobody, id: "0101", name: "متعلم أول", grade: { excused: true } },
  { ...nobody, id: "0102", name: "=1+1", grade: { points: 20 } },
];

const fileFor = (lms: Lms, changes: Partial<NewGradeFile> = {}) =>
  newGradeFile({ lms, title: "Containers, part 2", maximum: 20, learners, ...changes });
const codesOf = (lms: Lms, changes: Partial<NewGradeFile> = {}) =>
  fileFor(lms, changes).warnings.map(({ code }) => code);

describe("a new grade file", () => {
  it.each([["moodle"], ["canvas"], ["brightspace"], ["blackboard"]] as const)("has the shape of %s", (lms) => {
    expect(fileFor(lms).text).toBe(goldenText(`new-${lms}.csv`));
  });

  it("has a byte order mark, any separator and percent for spreadsheets", () => {
    expect(fileFor("plain", { separator: ";", scale: "percent" }).text).toBe(goldenText("new-plain.csv"));
  });

  it.each([["moodle"], ["canvas"], ["brightspace"], ["plain"]] as const)(
    "can be read back as a roster of %s",
    (lms) => {
      const roster = rosterOf(fileFor(lms).text);
      expect(roster.lms).toBe(lms);
      expect(roster.learners.map(({ id }) => id)).toEqual(["0100", "0101", "0102"]);
    },
  );

  it("names an existing column by its number, and leaves out the row that would change its points", () => {
    const [header, first] = fileFor("canvas", { columnId: "771" }).text.split("\r\n");
    expect(header).toMatch(/,"Section","Containers, part 2 \(771\)"$/);
    expect(first).toMatch(/^"Größe, Übung"/);
    expect(fileFor("blackboard", { columnId: "345" }).text).toContain(
      '"Containers, part 2 [Total Pts: 20 Score] |345"',
    );
  });

  it.each(["=x", "+x", "-x", "@x", "\tx", "\rx", " =x"])("doesn't let a spreadsheet run the name %j", (name) => {
    const text = fileFor("plain", { learners: [{ ...nobody, id: "1", name }] }).text;
    expect(text).toContain(`"'${name}",`);
  });
});

describe("warnings of a new grade file", () => {
  it("says that Moodle rejects the whole file for one unknown learner", () => {
    expect(codesOf("moodle")).toEqual(["unknown-user", "excused-not-written", "new-item-maximum"]);
  });

  it("leaves out learners whom the LMS couldn't find, and lists them", () => {
    const { text, warnings } = fileFor("blackboard");
    expect(text).not.toContain("0101");
    expect(warnings).toMatchObject([{ code: "no-identity", learners: ["متعلم أول", "=1+1"] }]);
  });

  it("leaves learners out of Moodle's file whose ID would need an apostrophe, because one unknown ID fails the import", () => {
    const odd = { ...nobody, id: "-7", email: "odd@example.org", name: "Odd" };
    const { text, warnings } = fileFor("moodle", { learners: [...learners, odd] });
    expect(text).not.toContain("Odd");
    expect(warnings).toMatchObject([{ code: "no-identity", learners: ["Odd"] }, {}, {}, {}]);
  });

  it("keeps such learners in Canvas's file where another ID is left, with a warning", () => {
    const odd = { ...nobody, id: "-7", lmsId: "9009", name: "Odd" };
    const { text, warnings } = fileFor("canvas", { learners: [odd] });
    expect(text).toContain(`"Odd","9009","'-7"`);
    expect(warnings).toMatchObject([{ code: "neutralized-identity", learners: ["Odd"] }, { code: "new-assignment" }]);
  });

  it("says that Canvas drops titles of totals, but not for spreadsheets", () => {
    expect(codesOf("canvas", { title: "Final Score", learners: [] })).toEqual(["title-dropped"]);
    expect(codesOf("plain", { title: "Final Score", learners: [] })).toEqual([]);
  });

  it("says which systems the shape wasn't tried in", () => {
    const tried = (["moodle", "canvas", "brightspace", "blackboard", "plain"] as const).map(
      (lms) => fileFor(lms).support.tried,
    );
    expect(tried).toEqual([true, false, false, false, false]);
  });
});
