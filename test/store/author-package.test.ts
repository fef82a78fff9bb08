import { unzipSync } from "fflate";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { isForForms } from "../../src/assessment/assemble.ts";
import type { Profile } from "../../src/assessment/item.ts";
import { assignmentSchema } from "../../src/assignment/assignment.ts";
import { drawItems } from "../../src/assignment/draw.ts";
import { readLaunchParameters } from "../../src/assignment/xapi/launch-parameters.ts";
import { loadItems } from "../../src/content/course.ts";
import { makePackage, packageFormats, planPackage } from "../../src/store/author-package.ts";
import { chapterAssignment } from "../../src/store/chapter-assignment.ts";
import { createStore } from "../../src/store/store.ts";
import { aDevice } from "../progress/support.ts";
import { ownAssignment } from "../support/own-assignment.ts";

/** An instructor's page over an empty device. */
async function anAuthor(profile: Profile = "chapter") {
  const progress = await aDevice().openTab();
  const app = createStore({
    progress: () => Promise.resolve(progress),
    now: () => Date.UTC(2026, 11, 1, 9),
    steady: () => 0,
    newId: () => "new",
    mirror: { read: () => null, write: () => undefined },
  });
  app.getState().changeSettings({ profile });
  return app;
}

/** Questions of the bank that a form may ask under these rules. */
const scoredItems = async (profile: Profile) =>
  (await loadItems()).filter((item) => item.status === "live" && item[profile] && isForForms(item));

const page = `<html data-lms="" data-site="" data-questions=""><meta content="default-src 'none'; base-uri 'none'">`;
const source = {
  site: "https://example.org/acr/",
  player: new Map([["index.html", new TextEncoder().encode(page)]]),
};
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("an assignment for cmi5", () => {
  it("is a package with the player, whose page knows the questions and the site", async () => {
    const made = makePackage(await planPackage(ownAssignment(), "cmi5"), source);
    if (!made.ok) throw new Error(made.message);
    expect(made.name).toBe("tiers-and-replication.cmi5.zip");
    const files = unzipSync(made.content);
    const [questions = ""] = Object.keys(files).filter((path) => path.startsWith("assignment-"));
    expect(Object.keys(files).toSorted()).toEqual([questions, "cmi5.xml", "index.html"]);
    expect(textOf(files["index.html"])).toContain(
      `data-lms="cmi5" data-site="https://example.org/acr/" data-questions="${questions}"`,
    );
    expect(textOf(files["cmi5.xml"])).toContain('moveOn="Passed" masteryScore="0.6"');
  });

  it("is a course that names the site's page and contains the assignment", async () => {
    const assignment = ownAssignment();
    const made = makePackage(await planPackage(assignment, "cmi5-remote"), { ...source, player: new Map() });
    if (!made.ok) throw new Error(made.message);
    const files = unzipSync(made.content);
    expect(Object.keys(files)).toEqual(["cmi5.xml"]);
    const xml = textOf(files["cmi5.xml"]);
    expect(xml).toContain("<url>https://example.org/acr/au/</url>");
    const parameters = /<launchParameters>([^<]*)</.exec(xml)?.[1] ?? "";
    expect(readLaunchParameters(parameters)).toEqual({ ok: true, value: assignment });
    expect(readLaunchParameters(parameters.slice(0, -9))).toMatchObject({ ok: false, error: { code: "damaged" } });
    expect(readLaunchParameters("")).toMatchObject({ ok: false });
  });

  it("can't stay on a site without HTTPS, and the reason is said", async () => {
    const plan = await planPackage(ownAssignment(), "cmi5-remote");
    const made = makePackage(plan, { ...source, site: "http://localhost:4173/" });
    expect(made.ok ? "" : made.message).toContain("begins with https://");
  });

  it("says that cmi5 has no score without a pass mark", async () => {
    const plan = await planPackage({ ...ownAssignment(), passMark: 0 }, "cmi5");
    expect(plan.leftOut).toContain("The score: cmi5 sends one only for a quiz with a pass mark.");
    const made = makePackage(plan, source);
    const xml = made.ok ? textOf(unzipSync(made.content)["cmi5.xml"]) : "";
    expect(xml).toContain('moveOn="Completed"');
    expect(xml).not.toContain("masteryScore");
  });
});

describe("the whole chapter as a package", () => {
  it("is an exam as long as the Standard exam, drawn from all questions that stand alone", async () => {
    const assignment = await chapterAssignment(await anAuthor(), "exam");
    expect(v.is(assignmentSchema, assignment)).toBe(true);
    expect(assignment).toMatchObject({ seconds: 75 * 60, passMark: 0.7, attempts: null });
    expect(drawItems(assignment, "kim", 1).length).toBe(40);
    const standingAlone = (await scoredItems("chapter")).filter((item) => !item.series && !item.case);
    const plan = await planPackage(assignment, "1.2");
    expect(plan.content.items.map(({ id }) => id).toSorted()).toEqual(standingAlone.map(({ id }) => id).toSorted());
    expect(plan).toMatchObject({ problem: "", leftOut: [] });
  });

  it.each(["chapter", "azure"] as const)(
    "is every question of the %s rules, and fits every format",
    async (profile) => {
      const assignment = await chapterAssignment(await anAuthor(profile), "bank");
      const ids = (await scoredItems(profile)).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(100);
      for (const format of packageFormats) {
        const plan = await planPackage(assignment, format);
        expect(plan.problem, format).toBe("");
        expect(plan.content.items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      }
    },
  );

  it("is the same assignment each time, so that attempts continue after the package was made again", async () => {
    const [first, second] = [await anAuthor(), await anAuthor()];
    expect(await chapterAssignment(first, "exam")).toEqual(await chapterAssignment(second, "exam"));
  });
});
