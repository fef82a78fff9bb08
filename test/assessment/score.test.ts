import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Response, ScoredItem } from "../../src/assessment/item.ts";
import { isAnswered, isComplete, maximumOf, scoreItem } from "../../src/assessment/score.ts";
import { inOrder, shownOrder } from "../../src/assessment/shuffle.ts";
import {
  buildList,
  choose,
  command,
  dropdowns,
  hotArea,
  matching,
  oneOfEach,
  series,
  single,
  statements,
} from "./some-items.ts";

const pick = (option: string): Response => ({ type: "single", option });
const picks = (...options: string[]): Response => ({ type: "choose", options });
const says = (answers: Record<string, boolean>): Response => ({ type: "statements", answers });
const order = (text: string): Response => ({ type: "build-list", steps: text === "" ? [] : text.split(" ") });
const pairs = (tokens: Record<string, string>): Response => ({ type: "matching", tokens });
const filled = (choices: Record<string, string>): Response => ({ type: "dropdowns", choices });
const places = (...names: string[]): Response => ({ type: "hot-area", places: names });
const judges = (meetsGoal: boolean | null): Response => ({ type: "series", meetsGoal });
const enters = (commands: string[], ...met: string[]): Response => ({ type: "command", commands, met });

/** Item, answer, points earned, whether every part is answered, and what the case is about. */
const cases: [ScoredItem, Response | undefined, number, boolean, string][] = [
  [single, pick("b"), 1, true, "the key"],
  [single, pick("a"), 0, true, "a distractor"],
  [single, pick("c"), 0, true, "another distractor"],
  [single, pick(""), 0, false, "nothing chosen"],
  [single, pick("z"), 0, true, "an option that is not there"],
  [single, undefined, 0, false, "no answer"],
  [single, picks("b"), 0, false, "an answer of another type"],

  [choose, picks("b", "d"), 2, true, "both keys"],
  [choose, picks("d", "b"), 2, true, "both keys, the other way round"],
  [choose, picks("b"), 1, false, "one key"],
  [choose, picks("b", "a"), 1, true, "one key and one distractor"],
  [choose, picks("a", "c"), 0, true, "two distractors"],
  [choose, picks(), 0, false, "nothing chosen"],
  [choose, picks("b", "d", "a"), 0, false, "more than asked for"],
  [choose, picks("a", "b", "c", "d", "e"), 0, false, "everything"],
  [choose, picks("b", "b"), 1, true, "the same key twice counts once"],
  [choose, picks("b", "z"), 1, true, "a key and an unknown option"],
  [choose, undefined, 0, false, "no answer"],
  [choose, pick("b"), 0, false, "an answer of another type"],

  [statements, says({ a: true, b: false, c: true }), 3, true, "every row"],
  [statements, says({ a: true, b: true, c: true }), 2, true, "one row wrong"],
  [statements, says({ a: false, b: true, c: false }), 0, true, "every row wrong"],
  [statements, says({ a: true }), 1, false, "one row answered"],
  [statements, says({ b: false }), 1, false, "a right no"],
  [statements, says({}), 0, false, "no row answered"],
  [statements, says({ a: true, b: false, c: true, z: true }), 3, true, "an unknown row besides"],
  [statements, says(Object.create({ a: true, b: false, c: true }) as Record<string, boolean>), 0, false, "inherited"],
  [statements, undefined, 0, false, "no answer"],
  [statements, pairs({ a: "true" }), 0, false, "an answer of another type"],

  [buildList, order("1 2 3 4"), 4, true, "the key"],
  [buildList, order("2 1 3 4"), 4, true, "another accepted order"],
  [buildList, order("1 2 4 3"), 3, true, "the last two swapped"],
  [buildList, order("4 3 2 1"), 2, true, "backwards: two steps of another accepted order"],
  [buildList, order("1 2 3"), 3, true, "the last step missing"],
  [buildList, order("2 3 4"), 3, true, "the first step missing"],
  [buildList, order("1"), 1, true, "one step"],
  [buildList, order("1 2 x 3 4"), 3, true, "one step too many"],
  [buildList, order("x 1 2 3 4 y"), 2, true, "two steps too many"],
  [buildList, order("x y"), 0, true, "only steps that do not belong: not below 0"],
  [buildList, order("1 x y"), 0, true, "more wrong than right: not below 0"],
  [buildList, order("1 1 1 1"), 1, true, "the same step again and again"],
  [buildList, order("4 1 2 3"), 3, true, "the last step first"],
  [buildList, order("2 1 4 3"), 3, true, "best of the accepted orders"],
  [buildList, order(""), 0, false, "an empty list"],
  [buildList, order("z"), 0, true, "an unknown step"],
  [buildList, undefined, 0, false, "no answer"],
  [buildList, picks("1", "2"), 0, false, "an answer of another type"],

  [matching, pairs({ p: "1", q: "2", r: "3" }), 3, true, "every target"],
  [matching, pairs({ p: "1", q: "3", r: "2" }), 1, true, "two targets swapped"],
  [matching, pairs({ p: "4", q: "4", r: "4" }), 0, true, "the left-over token everywhere"],
  [matching, pairs({ p: "1", q: "1", r: "1" }), 1, true, "one token everywhere"],
  [matching, pairs({ p: "1" }), 1, false, "one target answered"],
  [matching, pairs({ p: "", q: "2", r: "3" }), 2, false, "a target emptied again"],
  [matching, pairs({}), 0, false, "no target answered"],
  [matching, pairs({ p: "1", z: "2" }), 1, false, "an unknown target"],
  [matching, pairs({ ["__proto__"]: "1" }), 0, false, "a name that objects inherit"],
  [matching, undefined, 0, false, "no answer"],
  [matching, filled({ p: "1" }), 0, false, "an answer of another type"],

  [dropdowns, filled({ g: "b", h: "a" }), 2, true, "every gap"],
  [dropdowns, filled({ g: "a", h: "b" }), 0, true, "every gap wrong"],
  [dropdowns, filled({ g: "b", h: "c" }), 1, true, "one gap wrong"],
  [dropdowns, filled({ h: "a" }), 1, false, "one gap answered"],
  [dropdowns, filled({ g: "", h: "a" }), 1, false, "a gap emptied again"],
  [dropdowns, filled({ g: "z", h: "a" }), 1, true, "a choice that is not there"],
  [dropdowns, filled({}), 0, false, "no gap answered"],
  [dropdowns, undefined, 0, false, "no answer"],
  [dropdowns, pairs({ g: "b" }), 0, false, "an answer of another type"],

  [hotArea, places("north", "south"), 2, true, "both places"],
  [hotArea, places("north"), 1, false, "one place"],
  [hotArea, places("north", "east"), 1, true, "one place and a wrong one"],
  [hotArea, places("east", "west"), 0, true, "two wrong places"],
  [hotArea, places("north", "south", "east"), 0, false, "more places than asked for"],
  [hotArea, places(), 0, false, "nothing selected"],
  [hotArea, places("north", "north"), 1, true, "the same place twice counts once"],
  [hotArea, undefined, 0, false, "no answer"],
  [hotArea, picks("north", "south"), 0, false, "an answer of another type"],

  [series, judges(false), 1, true, "the key"],
  [series, judges(true), 0, true, "the other answer"],
  [series, judges(null), 0, false, "neither answer chosen"],
  [series, undefined, 0, false, "no answer"],
  [series, says({ a: false }), 0, false, "an answer of another type"],

  [command, enters(["make", "fill"], "made", "full"), 2, true, "both goals met"],
  [command, enters(["fill"], "full"), 1, true, "one goal met"],
  [command, enters(["rm"]), 0, true, "commands that meet no goal"],
  [command, enters(["make"], "made", "made"), 1, true, "a goal named twice counts once"],
  [command, enters(["make"], "tidy"), 0, true, "a goal of another version of the question"],
  [command, enters([], "made", "full"), 0, false, "goals that hold before anything was entered"],
  [command, undefined, 0, false, "no answer"],
  [command, order("1 2 3 4"), 0, false, "an answer of another type"],
];

