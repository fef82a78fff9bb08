import { checkGoal } from "../../simulator/goals/expression.ts";
import { isDisputed } from "../fact.ts";
import type { AuthoredItem } from "./content-schema.ts";
import type { Context } from "./context.ts";
import { plainText, renderInline } from "./markdown.ts";

/** What the rules look at besides the item. */
export type RuleContext = Pick<Context, "table" | "index" | "states">;

type Body = NonNullable<AuthoredItem["variants"]>["chapter"];

const maximumStemWords = 80;
const maximumLengthRatio = 1.5;
/** Code, facts and texts of one profile, where a mark can come before a capital letter without a space. */
const notProse = /```.*?```|`[^`]*`|\{\{[^}]*\}\}|\[\[[^\]]*\]\]/gs;
const banned = /\b(all|none) of the (above|following)\b/i;

/** The wrong options that name neither a misconception nor a stem for which they would be right. */
const unexplainedOptions = (body: Body): string[] =>
  (body.options ?? [])
    .filter(({ correct, misconception, rightIf }) => !correct && !misconception && !rightIf)
    .map(({ id }) => id);

const codesOf = (body: Body): (string | undefined)[] => [
  ...[body.options, body.statements, body.steps, body.tokens, body.places].flatMap((list) =>
    (list ?? []).map((part) => part.misconception),
  ),
  ...(body.gaps ?? []).flatMap((gap) => gap.choices.map((choice) => choice.misconception)),
  body.misconception,
];

function checkKeys(item: AuthoredItem, body: Body, problem: (message: string) => void): void {
  const correct = (list: { correct?: boolean | undefined }[] | undefined) =>
    (list ?? []).filter((entry) => entry.correct).length;
  const ids = (list: { id: string }[] | undefined) => new Set((list ?? []).map(({ id }) => id));
  const size = (list: unknown[] | undefined) => list?.length ?? 0;
  const between = (label: string, count: number, least: number, most: number) => {
    if (count < least || count > most)
      problem(`${label}: ${count}, expected ${least === most ? least : `${least} to ${most}`}`);
  };
  for (const list of [body.options, body.statements, body.steps, body.tokens, body.targets, body.places, body.gaps]) {
    if (list && ids(list).size !== list.length) problem("ids within the item are not unique");
  }
  switch (item.type) {
    case "single":
      between("options", size(body.options), 3, 4);
      between("correct options", correct(body.options), 1, 1);
      break;
    case "choose":
      between("options", size(body.options), 4, 6);
      between("correct options", correct(body.options), 2, Math.floor(size(body.options) / 2));
      break;
    case "statements":
      between("statements", size(body.statements), 3, 3);
      if (new Set(body.statements?.map((statement) => statement.answer)).size !== 2)
        problem("statements need a mix of yes and no");
      break;
    case "build-list": {
      between("steps offered", size(body.steps), 4, 7);
      between("steps in the key", size(body.key), 3, 5);
      const known = ids(body.steps);
      for (const order of [body.key ?? [], ...(body.accept ?? [])]) {
        for (const step of order) if (!known.has(step)) problem(`the key names an unknown step ${step}`);
        if (new Set(order).size !== order.length) problem("an order names a step twice");
      }
      break;
    }
    case "matching": {
      between("targets", size(body.targets), 3, 4);
      between("tokens", size(body.tokens), 3, 6);
      const tokens = ids(body.tokens);
      for (const target of body.targets ?? []) {
        if (!tokens.has(target.key)) problem(`target ${target.id} is keyed to an unknown token ${target.key}`);
      }
      if (!body.reuse && new Set(body.targets?.map((target) => target.key)).size !== size(body.targets)) {
        problem("two targets share a token although reuse is false");
      }
      break;
    }
    case "dropdowns":
      between("gaps", size(body.gaps), 1, 3);
      for (const gap of body.gaps ?? []) {
        between(`choices of ${gap.id}`, gap.choices.length, 2, 4);
        between(`correct choices of ${gap.id}`, correct(gap.choices), 1, 1);
        if (!body.body?.includes(`[[${gap.id}]]`)) problem(`the body has no [[${gap.id}]]`);
      }
      break;
    case "hot-area": {
      between("places", size(body.places), 3, 8);
      between("correct places", correct(body.places), 1, 3);
      const exhibit = body.exhibit;
      const exhibitPlaces = new Set(
        exhibit?.kind === "form"
          ? exhibit.rows.map((row) => row.place)
          : exhibit?.kind === "table"
            ? exhibit.rows.flatMap((row) => row.cells.map((cell) => cell.place))
            : (exhibit?.lines ?? []).map((line) => line.place),
      );
      for (const { id } of body.places ?? []) if (!exhibitPlaces.has(id)) problem(`place ${id} is not in the exhibit`);
      break;
    }
    case "series":
      if (typeof body.answer !== "boolean") problem("a series needs the answer true or false");
      if (!body.rationale) problem("a series needs a rationale");
      break;
    case "command":
      between("goals", size(item.goal), 1, 3);
      between("solutions", size(item.solutions), 1, 4);
      between("wrong ways", size(item.wrong), 1, 4);
      if (!body.rationale) problem("a typed command needs a rationale");
      for (const list of [item.goal, item.wrong]) {
        if (list && ids(list).size !== list.length) problem("ids within the item are not unique");
      }
      break;
    case "reveal":
      if (typeof body.answer !== "string") problem("a reveal card needs an answer");
      between("points", size(body.points), 2, 5);
      break;
  }
}

function checkLengths(body: Body, context: RuleContext, problem: (message: string) => void): void {
  const texts = (body.options ?? []).map((option) => option.text);
  if (texts.length === 0 || texts.some((text) => text.includes("`"))) return;
  const rendering = {
    table: context.table,
    voice: "chapter" as const,
    linked: false,
    resolveLink: () => ({ href: "", external: false }),
    cited: () => undefined,
    problem: () => undefined,
  };
  const lengths = texts.map((text) => plainText(renderInline(text, rendering, 0)).length);
  const ratio = Math.max(...lengths) / Math.min(...lengths);
  if (Math.max(...lengths) > 24 && ratio > maximumLengthRatio) {
    problem(`options differ too much in length (${lengths.join(", ")} characters)`);
  }
}

