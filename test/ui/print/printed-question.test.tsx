import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { describeKey } from "../../../src/assessment/describe-response.ts";
import type { Item } from "../../../src/assessment/item.ts";
import { plainText } from "../../../src/assessment/plain-text.ts";
import { loadItems } from "../../../src/content/course.ts";
import { PrintedAnswer } from "../../../src/ui/print/printed-answer.tsx";
import { PrintedQuestion } from "../../../src/ui/print/printed-question.tsx";

const bodies = (await loadItems()).flatMap(({ chapter, azure }) =>
  [chapter, azure].filter((body) => body !== undefined),
);
const textOf = (html: string) => plainText(html).replaceAll(/\s+/g, " ");

/** Everything a learner chooses from, as text. */
function choicesOf(item: Item): string[] {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options.map(({ html }) => html);
    case "statements":
      return item.statements.map(({ html }) => html);
    case "build-list":
      return item.steps.map(({ html }) => html);
    case "matching":
      return [...item.targets, ...item.tokens].map(({ html }) => html);
    case "dropdowns":
      return item.gaps.flatMap(({ choices }) => choices.map(({ html }) => html));
    case "hot-area":
      return item.places.map(({ name }) => name);
    case "command":
      return item.goals.map(({ html }) => html);
    case "series":
    case "reveal":
      return [];
  }
}

describe("a printed question", () => {
  it("has all that can be chosen in writing, and no reason, for every question of the bank", () => {
    for (const item of bodies) {
      const printed = textOf(renderToStaticMarkup(<PrintedQuestion item={item} number={1} />));
      for (const choice of choicesOf(item)) expect(printed, item.id).toContain(textOf(choice));
      if (item.type === "single")
        for (const { rationale } of item.options) expect(printed).not.toContain(textOf(rationale));
    }
  });

  it("has its key and a reason among the answers", () => {
    for (const item of bodies) {
      const printed = textOf(renderToStaticMarkup(<PrintedAnswer item={item} number={1} />));
      if (item.type === "reveal") expect(printed).toContain(textOf(item.answer));
      else for (const line of describeKey(item)) expect(printed, item.id).toContain(line.replaceAll(/\s+/g, " "));
    }
  });
});