describe("points", () => {
  it.each(cases.map((scoreCase) => ({ scoreCase, name: `${scoreCase[0].type}, ${scoreCase[4]}` })))(
    "of $name",
    ({ scoreCase }) => {
      const [item, response, earned, complete] = scoreCase;
      expect(scoreItem(item, response)).toEqual({ itemId: item.id, earned, maximum: maximumOf(item) });
      expect(isComplete(item, response)).toBe(complete);
    },
  );

  it("are one for a single choice and one per part elsewhere", () => {
    expect(oneOfEach.map(maximumOf)).toEqual([1, 2, 3, 4, 3, 2, 2, 1, 2]);
  });
});

/** The answer that earns everything. */
function keyOf(item: ScoredItem): Response {
  const right = (list: { id: string; correct: boolean }[]) => list.filter(({ correct }) => correct).map(({ id }) => id);
  switch (item.type) {
    case "single":
      return pick(right(item.options)[0] ?? "");
    case "choose":
      return picks(...right(item.options));
    case "statements":
      return says(Object.fromEntries(item.statements.map(({ id, answer }) => [id, answer])));
    case "build-list":
      return order(item.key.join(" "));
    case "matching":
      return pairs(Object.fromEntries(item.targets.map(({ id, key }) => [id, key])));
    case "dropdowns":
      return filled(Object.fromEntries(item.gaps.map(({ id, choices }) => [id, right(choices)[0] ?? ""])));
    case "hot-area":
      return places(...right(item.places));
    case "series":
      return { type: "series", meetsGoal: item.answer };
    case "command":
      return { type: "command", commands: item.solutions[0] ?? [], met: item.goals.map((goal) => goal.id) };
  }
}