/** The bodies of an item: one, or those of both profiles of a twin. */
const bodiesOf = (item: AuthoredItem): Body[] =>
  item.profile === "twin"
    ? [
        { ...item, ...item.variants?.chapter },
        { ...item, ...item.variants?.azure },
      ]
    : [item];

/** The sets and environments that an item names have to exist, and only the types that use them name any. */
function checkSets(item: AuthoredItem, { index, states }: RuleContext, problem: (message: string) => void): void {
  const { series, case: study, template, setup, goal, solutions, wrong } = item;
  if (item.type === "series") {
    if (!index.series.has(series ?? "")) problem(`unknown series ${series ?? ""}`);
  } else if (series !== undefined) problem("only an item of type series names a series");
  if (study !== undefined && !index.cases.has(study)) problem(`unknown case study ${study}`);
  if (study !== undefined && ["series", "command", "reveal"].includes(item.type)) {
    problem(`an item of type ${item.type} can't belong to a case study`);
  }
  if (item.type === "command") {
    if (!states.has(template ?? "")) problem(`unknown starting environment ${template ?? ""}`);
    for (const { test } of goal ?? []) {
      const checked = checkGoal(test);
      if (!checked.ok) problem(checked.message);
    }
  } else if ([template, setup, goal, solutions, wrong].some((field) => field !== undefined)) {
    problem("only a typed command has template, setup, goal, solutions and wrong");
  }
}

/** What every body needs to be shown and scored: facts, claims and sources that exist, a stem and a sound key. */
export function checkForm(item: AuthoredItem, context: RuleContext, problem: (message: string) => void): void {
  for (const id of item.facts ?? []) {
    if (!context.table.facts.has(id) && !context.table.role.has(id)) problem(`unknown fact ${id}`);
  }
  for (const id of item.claims ?? []) if (!context.table.claim.has(id)) problem(`unknown claim ${id}`);
  for (const id of item.sources ?? []) if (!context.table.source.has(id)) problem(`unknown source ${id}`);
  checkSets(item, context, problem);
  if (item.profile === "twin" && item.type !== "reveal" && !item.variants)
    problem("a twin needs variants for both profiles");
  if (item.profile !== "twin" && item.variants) problem("only a twin has variants");
  for (const body of bodiesOf(item)) {
    if (!body.stem) problem("has no stem");
    checkKeys(item, body, problem);
  }
}

/** The rules of writing that a script can hold: profile, misconception codes, length and wording. */
export function checkWriting(item: AuthoredItem, context: RuleContext, problem: (message: string) => void): void {
  const disputed = (item.claims ?? []).filter((id) => {
    const claim = context.table.claim.get(id);
    return claim !== undefined && isDisputed(claim);
  });
  if (
    item.profile !== "both" &&
    item.type !== "reveal" &&
    disputed.length === 0 &&
    !(item.facts ?? []).some((id) => context.table.facts.get(id)?.dispute)
  ) {
    problem("an item bound to a profile names the disputed claim or fact it hangs on");
  }
  if ((item.series ?? item.case) !== undefined && item.profile !== "both") {
    problem("an item of a series or a case study has the same key under both profiles");
  }
  for (const body of bodiesOf(item)) {
    const words = (body.stem ?? "").split(/\s+/).length;
    if (words > maximumStemWords) problem(`the stem has ${words} words, at most ${maximumStemWords}`);
    const run = /\S*[.?!)][A-Z][a-z]+/.exec((body.stem ?? "").replace(notProse, "`"));
    if (run) problem(`a space is missing in the stem: ${run[0]}`);
    if (banned.test(JSON.stringify(body))) problem("uses all or none of the above");
    for (const id of unexplainedOptions(body))
      problem(`${id} is wrong and has neither a misconception code nor a stem for which it would be right`);
    for (const code of [...codesOf(body), ...(item.wrong ?? []).map(({ misconception }) => misconception)]) {
      if (code !== undefined && !/^M(0[1-9]|[12]\d|3[0-5])$/.test(code)) problem(`unknown misconception ${code}`);
    }
    checkLengths(body, context, problem);
  }
}
