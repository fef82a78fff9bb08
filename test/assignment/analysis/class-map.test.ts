import { expect, it } from "vitest";
import type { Response, ScoredItem, SingleItem } from "../../../src/assessment/item.ts";
import { scoreItem } from "../../../src/assessment/score.ts";
import { classMap } from "../../../src/assignment/analysis/class-map.ts";
import { choose, single } from "../../assessment/some-items.ts";

const withMisconceptions = (id: string, objective: string, codes: Record<string, string>): SingleItem => ({
  ...single,
  id,
  objective,
  options: single.options.map((option) => {
    const misconception = codes[option.id];
    return misconception ? { ...option, misconception } : option;
  }),
});
const first = withMisconceptions("first", "SKU-1", { a: "M1", c: "M2" });
const second = withMisconceptions("second", "SKU-1", { a: "M1" });
const third: ScoredItem = { ...choose, id: "third", objective: "AUTH-2" };

const answersOf = (learner: string, items: readonly ScoredItem[], responses: Record<string, Response>) => ({
  learner,
  items,
  responses: new Map(Object.entries(responses)),
  marks: new Map(items.map((item) => [item.id, scoreItem(item, responses[item.id])])),
});
const pick = (option: string): Response => ({ type: "single", option });

const map = classMap([
  answersOf("l1", [first, second, third], {
    first: pick("a"),
    second: pick("a"),
    third: { type: "choose", options: ["b", "c"] },
  }),
  answersOf("l2", [first, third], { first: pick("b"), third: { type: "choose", options: ["b", "d"] } }),
  answersOf("l3", [second], {}),
]);

it("sums points by objective over the learners who were shown its items", () => {
  expect(map.objectives).toEqual([
    { objective: "AUTH-2", earned: 3, maximum: 4, share: 0.75, learners: 2 },
    { objective: "SKU-1", earned: 1, maximum: 4, share: 0.25, learners: 3 },
  ]);
});

it("counts each learner once per misconception, and who was offered it", () => {
  expect(map.misconceptions).toEqual([
    { code: "M1", held: 1, offered: 3 },
    { code: "M2", held: 0, offered: 2 },
  ]);
});

it("lists points and misconceptions of each learner; a blank scores 0 and holds no misconception", () => {
  expect(map.learners).toEqual([
    {
      learner: "l1",
      objectives: [
        { objective: "AUTH-2", earned: 1, maximum: 2, share: 0.5 },
        { objective: "SKU-1", earned: 0, maximum: 2, share: 0 },
      ],
      misconceptions: ["M1"],
    },
    {
      learner: "l2",
      objectives: [
        { objective: "AUTH-2", earned: 2, maximum: 2, share: 1 },
        { objective: "SKU-1", earned: 1, maximum: 1, share: 1 },
      ],
      misconceptions: [],
    },
    { learner: "l3", objectives: [{ objective: "SKU-1", earned: 0, maximum: 1, share: 0 }], misconceptions: [] },
  ]);
});

it("counts the points that the gradebook gave, also where it gives all or nothing", () => {
  const partly = answersOf("l1", [third], { third: { type: "choose", options: ["b", "d"] } });
  const strict = { ...partly, marks: new Map([["third", { earned: 0, maximum: 2 }]]) };
  expect(classMap([strict]).objectives).toEqual([
    { objective: "AUTH-2", earned: 0, maximum: 2, share: 0, learners: 1 },
  ]);
});

it("is empty for an empty class", () => {
  expect(classMap([])).toEqual({ objectives: [], misconceptions: [], learners: [] });
});