const id = fc.constantFrom(
  "a",
  "b",
  "c",
  "d",
  "e",
  "1",
  "2",
  "3",
  "4",
  "x",
  "y",
  "p",
  "q",
  "r",
  "g",
  "h",
  "north",
  "made",
  "",
);
const ids = fc.array(id, { maxLength: 8 });
const response: fc.Arbitrary<Response> = fc.oneof(
  id.map(pick),
  ids.map((list) => picks(...list)),
  ids.map((list) => order(list.join(" "))),
  ids.map((list) => places(...list)),
  fc.dictionary(id, fc.boolean()).map(says),
  fc.dictionary(id, id).map(pairs),
  fc.dictionary(id, id).map(filled),
  fc.option(fc.boolean()).map(judges),
  fc.tuple(ids, ids).map(([lines, met]) => enters(lines, ...met)),
);
/** What a later version of the app, or a damaged store, may hold in place of an answer. */
const foreign = fc
  .record(
    {
      type: fc.constantFrom(...oneOfEach.map(({ type }) => type), "essay"),
      ...Object.fromEntries(
        ["option", "options", "answers", "steps", "tokens", "choices", "places", "meetsGoal", "commands", "met"].map(
          (field) => [field, fc.anything()],
        ),
      ),
    },
    { requiredKeys: ["type"] },
  )
  .map((value) => value as unknown as Response);
const item = fc.constantFrom(...oneOfEach);

