import type {
  BuildListItem,
  Choice,
  ChooseItem,
  CommandItem,
  CompiledItem,
  DropdownsItem,
  HotAreaItem,
  ItemProfile,
  MatchingItem,
  RevealItem,
  ScoredItem,
  SeriesItem,
  SingleItem,
  StatementsItem,
} from "../../src/assessment/item.ts";

const common = {
  version: 1,
  objective: "SKU-1",
  bloom: "apply" as const,
  difficulty: 2,
  profile: "both" as const,
  askedUnder: "chapter" as const,
  disputed: false,
  stem: "<p>What now?</p>",
  refs: [],
  sources: [],
};

const choice = (id: string, correct: boolean): Choice => ({
  id,
  html: `Choice <code>${id}</code>`,
  rationale: "",
  correct,
});

/** Key b. */
export const single: SingleItem = {
  ...common,
  id: "single",
  type: "single",
  options: ["a", "b", "c"].map((id) => choice(id, id === "b")),
};

/** Key b and d. */
export const choose: ChooseItem = {
  ...common,
  id: "choose",
  type: "choose",
  options: ["a", "b", "c", "d", "e"].map((id) => choice(id, "bd".includes(id))),
  choose: 2,
};

/** Key yes, no, yes. */
export const statements: StatementsItem = {
  ...common,
  id: "statements",
  type: "statements",
  statements: (
    [
      ["a", true],
      ["b", false],
      ["c", true],
    ] as const
  ).map(([id, answer]) => ({ id, html: `Statement ${id}.`, answer, rationale: "" })),
};

/** Key 1 2 3 4, also 2 1 3 4; x and y do not belong. */
export const buildList: BuildListItem = {
  ...common,
  id: "build-list",
  type: "build-list",
  steps: ["1", "2", "3", "4", "x", "y"].map((id) => ({ id, html: `Step ${id}`, rationale: "" })),
  key: ["1", "2", "3", "4"],
  accept: [["2", "1", "3", "4"]],
};

/** Key p→1, q→2, r→3; 4 is left over. */
export const matching: MatchingItem = {
  ...common,
  id: "matching",
  type: "matching",
  targets: (
    [
      ["p", "1"],
      ["q", "2"],
      ["r", "3"],
    ] as const
  ).map(([id, key]) => ({ id, html: `Target ${id}`, key, rationale: "" })),
  tokens: ["1", "2", "3", "4"].map((id) => ({ id, html: `Token ${id}` })),
  reuse: false,
};

/** Key g→b, h→a. */
export const dropdowns: DropdownsItem = {
  ...common,
  id: "dropdowns",
  type: "dropdowns",
  parts: [{ text: "az " }, { gap: "g" }, { text: " " }, { gap: "h" }],
  command: true,
  gaps: (
    [
      ["g", "b"],
      ["h", "a"],
    ] as const
  ).map(([id, key]) => ({
    id,
    label: `Gap ${id}`,
    choices: ["a", "b", "c"].map((text) => choice(text, text === key)),
  })),
};

/** Key north and south. */
export const hotArea: HotAreaItem = {
  ...common,
  id: "hot-area",
  type: "hot-area",
  exhibit: { kind: "trace", title: "Trace", lines: [] },
  places: ["north", "east", "south", "west"].map((id) => ({
    id,
    name: id,
    correct: id === "north" || id === "south",
    rationale: "",
  })),
  choose: 2,
};

/** Key no. */
export const series: SeriesItem = {
  ...common,
  id: "series",
  type: "series",
  series: { id: "set", title: "Slow pulls", situation: "<p>Pulls are slow.</p>", goal: "<p>Pulls are fast.</p>" },
  answer: false,
  rationale: "",
};

/** Two goals, which the commands `make` and `fill` meet. */
export const command: CommandItem = {
  ...common,
  id: "command",
  type: "command",
  template: "empty",
  setup: [],
  goals: ["made", "full"].map((id) => ({ id, html: `It is ${id}.`, test: "true" })),
  solutions: [["make", "fill"], ["make --full"]],
  rationale: "",
  wrong: [{ id: "half", commands: ["make"], rationale: "" }],
};

export const reveal: RevealItem = { ...common, id: "reveal", type: "reveal", answer: "<p>So.</p>", points: [] };

export const oneOfEach: ScoredItem[] = [
  single,
  choose,
  statements,
  buildList,
  matching,
  dropdowns,
  hotArea,
  series,
  command,
];

/** A bank item as the compiler makes it, asked under what its profile says. */
export function banked(
  id: string,
  objective: string,
  { profile = "both", item = single }: { profile?: ItemProfile; item?: ScoredItem | RevealItem } = {},
): CompiledItem {
  const body = { ...item, id, objective, profile };
  return {
    id,
    objective,
    type: item.type,
    profile,
    ...(profile !== "azure" && { chapter: body }),
    ...(profile !== "chapter" && { azure: { ...body, askedUnder: "azure" as const } }),
  };
}
