import { expect, it } from "vitest";
import { asksSameQuestion } from "../../src/assessment/same-question.ts";

it.each(["both", "chapter", "azure"] as const)(
  "keeps the answer to an item for %s when the rules change",
  (profile) => {
    expect(asksSameQuestion("chapter", { profile, askedUnder: "azure" })).toBe(true);
    expect(asksSameQuestion("azure", { profile, askedUnder: "chapter" })).toBe(true);
  },
);

it("asks a twin again when the rules change, and keeps its answer while they stay", () => {
  expect(asksSameQuestion("chapter", { profile: "twin", askedUnder: "azure" })).toBe(false);
  expect(asksSameQuestion("azure", { profile: "twin", askedUnder: "azure" })).toBe(true);
});
