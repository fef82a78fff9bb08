import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lmsSupport } from "../../../src/assignment/grades/lms.ts";
import { passphraseLength } from "../../../src/assignment/key-backup.ts";
import { linkLimit } from "../../../src/assignment/link.ts";
import { submissionSchema } from "../../../src/assignment/submission.ts";
import { compileContent } from "../../../src/content/build/compile.ts";
import type { Context } from "../../../src/content/build/context.ts";
import { compileGuide, type CompiledGuide, type GuideFile } from "../../../src/content/build/guides.ts";
import { Problems } from "../../../src/content/build/problems.ts";
import { findRoute, loadRoutes } from "../../../src/ui/routes.tsx";

const { problems, compiled } = compileContent(join(import.meta.dirname, "../../.."));

function guideOf(id: string): CompiledGuide {
  const guide = compiled?.guides.find((known) => known.id === id);
  if (!guide) throw new Error(`no guide ${id}`);
  return guide;
}

const textOf = (id: string): string =>
  guideOf(id)
    .texts.map(({ text }) => text)
    .join(" ");

/** The HTML of a guide under one heading. */
function partOf(id: string, heading: string): string {
  const [, after = ""] = guideOf(id).html.split(`id="${heading}"`);
  return after.split("<h2")[0] ?? "";
}

/** Names of the fields of an object, those of objects in lists inside it too. */
function fieldsOf(schema: object): string[] {
  if ("item" in schema) return fieldsOf(Object(schema.item));
  if (!("entries" in schema)) return [];
  return Object.entries(Object(schema.entries)).flatMap(([name, inner]) => [name, ...fieldsOf(Object(inner))]);
}

describe("the guides for instructors", () => {
  it("compile without a problem, in the order in which they are listed", () => {
    expect(problems.list.filter(({ file }) => file.startsWith("content/guides/"))).toEqual([]);
    expect(compiled?.guides.map(({ id }) => id)).toEqual(["without-platform", "moodle", "what-it-proves", "privacy"]);
  });

  it("link only to pages of the app, and to headings that are there", async () => {
    const routes = await loadRoutes();
    const links = (compiled?.guides ?? []).flatMap(({ html }) => [
      ...html.matchAll(/href="~(\/[^"#]*)(?:#([^"]*))?"/g),
    ]);
    expect(links.length).toBeGreaterThan(10);
    for (const [link, path = "", fragment] of links) {
      expect(findRoute(routes, path), link).toBeDefined();
      const guide = /^\/assign\/guide\/([a-z-]+)\/$/.exec(path)?.[1];
      if (guide && fragment)
        expect(
          guideOf(guide).headings.map(({ id }) => id),
          link,
        ).toContain(fragment);
    }
  });

  it("are found by search with each of their headings", () => {
    const found = compiled?.search.filter(({ kind }) => kind === "page").map(({ href }) => href);
    for (const { id, headings } of compiled?.guides ?? []) {
      expect(found).toContain(`/assign/guide/${id}/`);
      for (const heading of headings) expect(found).toContain(`/assign/guide/${id}/#${heading.id}`);
    }
  });

  it("name every field of a submission in the page on privacy, and none that it doesn’t have", () => {
    const listed = [...partOf("privacy", "contents").matchAll(/<code>([^<]+)<\/code>/g)].map(([, field]) => field);
    const outer = Object.keys(submissionSchema.entries).filter((field) => field !== "learner");
    const { learner, answers, transcripts, claimed } = submissionSchema.entries;
    const inner = [answers, transcripts, claimed].flatMap((schema) => fieldsOf(schema));
    const ofLearner = fieldsOf(learner).map((field) => `learner.${field}`);
    expect(ofLearner).toEqual(["learner.id", "learner.name"]);
    expect(inner).toContain("answeredAt");
    expect([...new Set(listed)].toSorted()).toEqual([...new Set([...outer, ...inner, ...ofLearner])].toSorted());
  });

  it("say of each learning platform whether it was tried, as grade files do", () => {
    const rows = partOf("what-it-proves", "platforms").split("<tr").slice(2);
    for (const { name, tried } of Object.values(lmsSupport)) {
      const row = rows.find((text) => text.includes(`scope="row">${name}`));
      if (name === "Spreadsheet") expect(row).toBeUndefined();
      else if (tried) expect(row, name).toMatch(/Tried/);
      else expect(row, name).toMatch(/Not tried/);
    }
    expect(rows.find((text) => text.includes("Google Classroom"))).toMatch(/Not tried/);
  });

  it("state the limits that the program has", () => {
    expect(textOf("without-platform")).toContain(`more than ${linkLimit.toLocaleString("en")} characters`);
    expect(textOf("without-platform")).toContain(`at least ${passphraseLength} characters`);
    expect(textOf("privacy")).toContain(`at least ${passphraseLength} characters`);
  });
});

describe("the contact in a guide", () => {
  const source: GuideFile = {
    file: "content/guides/sample.md",
    front: { id: "sample", title: "Sample", lead: "A sample.", order: 1, date: "2026-11-30" },
    body: "\n## Contact {#contact}\n\n::contact\n",
    bodyLine: 7,
  };
  const context = { problems: new Problems(), table: compiled?.table } as unknown as Context;

  it("is the one of the course file", () => {
    const { html } = compileGuide(source, context, { contact: "mailto:privacy@school.example" });
    expect(html).toContain('href="mailto:privacy@school.example"');
    expect(html).toContain(">privacy@school.example</a>");
  });

  it("is said to be missing where the course file has none", () => {
    expect(compileGuide(source, context, {}).html).toContain("names no contact");
    expect(context.problems.list).toEqual([]);
  });

  it("comes with the date of the version in words", () => {
    expect(compileGuide(source, context, {})).toMatchObject({ date: "2026-11-30", dateText: "30 November 2026" });
  });
});
