import { describe, expect, it } from "vitest";
import type { ScoredItem } from "../../../src/assessment/item.ts";
import { maximumOf } from "../../../src/assessment/score.ts";
import { writeQti } from "../../../src/assignment/formats/qti.ts";
import { childOf, childrenOf, type ReadElement } from "../../../src/assignment/formats/xml-reader.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { buildList, choose, dropdowns, hotArea, matching, oneOfEach, single } from "../../assessment/some-items.ts";
import { liveItems } from "../live-items.ts";
import { ownQuestion, ownQuestions } from "../some-questions.ts";
import { attributesOf, everyElement, named, rootOf } from "./elements.ts";

const settings = { minutes: 45, attempts: null, passPercent: 60 };
const write = (...items: ScoredItem[]) => writeQti({ title: "Pulls & pushes", items, settings });
const written = (item: ScoredItem): ReadElement => rootOf(write(item).files["items/item_1.xml"]);

/** Attributes of QTI 2.2 that the writer uses, by element; the XSD would accept a misspelled one. */
const attributes: Record<string, string[]> = {
  assessmentItem: ["xmlns", "identifier", "title", "adaptive", "timeDependent"],
  responseDeclaration: ["identifier", "cardinality", "baseType"],
  outcomeDeclaration: ["identifier", "cardinality", "baseType", "normalMaximum"],
  mapping: ["defaultValue", "lowerBound", "upperBound"],
  mapEntry: ["mapKey", "mappedValue"],
  choiceInteraction: ["responseIdentifier", "shuffle", "maxChoices"],
  orderInteraction: ["responseIdentifier", "shuffle", "minChoices", "maxChoices"],
  matchInteraction: ["responseIdentifier", "shuffle", "maxAssociations"],
  inlineChoiceInteraction: ["responseIdentifier", "shuffle"],
  hottextInteraction: ["responseIdentifier", "maxChoices"],
  simpleChoice: ["identifier", "fixed"],
  simpleAssociableChoice: ["identifier", "matchMax"],
  inlineChoice: ["identifier"],
  hottext: ["identifier"],
  setOutcomeValue: ["identifier"],
  variable: ["identifier"],
  correct: ["identifier"],
  mapResponse: ["identifier"],
  baseValue: ["baseType"],
  modalFeedback: ["outcomeIdentifier", "showHide", "identifier"],
};
const answers = ["simpleChoice", "simpleAssociableChoice", "inlineChoice", "hottext"];
const order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"];

/** Checks what the standard requires of an item: its parts in order, attributes by name, and references that exist. */
function checkItem(root: ReadElement, item: ScoredItem): void {
  const parts = root.children.map(({ name }) => order.indexOf(name));
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  for (const element of everyElement(root)) {
    const known = attributes[element.name] ?? [];
    expect(
      Object.keys(element.attributes).filter((name) => !known.includes(name)),
      element.name,
    ).toEqual([]);
  }
  const declared = attributesOf(root, "responseDeclaration", "identifier");
  const asked = everyElement(root).flatMap(({ attributes: { responseIdentifier } }) => responseIdentifier ?? []);
  expect(asked.toSorted()).toEqual(declared.toSorted());
  const identifiers = answers.flatMap((name) => attributesOf(root, name, "identifier"));
  const choices = new Set(identifiers);
  expect([...choices], "unique in the whole item").toEqual(identifiers);
  for (const correct of named(root, "correctResponse").flatMap((response) => childrenOf(response, "value"))) {
    for (const identifier of correct.text.split(" ")) expect(choices).toContain(identifier);
  }
  for (const identifier of choices) expect(identifier).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  const outcomes = new Set(attributesOf(root, "outcomeDeclaration", "identifier"));
  for (const name of attributesOf(root, "setOutcomeValue", "identifier")) expect(outcomes).toContain(name);
  for (const name of attributesOf(root, "modalFeedback", "outcomeIdentifier")) expect(outcomes).toContain(name);
  expect(named(root, "outcomeDeclaration")[0]?.attributes["normalMaximum"]).toBe(String(maximumOf(item)));
  const body = childOf(root, "itemBody") ?? root;
  expect(body.text.trim()).toBe("");
}

