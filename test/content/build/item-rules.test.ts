import { describe, expect, it } from "vitest";
import type { AuthoredItem } from "../../../src/content/build/content-schema.ts";
import { checkWriting, type RuleContext } from "../../../src/content/build/item-rules.ts";

const context = {
  table: { facts: new Map(), claim: new Map() },
} as unknown as RuleContext;

const problemsOf = (body: Partial<AuthoredItem>): string[] => {
  const problems: string[] = [];
  const item = {
    id: "aks-1-z",
    profile: "both",
    stem: "Which role does the **kubelet** need?",
    ...body,
  } as AuthoredItem;
  checkWriting(item, context, (message) => problems.push(message));
  return problems;
};

const rationale = "A kubelet only pulls.";
const unexplained = "neither a misconception code nor a stem for which it would be right";

const options = (wrong: object) => [
  { id: "pull", text: "AcrPull", correct: true, rationale },
  { id: "push", text: "AcrPush", rationale, ...wrong },
];

describe("the rules of writing", () => {
  it.each(["single", "choose"] as const)("reject a wrong option of a %s question without code and stem", (type) => {
    expect(problemsOf({ type, options: options({}) })).toEqual([`push is wrong and has ${unexplained}`]);
  });

  it.each([{ misconception: "M14" }, { rightIf: "Which role does the pipeline need to push?" }])(
    "accept a wrong option with %o",
    (wrong) => {
      expect(problemsOf({ type: "single", options: options(wrong) })).toEqual([]);
    },
  );

  it.each<[string, Partial<AuthoredItem>]>([
    ["statement", { type: "statements", statements: [{ id: "push", text: "It pushes.", answer: false, rationale }] }],
    ["step", { type: "build-list", steps: [{ id: "push", text: "Push.", rationale }], key: [] }],
    ["token", { type: "matching", tokens: [{ id: "push", text: "AcrPush" }], targets: [] }],
    ["place", { type: "hot-area", places: [{ id: "push", name: "AcrPush", rationale }] }],
    ["choice of a gap", { type: "dropdowns", gaps: [{ id: "role", label: "Role", choices: options({}) }] }],
    ["series", { type: "series", series: "cluster-pull", answer: false, rationale }],
  ])("accept a wrong %s without a code", (_part, body) => {
    expect(problemsOf(body)).toEqual([]);
  });

  it("reject a stem in which a sentence begins without a space, but not code that looks like one", () => {
    const reveal = { type: "reveal" } as const;
    expect(problemsOf({ ...reveal, stem: "(The name has 27 characters.)What happens?" })).toEqual([
      "a space is missing in the stem: characters.)What",
    ]);
    expect(problemsOf({ ...reveal, stem: "What does `Microsoft.ContainerRegistry` mean?" })).toEqual([]);
  });

  it("reject a code that no misconception has, wherever it is", () => {
    const steps = [{ id: "push", text: "Push.", rationale, misconception: "M99" }];
    expect(problemsOf({ type: "build-list", steps, key: [] })).toEqual(["unknown misconception M99"]);
  });
});
