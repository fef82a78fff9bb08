import { describe, expect, it } from "vitest";
import type { ScoredItem } from "../../../src/assessment/item.ts";
import { writeCommonCartridge } from "../../../src/assignment/formats/common-cartridge.ts";
import type { QuizSettings } from "../../../src/assignment/formats/export-result.ts";
import { childOf, childrenOf, type ReadElement } from "../../../src/assignment/formats/xml-reader.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { choose, oneOfEach, series, single } from "../../assessment/some-items.ts";
import { liveItems } from "../live-items.ts";
import { ownQuestions } from "../some-questions.ts";
import { attributesOf, named, rootOf } from "./elements.ts";

const settings: QuizSettings = { minutes: 30, attempts: 2, passPercent: null };
const write = (items: readonly ScoredItem[], limits: QuizSettings = settings) =>
  writeCommonCartridge({ title: "Pulls & pushes", items, settings: limits });
const assessment = (items: readonly ScoredItem[], limits?: QuizSettings): ReadElement =>
  rootOf(write(items, limits).files["assessment/assessment.xml"]);
const fields = (element: ReadElement | undefined): Record<string, string> =>
  Object.fromEntries(
    childrenOf(element ?? rootOf("<none/>"), "qtimetadatafield").map((field) => [
      childOf(field, "fieldlabel")?.text ?? "",
      childOf(field, "fieldentry")?.text ?? "",
    ]),
  );
const quizFields = (root: ReadElement) => fields(childOf(childOf(root, "assessment"), "qtimetadata"));
const itemFields = (item: ReadElement) => fields(childOf(childOf(item, "itemmetadata"), "qtimetadata"));

/** Checks the rules of the schema of Common Cartridge 1.1 (ccv1p1_qtiasiv1p2p1_v1p0.xsd) that concern an item. */
function checkItem(item: ReadElement): void {
  expect(item.children.map(({ name }) => name)).toEqual([
    "itemmetadata",
    "presentation",
    "resprocessing",
    ...named(item, "itemfeedback").map(({ name }) => name),
  ]);
  const labels = attributesOf(item, "response_label", "ident");
  expect(new Set(labels).size).toBe(labels.length);
  const { cc_profile: kind, cc_weighting: weight } = itemFields(item);
  const [lid] = named(item, "response_lid");
  expect(lid?.attributes["rcardinality"]).toBe(kind === "cc.multiple_response.v0p1" ? "Multiple" : "Single");
  if (kind === "cc.multiple_choice.v0p1") expect(labels.length).toBeGreaterThan(2);
  else if (kind === "cc.true_false.v0p1") expect(labels).toEqual(["true", "false"]);
  else expect([kind, labels.length > 1]).toEqual(["cc.multiple_response.v0p1", true]);
  expect(weight).toMatch(/^[1-9]\d?$/);
  for (const condition of named(item, "varequal")) {
    expect(condition.attributes).toEqual({ respident: lid?.attributes["ident"], case: "Yes" });
    expect(labels).toContain(condition.text);
  }
  expect(named(item, "decvar").map(({ attributes }) => attributes["varname"])).toEqual(["SCORE"]);
  expect(named(item, "setvar").map(({ attributes, text }) => [attributes["action"], text])).toEqual([["Set", "100"]]);
  const shown = attributesOf(item, "displayfeedback", "linkrefid");
  expect(shown).toEqual(attributesOf(item, "itemfeedback", "ident"));
  expect(attributesOf(item, "displayfeedback", "feedbacktype").every((kindOf) => kindOf === "Response")).toBe(true);
}