describe("a QTI 2.2 package", () => {
  it("lists the test and every item in its manifest, each with its type", () => {
    const { files } = write(single, choose);
    const manifest = rootOf(files["imsmanifest.xml"]);
    expect(attributesOf(manifest, "resource", "type")).toEqual([
      "imsqti_test_xmlv2p2",
      "imsqti_item_xmlv2p2",
      "imsqti_item_xmlv2p2",
    ]);
    expect(attributesOf(manifest, "file", "href").toSorted()).toEqual(
      Object.keys(files)
        .filter((path) => path !== "imsmanifest.xml")
        .toSorted(),
    );
    const resources = attributesOf(manifest, "resource", "identifier");
    for (const reference of attributesOf(manifest, "dependency", "identifierref"))
      expect(resources).toContain(reference);
  });

  it("has a test with the time limit in seconds, the items in order and the pass mark", () => {
    const test = rootOf(write(choose, single).files["test.xml"]);
    expect(test.children.map(({ name }) => name)).toEqual([
      "outcomeDeclaration",
      "outcomeDeclaration",
      "timeLimits",
      "testPart",
      "outcomeProcessing",
    ]);
    expect(attributesOf(test, "timeLimits", "maxTime")).toEqual(["2700"]);
    expect(attributesOf(test, "assessmentItemRef", "href")).toEqual(["items/item_1.xml", "items/item_2.xml"]);
    expect(named(test, "gte")[0]?.children[1]?.text).toBe("1.8");
  });

  it("limits the picks to as many as are right, and gives a point for each", () => {
    const item = written(choose);
    expect(named(item, "choiceInteraction")[0]?.attributes).toEqual({
      responseIdentifier: "RESPONSE",
      shuffle: "true",
      maxChoices: "2",
    });
    expect(attributesOf(item, "mapEntry", "mapKey")).toEqual(["C_b", "C_d"]);
    expect(named(item, "mapping")[0]?.attributes).toEqual({ defaultValue: "0", lowerBound: "0", upperBound: "2" });
  });

  it("matches rows with answers, each used once unless the question allows more", () => {
    const item = written(matching);
    expect(attributesOf(item, "mapEntry", "mapKey")).toEqual(["R_p A_1", "R_q A_2", "R_r A_3"]);
    const max = (root: ReadElement) =>
      childrenOf(named(root, "simpleMatchSet")[1] ?? root, "simpleAssociableChoice").map(
        (choice) => choice.attributes["matchMax"],
      );
    expect(max(item)).toEqual(["1", "1", "1", "1"]);
    expect(max(written({ ...matching, reuse: true }))).toEqual(["0", "0", "0", "0"]);
  });

  it("takes every accepted order for right, and says that it's all or nothing", () => {
    const item = written(buildList);
    expect(named(item, "orderInteraction")[0]?.attributes).toMatchObject({ minChoices: "4", maxChoices: "4" });
    expect(named(item, "ordered").map(({ children }) => children.map(({ text }) => text))).toEqual([
      ["S_2", "S_1", "S_3", "S_4"],
    ]);
    expect(write(buildList).omissions).toMatchObject([{ itemId: "build-list", scope: "detail" }]);
  });

  it("puts drop-down lists where the gaps of a command are", () => {
    const item = written(dropdowns);
    const code = named(item, "code")[0];
    expect(code?.children.map(({ attributes: { responseIdentifier } }) => responseIdentifier)).toEqual([
      "RESPONSE_g",
      "RESPONSE_h",
    ]);
    expect(code?.text).toBe("az  ");
  });

  it("makes the places of an exhibit selectable where they are", () => {
    const item = written(toItem(ownQuestion("hot-area")));
    expect(named(item, "td").map((cell) => childOf(cell, "hottext")?.attributes["identifier"])).toEqual([
      undefined,
      "C_a",
      "C_b",
      undefined,
      "C_c",
      "C_d",
    ]);
    expect(named(item, "hottextInteraction")[0]?.attributes["maxChoices"]).toBe("2");
  });

  it("shows the feedback of the choice that was made", () => {
    const item = written(toItem(ownQuestion("single")));
    expect(attributesOf(item, "modalFeedback", "identifier")).toEqual(["C_a", "C_b", "C_c"]);
    expect(named(item, "setOutcomeValue").map(({ attributes: { identifier } }) => identifier)).toEqual([
      "SCORE",
      "FEEDBACK",
    ]);
  });

  it("says that it has no limit of attempts, and leaves out commands only", () => {
    const result = writeQti({ title: "T", items: oneOfEach, settings: { ...settings, attempts: 3 } });
    expect(result.omissions.filter(({ scope }) => scope === "question").map(({ itemId }) => itemId)).toEqual([
      "command",
    ]);
    expect(result.omissions.at(-1)?.reason).toContain("3 attempts");
  });

  it("gives ids that QTI doesn't allow a number", () => {
    const options = single.options.map((option) => ({ ...option, id: `über ${option.id}` }));
    expect(attributesOf(written({ ...single, options }), "simpleChoice", "identifier")).toEqual(["C_1", "C_2", "C_3"]);
  });

  it.each([...oneOfEach.filter(({ type }) => type !== "command"), ...ownQuestions.map(toItem)])(
    "follows the standard for $id",
    (item) => {
      // The test item has an exhibit without its places.
      if (item !== hotArea) checkItem(written(item), item);
      else expect(named(written(item), "hottext")).toEqual([]);
    },
  );

  it.each(["chapter", "azure"] as const)("follows the standard for every live item under %s", (profile) => {
    const items = liveItems(profile).filter(({ type }) => type !== "command");
    const { files, omissions } = write(...items);
    expect(omissions.filter(({ scope }) => scope === "question")).toEqual([]);
    items.forEach((item, at) => checkItem(rootOf(files[`items/item_${at + 1}.xml`]), item));
  });
});
