import * as v from "valibot";
import { parse } from "yaml";
import type { Passage } from "./passage.ts";

const ruleSchema = v.strictObject({
  find: v.string(),
  say: v.string(),
  why: v.string(),
  bad: v.string(),
  where: v.optional(
    v.array(v.picklist(["ui", "content", "docs", "code", "tests", "hint", "rationale", "heading", "label", "summary"])),
  ),
  unless: v.optional(v.string()),
  case: v.optional(v.boolean()),
});

/** A phrase to look for; the fields are explained at the top of rules.yaml. */
export interface Rule extends v.InferOutput<typeof ruleSchema> {
  pattern: RegExp;
  exception?: RegExp;
}

/** Makes a pattern match whole words, across line ends. */
function compile(source: string, flags: string): RegExp {
  const spaced = source.replaceAll(" ", "\\s+");
  const start = /^(?:\w|\((?:\?:)?\w|\[A-Z|\\d)/.test(source) ? "\\b" : "";
  const end =
    /(?:\w|\w\)|[)\]]\??|\+|\*)$/.test(source) && !/\(\?[=!<][^()]*\)$|\\[.sS]\)?$/.test(source) ? "(?!\\w)" : "";
  return new RegExp(`${start}(?:${spaced})${end}`, flags);
}

/** Reads rules.yaml; throws on a rule that lacks a field or whose pattern isn't valid. */
export const readRules = (source: string): Rule[] =>
  v.parse(v.array(ruleSchema), parse(source)).map((rule) => ({
    ...rule,
    pattern: compile(rule.find, rule.case ? "gm" : "gim"),
    ...(rule.unless !== undefined && { exception: new RegExp(rule.unless.replaceAll(" ", "\\s+"), "gi") }),
  }));

/** Offsets of what a rule finds in a passage, with the text found. */
export function findsIn(rule: Rule, passage: Pick<Passage, "area" | "kind" | "text">): { at: number; found: string }[] {
  const { where, pattern, exception } = rule;
  if (where && !(where as string[]).includes(passage.area) && !(where as string[]).includes(passage.kind)) return [];
  const exempt = exception
    ? [...passage.text.matchAll(exception)].map(({ index, 0: words }) => [index, index + words.length] as const)
    : [];
  return [...passage.text.matchAll(pattern)]
    .map(({ index, 0: found }) => ({ at: index + (found.length - found.trimStart().length), found: found.trim() }))
    .filter(({ at, found }) => !exempt.some(([from, to]) => at < to && at + found.length > from));
}
