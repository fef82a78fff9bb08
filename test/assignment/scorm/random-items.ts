import fc from "fast-check";
import type { Choice, Response, ScoredItem } from "../../../src/assessment/item.ts";
import type { SuspendedAttempt, SuspendedItem } from "../../../src/assignment/scorm/suspended-attempt.ts";

const common = {
  objective: "SKU-1",
  bloom: "apply" as const,
  difficulty: 2,
  profile: "both" as const,
  disputed: false,
  stem: "<p>What now?</p>",
  refs: [],
  sources: [],
};

const word = fc.stringMatching(/^[a-z][a-z0-9]{1,7}(-[a-z0-9]{1,6}){0,1}$/);
const ids = (min: number, max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(word, { minLength: min, maxLength: max });
const choice = (id: string, correct: boolean): Choice => ({ id, html: `Choice ${id}`, rationale: "", correct });

const head = fc.record({
  id: fc.oneof(word, fc.stringMatching(/^family\/[a-z]{4,12}-[a-z]{3,8}\/[a-z0-9]{3,10}$/)),
  version: fc.integer({ min: 1, max: 30 }),
  askedUnder: fc.constantFrom("chapter" as const, "azure" as const),
});

/** Items of every scored type, with ids and numbers of parts as in the question bank. */
export const anItem: fc.Arbitrary<ScoredItem> = fc.tuple(head, ids(3, 6), ids(2, 5)).chain(([base, parts, others]) => {
  const item = { ...common, ...base };
  return fc.constantFrom<ScoredItem>(
    { ...item, type: "single", options: parts.map((id, at) => choice(id, at === 0)) },
    { ...item, type: "choose", options: parts.map((id, at) => choice(id, at < 2)), choose: 2 },
    {
      ...item,
      type: "statements",
      statements: parts.map((id, at) => ({ id, html: id, answer: at % 2 === 0, rationale: "" })),
    },
    {
      ...item,
      type: "build-list",
      steps: parts.map((id) => ({ id, html: id, rationale: "" })),
      key: parts.slice(0, 3),
      accept: [],
    },
    {
      ...item,
      type: "matching",
      targets: others.map((id, at) => ({ id, html: id, key: parts[at % parts.length] ?? "", rationale: "" })),
      tokens: parts.map((id) => ({ id, html: id })),
      reuse: true,
    },
    {
      ...item,
      type: "dropdowns",
      parts: others.map((gap) => ({ gap })),
      command: true,
      gaps: others.map((id) => ({ id, label: id, choices: parts.map((part, at) => choice(part, at === 1)) })),
    },
    {
      ...item,
      type: "hot-area",
      exhibit: { kind: "trace", title: "Trace", lines: [] },
      places: parts.map((id, at) => ({ id, name: id, correct: at < 2, rationale: "" })),
      choose: 2,
    },
    {
      ...item,
      type: "series",
      series: { id: "set", title: "Set", situation: "", goal: "" },
      answer: true,
      rationale: "",
    },
  );
});

export const aCommandItem: fc.Arbitrary<ScoredItem> = fc.tuple(head, ids(1, 4)).map(([base, goals]) => ({
  ...common,
  ...base,
  type: "command",
  template: "empty",
  setup: [],
  goals: goals.map((id) => ({ id, html: id, test: "true" })),
  solutions: [["make"]],
  rationale: "",
  wrong: [],
}));

/** Forms whose items all have different ids. */
export const aForm = (size: number, item = anItem): fc.Arbitrary<ScoredItem[]> =>
  fc.uniqueArray(item, { minLength: size, maxLength: size, selector: ({ id }) => id });

const pickOne = (list: readonly { id: string }[]): fc.Arbitrary<string> => fc.constantFrom(...list.map(({ id }) => id));
const pickSome = (list: readonly { id: string }[]): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray(list.map(({ id }) => id));
const record = <T>(rows: readonly { id: string; value: fc.Arbitrary<T> }[]): fc.Arbitrary<Record<string, T>> =>
  fc
    .tuple(...rows.map(({ id, value }) => fc.option(value.map((entry): [string, T] => [id, entry]))))
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));

/** Any answer that the form of an item allows, complete or not. */
export function anAnswer(item: ScoredItem): fc.Arbitrary<Response> {
  switch (item.type) {
    case "single":
      return pickOne(item.options).map((option) => ({ type: "single", option }));
    case "choose":
      return pickSome(item.options).map((options) => ({ type: "choose", options }));
    case "hot-area":
      return pickSome(item.places).map((places) => ({ type: "hot-area", places }));
    case "build-list":
      return pickSome(item.steps).map((steps) => ({ type: "build-list", steps }));
    case "statements":
      return record(item.statements.map(({ id }) => ({ id, value: fc.boolean() }))).map((answers) => ({
        type: "statements",
        answers,
      }));
    case "matching":
      return record(item.targets.map(({ id }) => ({ id, value: pickOne(item.tokens) }))).map((tokens) => ({
        type: "matching",
        tokens,
      }));
    case "dropdowns":
      return record(item.gaps.map(({ id, choices }) => ({ id, value: pickOne(choices) }))).map((choices) => ({
        type: "dropdowns",
        choices,
      }));
    case "series":
      return fc.constantFrom(true, false, null).map((meetsGoal) => ({ type: "series", meetsGoal }));
    case "command":
      return fc
        .tuple(fc.array(fc.string({ maxLength: 60 }), { maxLength: 3 }), pickSome(item.goals))
        .map(([commands, met]) => ({ type: "command", commands, met }));
  }
}

const orderOf = (item: ScoredItem): fc.Arbitrary<string[]> => {
  const list =
    item.type === "single" || item.type === "choose" ? item.options : item.type === "matching" ? item.tokens : [];
  const all = list.map(({ id }) => id);
  return fc.oneof(
    fc.constant<string[]>([]),
    fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
  );
};

const anItemState = (item: ScoredItem): fc.Arbitrary<SuspendedItem> =>
  fc
    .record(
      {
        order: orderOf(item),
        response: anAnswer(item),
        checked: fc.boolean(),
        flagged: fc.boolean(),
        hinted: fc.boolean(),
        confidence: fc.constantFrom("guess" as const, "think" as const, "certain" as const),
        seconds: fc.integer({ min: 0, max: 9999 }),
      },
      { requiredKeys: ["order", "checked", "flagged", "hinted", "seconds"] },
    )
    .map((state) => ({ itemId: item.id, version: item.version, profile: item.askedUnder, ...state }));

/** Any state of an attempt at a form. */
export const aStateOf = (form: readonly ScoredItem[]): fc.Arbitrary<SuspendedAttempt> =>
  fc.record({
    assignment: fc.stringMatching(/^[0-9a-f]{64}$/),
    attempt: fc.integer({ min: 1, max: 99 }),
    position: fc.integer({ min: 0, max: form.length }),
    elapsedSeconds: fc.integer({ min: 0, max: 1_000_000 }),
    items: fc.tuple(...form.map(anItemState)),
  });