describe("every answer to every item", () => {
  it("earns a whole number from nothing to the maximum", () => {
    fc.assert(
      fc.property(item, response, (scoredItem, answer) => {
        const { earned, maximum } = scoreItem(scoredItem, answer);
        expect(Number.isInteger(earned)).toBe(true);
        expect(earned).toBeGreaterThanOrEqual(0);
        expect(earned).toBeLessThanOrEqual(maximum);
      }),
      { numRuns: 1000 },
    );
  });

  it("is everything or nothing in a strict attempt", () => {
    fc.assert(
      fc.property(item, response, (scoredItem, answer) => {
        const { earned, maximum } = scoreItem(scoredItem, answer);
        expect(scoreItem(scoredItem, answer, { strict: true }).earned).toBe(earned === maximum ? maximum : 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("earns the same whatever order the parts were shown in", () => {
    fc.assert(
      fc.property(item, response, fc.string(), (scoredItem, answer, seed) => {
        expect(scoreItem(inOrder(scoredItem, shownOrder(scoredItem, seed)), answer)).toEqual(
          scoreItem(scoredItem, answer),
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** How many parts of an item can be right by themselves. */
const partsOf = (item: ScoredItem): number => maximumOf(item);

/** An answer whose parts at `right` are right; the others are left out, or wrong where `wrong` says so. */
function answerWith(item: ScoredItem, right: readonly number[], wrong: boolean): Response {
  const has = (at: number) => right.includes(at);
  const entries = <T>(list: readonly { id: string }[], good: (at: number) => T, bad: T): [string, T][] =>
    list.flatMap(({ id: part }, at): [string, T][] => (has(at) ? [[part, good(at)]] : wrong ? [[part, bad]] : []));
  const chosen = (list: readonly { id: string; correct: boolean }[]): string[] => {
    const good = list.filter(({ correct }) => correct).filter((_, at) => has(at));
    const bad = list.filter(({ correct }) => !correct).slice(0, wrong ? partsOf(item) - good.length : 0);
    return [...good, ...bad].map((part) => part.id);
  };
  switch (item.type) {
    case "single":
      return pick(has(0) ? "b" : wrong ? "a" : "");
    case "choose":
      return picks(...chosen(item.options));
    case "hot-area":
      return places(...chosen(item.places));
    case "statements":
      return says(
        Object.fromEntries(
          item.statements.flatMap(({ id: part, answer }, at) =>
            has(at) ? [[part, answer]] : wrong ? [[part, !answer]] : [],
          ),
        ),
      );
    case "build-list":
      return order([...item.key.filter((_, at) => has(at)), ...(wrong ? ["x"] : [])].join(" "));
    case "matching":
      return pairs(Object.fromEntries(entries(item.targets, (at) => item.targets[at]?.key ?? "", "4")));
    case "dropdowns":
      return filled(
        Object.fromEntries(
          entries(item.gaps, (at) => item.gaps[at]?.choices.find(({ correct }) => correct)?.id ?? "", "c"),
        ),
      );
    case "series":
      return judges(has(0) ? item.answer : wrong ? !item.answer : null);
    case "command":
      return enters(["line"], ...item.goals.filter((_, at) => has(at)).map((goal) => goal.id));
  }
}

describe("a better answer", () => {
  it("never earns less: each part made right adds to the points or leaves them", () => {
    const growing = item.chain((scoredItem) =>
      fc.record({
        scoredItem: fc.constant(scoredItem),
        partIndexes: fc.shuffledSubarray(Array.from({ length: partsOf(scoredItem) }, (_, at) => at)),
        wrong: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(growing, ({ scoredItem, partIndexes, wrong }) => {
        for (const strict of [false, true]) {
          const earned = [...partIndexes.keys(), partIndexes.length].map(
            (count) =>
              scoreItem(scoredItem, answerWith(scoredItem, partIndexes.slice(0, count), wrong), { strict }).earned,
          );
          expect(earned).toEqual(earned.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never earns more in a strict attempt than in one that counts parts", () => {
    fc.assert(
      fc.property(item, response, (scoredItem, answer) => {
        expect(scoreItem(scoredItem, answer, { strict: true }).earned).toBeLessThanOrEqual(
          scoreItem(scoredItem, answer).earned,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("an answer that this version can't read", () => {
  it("scores what can be read of it, and never throws", () => {
    fc.assert(
      fc.property(item, foreign, fc.boolean(), (scoredItem, answer, strict) => {
        const { earned, maximum } = scoreItem(scoredItem, answer, { strict });
        expect(earned).toBeGreaterThanOrEqual(0);
        expect(earned).toBeLessThanOrEqual(maximum);
        expect(typeof isAnswered(answer)).toBe("boolean");
        expect(typeof isComplete(scoredItem, answer)).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the key", () => {
  it.each(oneOfEach)("of $type earns everything and is complete, strict or not", (scoredItem) => {
    const { maximum } = scoreItem(scoredItem, undefined);
    expect(scoreItem(scoredItem, keyOf(scoredItem)).earned).toBe(maximum);
    expect(scoreItem(scoredItem, keyOf(scoredItem), { strict: true }).earned).toBe(maximum);
    expect(isComplete(scoredItem, keyOf(scoredItem))).toBe(true);
  });
});
