import { describe, expect, it } from "vitest";
import { placeLaunchData } from "../../../src/assignment/scorm/launch-data.ts";
import { packageable, playerPage, playerText, readPlayerText } from "../../../src/assignment/scorm/player-text.ts";
import { oneOfEach } from "../../assessment/some-items.ts";
import { anAssignment } from "../../support/assignments.ts";

const from = oneOfEach.map(({ id, version }) => ({ id, version }));
const bodyOf = ({ id }: { id: string }) => oneOfEach.find((item) => item.id === id);
const assignment = anAssignment({
  parts: [
    { kind: "items", title: "", from, draw: from.length, same: true },
    { kind: "walkthrough", id: "w1", title: "Push", points: 5 },
  ],
});

describe("the questions of a package", () => {
  it("are all that an LMS can score; the rest is listed", () => {
    const { content, leftOut } = packageable(assignment, bodyOf);
    expect(content.items.length).toBe(oneOfEach.filter(({ type }) => type !== "command").length);
    expect(content.items.length).toBeLessThan(oneOfEach.length);
    expect(content.assignment.parts).toMatchObject([{ kind: "items", draw: content.items.length }]);
    expect(leftOut).toEqual([
      "Questions to answer with commands (1): the simulator checks them, and isn’t in the package. Give out the link for them.",
      "Walkthroughs (1): they need the simulator too. Give out the link for them.",
      "The dates, and deductions for late work. Set dates in your LMS.",
      "The number of attempts, and which one counts. Set them in your LMS.",
    ]);
  });

  it("are read back as they were, and are a file in both versions of SCORM", () => {
    const { content } = packageable(assignment, bodyOf);
    const text = playerText(content);
    expect(readPlayerText(text)).toEqual({ ok: true, value: content });
    const short = playerText({ ...content, items: [] });
    for (const version of ["1.2", "2004"] as const) expect(placeLaunchData(short, version).file).toBeDefined();
  });

  it("that were cut off, or lack a body, are rejected with what to do", () => {
    const { content } = packageable(assignment, bodyOf);
    for (const text of [playerText(content).slice(0, -20), playerText({ ...content, items: [] }), "", "null"]) {
      expect(readPlayerText(text)).toMatchObject({
        ok: false,
        error: { code: "damaged", message: expect.stringContaining("upload it again") },
      });
    }
  });

  it("are named in the page, for when no LMS answers", () => {
    const page = `<html data-lms="" data-site="" data-questions=""><meta content="img-src 'self'; base-uri 'none'">`;
    const questions = "assignment-1.js";
    expect(playerPage(page, { lms: "2004", questions })).toBe(
      `<html data-lms="2004" data-site="" data-questions="assignment-1.js"><meta content="img-src 'self'; base-uri 'none'">`,
    );
    expect(playerPage("<html>", { lms: "2004", questions })).toBeUndefined();
  });

  it("let the page of a cmi5 package connect to the LMS's record store, and no SCORM package to anything", () => {
    const page = `<html data-lms="" data-site="" data-questions=""><meta content="img-src 'self'; base-uri 'none'">`;
    expect(playerPage(page, { lms: "cmi5", site: "https://example.org/", questions: "assignment-1.js" })).toBe(
      `<html data-lms="cmi5" data-site="https://example.org/" data-questions="assignment-1.js"><meta content="img-src 'self'; connect-src http: https:; base-uri 'none'">`,
    );
  });
});
