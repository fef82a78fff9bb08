import * as v from "valibot";
import type { Choice, DropdownsItem, ScoredItem } from "../assessment/item.ts";
import { gapMark } from "./own-question-checks.ts";
import { ownQuestionSchema, type OwnQuestion } from "./own-question-schema.ts";
import { blockHtml, inlineHtml } from "./own-text.ts";

/** Objective of every question that an instructor wrote. */
export const ownObjective = "OWN";

/** Returns the item id of an own question. */
export const ownItemId = (id: string): string => `own/${id}`;

/** A problem of a question: the field's path, e.g. `options.2.text`, and what to do. The path is empty for the whole. */
export interface QuestionProblem {
  path: string;
  message: string;
}

/** Reads a question from a file or a form. On failure, lists every problem with the field that has it. */
export function readOwnQuestion(
  value: unknown,
): { ok: true; question: OwnQuestion } | { ok: false; problems: QuestionProblem[] } {
  const read = v.safeParse(ownQuestionSchema, value);
  if (read.success) return { ok: true, question: read.output };
  return {
    ok: false,
    problems: read.issues.map((issue) => ({ path: v.getDotPath(issue) ?? "", message: issue.message })),
  };
}

type Option = Extract<OwnQuestion, { type: "single" }>["options"][number];

const choices = (options: readonly Option[]): Choice[] =>
  options.map(({ id, text, rationale, correct }) => ({
    id,
    html: inlineHtml(text),
    rationale: inlineHtml(rationale),
    correct,
  }));

const parts = (body: string): DropdownsItem["parts"] =>
  body
    .split(new RegExp(`(${gapMark.source.replace("(", "(?:")})`))
    .filter((part) => part !== "")
    .map((part) => {
      const gap = gapMark.exec(part)?.[1];
      return gap === undefined ? { text: part } : { gap };
    });

const correctCount = (members: readonly { correct: boolean }[]): number =>
  members.filter(({ correct }) => correct).length;

/** Returns the item that the app plays and scores, its HTML made by escaping; a valid question gives a valid item. */
export function toItem(question: OwnQuestion): ScoredItem {
  const common = {
    id: ownItemId(question.id),
    version: question.revision,
    objective: ownObjective,
    bloom: "apply" as const,
    difficulty: 3,
    profile: "both" as const,
    askedUnder: "chapter" as const,
    disputed: false,
    stem: blockHtml(question.stem),
    ...(question.hint?.trim() && { hint: inlineHtml(question.hint) }),
    refs: [],
    sources: [],
  };
  switch (question.type) {
    case "single":
      return { ...common, type: "single", options: choices(question.options) };
    case "choose":
      return {
        ...common,
        type: "choose",
        options: choices(question.options),
        choose: correctCount(question.options),
      };
    case "statements":
      return {
        ...common,
        type: "statements",
        statements: question.statements.map(({ id, text, answer, rationale }) => ({
          id,
          html: inlineHtml(text),
          answer,
          rationale: inlineHtml(rationale),
        })),
      };
    case "build-list":
      return {
        ...common,
        type: "build-list",
        steps: question.steps.map(({ id, text, rationale }) => ({
          id,
          html: inlineHtml(text),
          rationale: inlineHtml(rationale),
        })),
        key: question.key,
        accept: question.accept,
      };
    case "matching":
      return {
        ...common,
        type: "matching",
        targets: question.targets.map(({ id, text, key, rationale }) => ({
          id,
          html: inlineHtml(text),
          key,
          rationale: inlineHtml(rationale),
        })),
        tokens: question.tokens.map(({ id, text }) => ({ id, html: inlineHtml(text) })),
        reuse: question.reuse,
      };
    case "dropdowns":
      return {
        ...common,
        type: "dropdowns",
        parts: parts(question.body),
        command: question.command,
        gaps: question.gaps.map(({ id, label, choices: options }) => ({ id, label, choices: choices(options) })),
      };
    case "hot-area":
      return {
        ...common,
        type: "hot-area",
        exhibit: {
          kind: "table",
          title: question.title,
          columns: question.columns.map(inlineHtml),
          rows: question.rows.map(({ label, cells }) => ({
            label: inlineHtml(label),
            cells: cells.map(({ text, place }) => ({ html: inlineHtml(text), ...(place !== undefined && { place }) })),
          })),
        },
        places: question.places.map(({ id, name, correct, rationale }) => ({
          id,
          name,
          correct,
          rationale: inlineHtml(rationale),
        })),
        choose: correctCount(question.places),
      };
    case "series":
      return {
        ...common,
        type: "series",
        series: {
          id: ownItemId(question.series.id),
          title: question.series.title,
          situation: blockHtml(question.series.situation),
          goal: blockHtml(question.series.goal),
        },
        answer: question.answer,
        rationale: inlineHtml(question.rationale),
      };
  }
}
