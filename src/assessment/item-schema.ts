import * as v from "valibot";
import { byId, html, id, ids, profile, text, whole } from "./field-schema.ts";
import { isInnerHref } from "./safe-html.ts";

/** Lines entered in a terminal; one may hold a whole file. */
const commandLines = v.pipe(v.array(text(20_000)), v.maxLength(500));

export const responseSchema = v.variant("type", [
  v.object({ type: v.literal("single"), option: id }),
  v.object({ type: v.literal("choose"), options: ids }),
  v.object({ type: v.literal("statements"), answers: byId(v.boolean()) }),
  v.object({ type: v.literal("build-list"), steps: ids }),
  v.object({ type: v.literal("matching"), tokens: byId(id) }),
  v.object({ type: v.literal("dropdowns"), choices: byId(id) }),
  v.object({ type: v.literal("hot-area"), places: ids }),
  v.object({ type: v.literal("series"), meetsGoal: v.nullable(v.boolean()) }),
  v.object({ type: v.literal("command"), commands: commandLines, met: ids }),
]);

const list = <S extends v.GenericSchema>(member: S) => v.pipe(v.array(member), v.maxLength(200));
const misconception = v.optional(id);

const base = {
  id,
  version: whole(1_000_000),
  objective: text(100),
  bloom: v.picklist(["remember", "understand", "apply", "analyse", "evaluate"]),
  difficulty: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
  profile: v.picklist(["both", "chapter", "azure", "twin"]),
  askedUnder: profile,
  disputed: v.boolean(),
  realityCheck: v.optional(html),
  case: v.optional(
    v.object({
      id,
      title: text(1000),
      tabs: list(
        v.object({
          id: v.picklist(["overview", "environment", "requirements", "problem"]),
          title: text(1000),
          html,
        }),
      ),
    }),
  ),
  stem: html,
  hint: v.optional(html),
  refs: list(
    v.object({ href: v.pipe(text(1000), v.check(isInnerHref, "not a link into the site")), title: text(1000) }),
  ),
  sources: list(
    v.object({ title: text(1000), url: v.pipe(text(2000), v.regex(/^(?:https:\/\/\S*)?$/)), date: text(100) }),
  ),
};

const choice = v.object({ id, html, rationale: html, correct: v.boolean(), misconception });
const place = v.optional(id);

const exhibit = v.variant("kind", [
  v.object({
    kind: v.literal("form"),
    title: text(1000),
    rows: list(v.object({ label: html, value: html, place })),
  }),
  v.object({
    kind: v.literal("table"),
    title: text(1000),
    columns: list(html),
    rows: list(v.object({ label: html, cells: list(v.object({ html, place })) })),
  }),
  v.object({ kind: v.literal("trace"), title: text(1000), lines: list(v.object({ html, place })) }),
]);

/** An item made in the app and kept inside its attempt. */
export const scoredItemSchema = v.variant("type", [
  v.object({ ...base, type: v.literal("single"), options: list(choice) }),
  v.object({ ...base, type: v.literal("choose"), options: list(choice), choose: whole(200) }),
  v.object({
    ...base,
    type: v.literal("statements"),
    statements: list(v.object({ id, html, answer: v.boolean(), rationale: html, misconception })),
  }),
  v.object({
    ...base,
    type: v.literal("build-list"),
    steps: list(v.object({ id, html, rationale: html, misconception })),
    key: ids,
    accept: list(ids),
  }),
  v.object({
    ...base,
    type: v.literal("matching"),
    targets: list(v.object({ id, html, key: id, rationale: html })),
    tokens: list(v.object({ id, html })),
    reuse: v.boolean(),
  }),
  v.object({
    ...base,
    type: v.literal("dropdowns"),
    parts: list(v.union([v.object({ text: text(20_000) }), v.object({ gap: id })])),
    command: v.boolean(),
    gaps: list(v.object({ id, label: text(1000), choices: list(choice) })),
  }),
  v.object({
    ...base,
    type: v.literal("hot-area"),
    exhibit,
    places: list(v.object({ id, name: text(1000), correct: v.boolean(), rationale: html, misconception })),
    choose: whole(200),
  }),
  v.object({
    ...base,
    type: v.literal("series"),
    series: v.object({ id, title: text(1000), situation: html, goal: html }),
    answer: v.boolean(),
    rationale: html,
    misconception,
  }),
  v.object({
    ...base,
    type: v.literal("command"),
    template: id,
    setup: commandLines,
    goals: list(v.object({ id, html, test: text(2000) })),
    solutions: list(commandLines),
    rationale: html,
    wrong: list(v.object({ id, commands: commandLines, rationale: html, misconception })),
  }),
]);
