import type { OwnQuestion } from "../../src/assignment/own-question-schema.ts";

const common = { v: 1 as const, revision: 1, stem: "What does `az acr login` need?\n\nSelect **all** that apply." };
const option = (id: string, correct: boolean) => ({
  id,
  text: `Option \`${id}\` = {a} ~ #1: 50% <b>`,
  rationale: `Because ${id} & so on.`,
  correct,
});
const row = (id: string, answer: boolean) => ({ id, text: `Statement \`${id}\``, answer, rationale: `See ${id}.` });
const step = (id: string) => ({ id, text: `Step ${id}`, rationale: `It is ${id}.` });

/** Valid questions, one of each type that an instructor can write, with characters that formats escape. */
export const ownQuestions: OwnQuestion[] = [
  {
    ...common,
    id: "one",
    type: "single",
    hint: "Think of the daemon.",
    options: [option("a", false), option("b", true), option("c", false)],
  },
  {
    ...common,
    id: "some",
    type: "choose",
    options: [option("a", true), option("b", true), option("c", true), option("d", false)],
  },
  { ...common, id: "rows", type: "statements", statements: [row("a", true), row("b", false), row("c", true)] },
  {
    ...common,
    id: "order",
    type: "build-list",
    steps: [step("build"), step("tag"), step("push")],
    key: ["build", "tag", "push"],
    accept: [],
  },
  {
    ...common,
    id: "pairs",
    type: "matching",
    targets: [
      { id: "p", text: "A -> developer", key: "t1", rationale: "First." },
      { id: "q", text: "A cluster", key: "t2", rationale: "Second." },
      { id: "r", text: "A server", key: "t3", rationale: "Third." },
    ],
    tokens: ["t1", "t2", "t3", "t4"].map((id) => ({ id, text: `Token \`${id}\`: {x}` })),
    reuse: false,
  },
  {
    ...common,
    id: "gaps",
    type: "dropdowns",
    body: "az acr [[verb]] --name {n} --sku [[sku]]",
    command: true,
    gaps: [
      { id: "verb", label: "verb", choices: [option("create", true), option("make", false)] },
      { id: "sku", label: "tier", choices: [option("premium", true), option("gold", false)] },
    ],
  },
  {
    ...common,
    id: "spot",
    type: "hot-area",
    title: "Roles",
    columns: ["Assignment", "Role", "Scope"],
    rows: [
      {
        label: "First",
        cells: [
          { text: "`AcrPull`", place: "a" },
          { text: "Registry", place: "b" },
        ],
      },
      {
        label: "Second",
        cells: [
          { text: "AcrPush", place: "c" },
          { text: "Group", place: "d" },
        ],
      },
    ],
    places: ["a", "b", "c", "d"].map((id) => ({
      id,
      name: `Place ${id}`,
      correct: id === "b" || id === "c",
      rationale: `Why ${id}.`,
    })),
  },
  {
    ...common,
    id: "goal",
    type: "series",
    series: { id: "slow", title: "Slow pulls", situation: "Pulls from Asia are slow.", goal: "Pulls are fast." },
    answer: false,
    rationale: "A replica isn't in `Asia`.",
  },
];

/** Returns the question of a type from the list. */
export function ownQuestion<T extends OwnQuestion["type"]>(type: T): Extract<OwnQuestion, { type: T }> {
  const found = ownQuestions.find((question): question is Extract<OwnQuestion, { type: T }> => question.type === type);
  if (!found) throw new Error(`No question of type ${type}`);
  return found;
}