describe("a Common Cartridge", () => {
  it("has a manifest that lists the assessment by path", () => {
    const { files } = write([single]);
    expect(Object.keys(files)).toEqual(["imsmanifest.xml", "assessment/assessment.xml"]);
    const manifest = rootOf(files["imsmanifest.xml"]);
    expect(manifest.attributes["xmlns"]).toBe("http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1");
    expect(named(manifest, "schemaversion")[0]?.text).toBe("1.1.0");
    expect(named(manifest, "resource")[0]?.attributes).toMatchObject({
      type: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
      identifier: named(manifest, "item")[1]?.attributes["identifierref"],
    });
    // The profile's rule for assessments: the path is on the file alone.
    expect(attributesOf(manifest, "resource", "href")).toEqual([undefined]);
    expect(attributesOf(manifest, "file", "href")).toEqual(["assessment/assessment.xml"]);
    expect(named(manifest, "lomimscc:string")[0]?.text).toBe("Pulls & pushes");
  });

  it("has the time limit in minutes and the attempts", () => {
    expect(quizFields(assessment([single]))).toEqual({
      cc_profile: "cc.exam.v0p1",
      qmd_assessmenttype: "Examination",
      qmd_scoretype: "Percentage",
      qmd_feedbackpermitted: "Yes",
      qmd_timelimit: "30",
      cc_maxattempts: "2",
    });
    const open = { minutes: null, attempts: null, passPercent: null };
    expect(quizFields(assessment([single], open))).toMatchObject({ cc_maxattempts: "unlimited" });
    expect(quizFields(assessment([single], open))).not.toHaveProperty("qmd_timelimit");
  });

  it("says which settings its format doesn't allow, and leaves them out", () => {
    const limits = { minutes: 600_000, attempts: 7, passPercent: 60 };
    const left = quizFields(assessment([single], limits));
    expect(left).not.toHaveProperty("qmd_timelimit");
    expect(left).not.toHaveProperty("cc_maxattempts");
    expect(write([single], limits).omissions.map(({ scope, reason }) => [scope, reason.slice(0, 40)])).toEqual([
      ["setting", "The time limit of 600000 minutes isn't i"],
      ["setting", "The limit of 7 attempts isn't in the fil"],
      ["setting", "The pass mark of 60% isn't in the file. "],
    ]);
  });

  it("names every wrong option of a question with several right ones, case-sensitively", () => {
    const item = named(assessment([choose]), "item")[0] ?? rootOf("<none/>");
    const conditions = childrenOf(named(item, "and")[0] ?? item, "varequal");
    expect(conditions.map(({ text }) => text)).toEqual(["choice_b", "choice_d"]);
    expect(named(item, "not").map((not) => childOf(not, "varequal")?.text)).toEqual([
      "choice_a",
      "choice_c",
      "choice_e",
    ]);
    expect(write([choose]).omissions).toMatchObject([{ itemId: "choose", scope: "detail" }]);
  });

  it("asks a proposed solution as true or false", () => {
    const item = named(assessment([series]), "item")[0] ?? rootOf("<none/>");
    expect(itemFields(item)["cc_profile"]).toBe("cc.true_false.v0p1");
    expect(named(item, "varequal").map(({ text }) => text)).toEqual(["false"]);
  });

  it("leaves out a choice between two options, which its schema doesn't allow", () => {
    const item = { ...single, options: single.options.slice(0, 2) };
    expect(write([item]).omissions).toMatchObject([{ itemId: "single", scope: "question" }]);
  });

  it("leaves out the types that it has no form for, each with its reason", () => {
    const { omissions } = write(oneOfEach);
    expect(omissions.filter(({ scope }) => scope === "question").map(({ itemId }) => itemId)).toEqual([
      "command",
      "statements",
      "build-list",
      "matching",
      "dropdowns",
    ]);
  });

  it.each(["chapter", "azure"] as const)("follows the rules of the schema for every live item under %s", (profile) => {
    const items = [...liveItems(profile), ...ownQuestions.map(toItem)];
    const root = assessment(items);
    const written = named(root, "item");
    const left = write(items).omissions.filter(({ scope }) => scope === "question");
    expect(written).toHaveLength(items.length - left.length);
    expect(new Set(written.map(({ attributes }) => attributes["ident"])).size).toBe(written.length);
    expect(written.length).toBeGreaterThan(80);
    written.forEach(checkItem);
  });
});
