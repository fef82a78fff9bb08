import { describe, expect, it } from "vitest";
import type { Response, ScoredItem } from "../../../src/assessment/item.ts";
import type { DistractorFlag } from "../../../src/assignment/analysis/distractors.ts";
import { chosenOptions, optionsOf } from "../../../src/assignment/analysis/item-options.ts";
import { analyzeClass } from "../../../src/assignment/analysis/item-analysis.ts";
import type { ScoredSubmission } from "../../../src/assignment/analysis/scored-submission.ts";
import { choose, dropdowns, hotArea, single } from "../../assessment/some-items.ts";
import { digits } from "./classes.ts";

const options = [
  { id: "key", correct: true },
  { id: "x", correct: false },
  { id: "y", correct: false },
  { id: "z", correct: false },
];

/** Learners in order of their total; each chose one option of the item, "" for a blank. */
const learnersWho = (choices: readonly string[]): ScoredSubmission[] =>
  choices.map((choice, at) => ({
    learner: `l${at}`,
    form: "A",
    scores: new Map([
      ["item", { earned: Number(choice === "key"), maximum: 1 }],
      ["rest", { earned: at * 2, maximum: 100 }],
    ]),
    choices: new Map(choice === "" ? [] : [["item", [choice]]]),
  }));

const tableOf = (submissions: readonly ScoredSubmission[]) => {
  const table = analyzeClass(submissions, new Map([["item", options]])).items.find(
    ({ itemId }) => itemId === "item",
  )?.options;
  if (!table) throw new Error("The item has no option table.");
  return table;
};

const flagsOf = (choices: readonly string[]): Record<string, DistractorFlag[]> =>
  Object.fromEntries(tableOf(learnersWho(choices)).options.map(({ id, flags }) => [id, flags]));

describe("the option table", () => {
  const choices = ["x", "x", "x", "", "y", "key", "key", "key", "key", "key"];

  it("counts choices overall, in the upper and in the lower group", () => {
    const table = tableOf(learnersWho(choices));
    expect(table).toMatchObject({ learners: 10, blanks: 1, unlisted: 0 });
    expect(
      table.options.map(({ id, chosen, share, upper, lower }) => [id, chosen, digits(share), upper, lower]),
    ).toEqual([
      ["key", 5, "0.5000", 3, 0],
      ["x", 3, "0.3000", 0, 3],
      ["y", 1, "0.1000", 0, 0],
      ["z", 0, "0.0000", 0, 0],
    ]);
  });

  it("correlates the choice with the total", () => {
    const [key, x, , z] = tableOf(learnersWho(choices)).options;
    expect(key?.pointBiserial.available && key.pointBiserial.value > 0.5).toBe(true);
    expect(x?.pointBiserial.available && x.pointBiserial.value < 0).toBe(true);
    expect(z?.pointBiserial).toEqual({ available: false, reason: "no-variance" });
  });

  it("flags a distractor that hardly anyone chose", () => {
    expect(flagsOf(choices)).toEqual({ key: [], x: [], y: [], z: ["non-functioning"] });
    // 1 of 20 is 5%, 1 of 21 is less.
    const others = (count: number) => Array.from({ length: count }, (_, at) => ["x", "y", "key"][at % 3] ?? "");
    expect(flagsOf(["z", ...others(19)]).z).toEqual([]);
    expect(flagsOf(["z", ...others(20)]).z).toEqual(["non-functioning"]);
  });

  it("flags a distractor that learners with higher totals choose", () => {
    expect(flagsOf(["key", "key", "x", "x", "y", "y", "y", "z", "z", "z"]).z).toEqual([
      "positive-correlation",
      "chosen-by-upper-group",
    ]);
  });

  it("never flags the key, and nothing for fewer than 10 learners", () => {
    expect(flagsOf(["key", "x", "x", "x", "x", "y", "y", "y", "y", "y"]).key).toEqual([]);
    const table = tableOf(learnersWho(choices.slice(0, 9)));
    expect(table.options.flatMap(({ flags }) => flags)).toEqual([]);
    expect(table.options[1]).toMatchObject({ chosen: 3, share: { available: false, reason: "too-few-learners" } });
  });

  it("counts choices that the list of options doesn't have", () => {
    expect(tableOf(learnersWho([...choices.slice(1), "removed"])).unlisted).toBe(1);
  });

  it("leaves out learners whose choices weren't recorded", () => {
    const [first, ...others] = learnersWho(choices);
    if (!first) throw new Error("The class is empty.");
    const { choices: _, ...withoutChoices } = first;
    expect(tableOf([withoutChoices, ...others]).learners).toBe(9);
  });
});

describe("choices from responses", () => {
  it("names options and choices in the same way for every type with options to choose", () => {
    const cases: { item: ScoredItem; response: Response; chosen: string[] }[] = [
      { item: single, response: { type: "single", option: "a" }, chosen: ["a"] },
      { item: choose, response: { type: "choose", options: ["b", "e"] }, chosen: ["b", "e"] },
      { item: hotArea, response: { type: "hot-area", places: ["north"] }, chosen: ["north"] },
      { item: dropdowns, response: { type: "dropdowns", choices: { g: "b", h: "c" } }, chosen: ["g=b", "h=c"] },
    ];
    for (const { item, response, chosen } of cases) {
      expect(chosenOptions(item, response)).toEqual(chosen);
      expect(optionsOf(item).map(({ id }) => id)).toEqual(expect.arrayContaining(chosen));
    }
  });
});
