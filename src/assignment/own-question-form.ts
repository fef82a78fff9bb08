import { escaped, escapedBody, hideEscaped, showAllEscaped, withReason } from "./own-question-marks.ts";
import type { OwnQuestion } from "./own-question-schema.ts";

export type OwnType = OwnQuestion["type"];

/** A question as it's typed: long texts, and lists with one entry a line. */
export interface QuestionForm {
  type: OwnType;
  stem: string;
  hint: string;
  /** Options, statements, steps, pairs or rows, one a line; the marks are in `lineHelp`. */
  lines: string;
  /** Text with gaps: `[[Basic|*Premium]]`. */
  body: string;
  /** Whether the text with gaps is a command line. */
  command: boolean;
  /** Title of the table, or of the series. */
  title: string;
  situation: string;
  goal: string;
  answer: boolean;
  rationale: string;
  /** The stored question, whose parts that the form doesn't show are kept where they still fit. */
  before?: OwnQuestion;
}

/** How the lines of each type are written. */
export const lineHelp: Partial<Record<OwnType, string>> = {
  single: "One option a line. Begin the right one with *.",
  choose: "One option a line. Begin each right one with *.",
  statements: "One statement a line. Begin it with “yes:” or “no:”, the right answer.",
  "build-list": "The steps in the right order, one a line. Begin steps that don’t belong with -.",
  matching: "One pair a line, as “left = right”. A line that begins with = is a wrong answer to choose from.",
  "hot-area":
    "First the heads of the columns, then one row a line, cells separated by |. Begin right cells with * and other places to select with ?.",
};

/** Returns the form of a new question. */
export const emptyForm = (type: OwnType): QuestionForm => ({
  type,
  stem: "",
  hint: "",
  lines: "",
  body: "",
  command: false,
  title: "",
  situation: "",
  goal: "",
  answer: true,
  rationale: "",
});

const partId = (at: number): string => (at < 26 ? String.fromCharCode(97 + at) : `p${at + 1}`);
const linesOf = (text: string): string[] =>
  text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));

/** Takes the reason off a line: what follows ` // `. */
function splitReason(line: string): { text: string; rationale: string } {
  const at = line.indexOf(" // ");
  return at < 0
    ? { text: line, rationale: "" }
    : { text: line.slice(0, at).trim(), rationale: line.slice(at + 4).trim() };
}

/** Takes a mark off the start of a text. */
const marked = (text: string, mark: string): { is: boolean; text: string } =>
  text.startsWith(mark) ? { is: true, text: text.slice(mark.length).trim() } : { is: false, text };

const optionsOf = (lines: readonly string[]) =>
  lines.map((line, at) => {
    const { text, rationale } = splitReason(line);
    const { is: correct, text: bare } = marked(text, "*");
    return { id: partId(at), text: bare, rationale, correct };
  });

function pairsOf(lines: readonly string[]): Record<string, unknown> {
  const pairs = lines.map((line) => {
    const { text, rationale } = splitReason(line);
    const at = text.indexOf("=");
    return { left: text.slice(0, Math.max(0, at)).trim(), right: text.slice(at + 1).trim(), rationale };
  });
  const rights = [...new Set(pairs.map(({ right }) => right))];
  const targets = pairs.filter(({ left }) => left !== "");
  const idOf = (right: string) => `t${rights.indexOf(right) + 1}`;
  return {
    targets: targets.map(({ left, right, rationale }, at) => ({
      id: partId(at),
      text: left,
      key: idOf(right),
      rationale,
    })),
    tokens: rights.map((right) => ({ id: idOf(right), text: right })),
    reuse: new Set(targets.map(({ right }) => right)).size < targets.length,
  };
}

function gapsOf(body: string): Record<string, unknown> {
  const gaps: unknown[] = [];
  const text = body.replaceAll(/\[\[([^[\]]*)\]\]/g, (_, choices: string) => {
    const id = `gap-${gaps.length + 1}`;
    gaps.push({
      id,
      label: `Gap ${gaps.length + 1}`,
      choices: optionsOf(choices.split("|").map((part) => part.trim())),
    });
    return `[[${id}]]`;
  });
  return { body: text, gaps };
}

function tableOf(lines: readonly string[], before: OwnQuestion | undefined): Record<string, unknown> {
  const [heads = [], ...rows] = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const places: { id: string; name: string; correct: boolean; rationale: string }[] = [];
  const known = before?.type === "hot-area" ? before.places : [];
  const cellOf = (cell: string, label: string, head: string) => {
    const isPlace = cell.startsWith("*") || cell.startsWith("?");
    if (!isPlace) return { text: cell };
    const id = `place-${places.length + 1}`;
    const name = showAllEscaped(`${label}, ${head}`).slice(0, 200);
    const rationale = known.find((place) => place.name === name)?.rationale ?? "";
    places.push({ id, name, correct: cell.startsWith("*"), rationale });
    return { text: cell.slice(1).trim(), place: id };
  };
  return {
    columns: heads,
    rows: rows.map(([label = "", ...cells]) => ({
      label,
      cells: cells.map((cell, at) => cellOf(cell, label, heads[at + 1] ?? "")),
    })),
    places,
  };
}

/** Returns the other accepted orders of the question before, as far as its steps are still there. */
function acceptedOf(steps: readonly { id: string; text: string }[], before: OwnQuestion | undefined): string[][] {
  if (before?.type !== "build-list") return [];
  const texts = new Map(before.steps.map(({ id, text }) => [id, text]));
  const ids = new Map(steps.map(({ id, text }) => [showAllEscaped(text), id]));
  return before.accept.flatMap((order) => {
    const now = order.flatMap((id) => ids.get(texts.get(id) ?? "") ?? []);
    return now.length === order.length ? [now] : [];
  });
}

/** Returns what only questions of this type have. */
function fieldsOf(form: QuestionForm, id: string): Record<string, unknown> {
  const lines = linesOf(hideEscaped(form.lines));
  switch (form.type) {
    case "single":
    case "choose":
      return { options: optionsOf(lines) };
    case "statements":
      return {
        statements: lines.map((line, at) => {
          const { text, rationale } = splitReason(line);
          const [, word = "", rest = text] = /^(yes|no)\s*:\s*(.*)$/i.exec(text) ?? [];
          // Without its answer, the statement stays incomplete, and reading it says so.
          return { id: partId(at), text: rest, rationale, ...(word && { answer: word.toLowerCase() === "yes" }) };
        }),
      };
    case "build-list": {
      const steps = lines.map((line, at) => {
        const { text, rationale } = splitReason(line);
        return { id: partId(at), rationale, ...marked(text, "-") };
      });
      return {
        steps: steps.map(({ id: step, text, rationale }) => ({ id: step, text, rationale })),
        key: steps.flatMap(({ id: step, is }) => (is ? [] : [step])),
        accept: acceptedOf(steps, form.before),
      };
    }
    case "matching":
      return pairsOf(lines);
    case "dropdowns":
      return { ...gapsOf(hideEscaped(form.body)), command: form.command };
    case "hot-area":
      return { title: form.title, ...tableOf(lines, form.before) };
    case "series":
      return {
        series: { id: `${id.slice(0, 70)}-series`, title: form.title, situation: form.situation, goal: form.goal },
        answer: form.answer,
        rationale: form.rationale,
      };
  }
}

/** Returns the question that a form describes; it isn't checked yet. See readOwnQuestion. */
export const questionOfForm = (form: QuestionForm, id: string, revision: number): unknown => ({
  v: 1,
  id,
  revision,
  type: form.type,
  stem: form.stem,
  ...(form.hint.trim() !== "" && { hint: form.hint }),
  ...showAllEscaped(fieldsOf(form, id)),
});

/** Returns the form of a stored question. */
export function formOfQuestion(question: OwnQuestion): QuestionForm {
  const form = { ...emptyForm(question.type), stem: question.stem, hint: question.hint ?? "", before: question };
  switch (question.type) {
    case "single":
    case "choose":
      form.lines = question.options
        .map(({ text, rationale, correct }) => `${correct ? "* " : ""}${withReason(text, rationale, { start: "*" })}`)
        .join("\n");
      return form;
    case "statements":
      form.lines = question.statements
        .map(({ text, answer, rationale }) => `${answer ? "yes" : "no"}: ${withReason(text, rationale)}`)
        .join("\n");
      return form;
    case "build-list": {
      const steps = new Map(
        question.steps.map((step) => [step.id, withReason(step.text, step.rationale, { start: "-" })]),
      );
      const others = [...steps].filter(([id]) => !question.key.includes(id)).map(([, text]) => `- ${text}`);
      form.lines = [...question.key.map((id) => steps.get(id) ?? ""), ...others].join("\n");
      return form;
    }
    case "matching": {
      const tokens = new Map(question.tokens.map(({ id, text }) => [id, text]));
      const used = new Set(question.targets.map(({ key }) => key));
      const extra = [...tokens].filter(([id]) => !used.has(id)).map(([, text]) => `= ${withReason(text, "")}`);
      const pairs = question.targets.map(({ text, key, rationale }) => {
        const left = withReason(text, "", { within: "=" });
        return `${left} = ${withReason(tokens.get(key) ?? "", rationale)}`;
      });
      form.lines = [...pairs, ...extra].join("\n");
      return form;
    }
    case "dropdowns":
      form.command = question.command;
      form.body = question.gaps.reduce((body, { id, choices }) => {
        const all = choices.map(
          ({ text, correct, rationale }) =>
            `${correct ? "*" : ""}${withReason(text, rationale, { start: "*", within: "|[]" })}`,
        );
        return body.replace(`[[${id}]]`, () => `[[${all.join("|")}]]`);
      }, escapedBody(question.body));
      return form;
    case "hot-area": {
      const marks = new Map(question.places.map(({ id, correct }) => [id, correct ? "*" : "?"]));
      form.title = question.title;
      form.lines = [
        question.columns.map((head) => escaped(head, { within: "|" })).join(" | "),
        ...question.rows.map(({ label, cells }) =>
          [
            escaped(label, { within: "|" }),
            ...cells.map(({ text, place }) => {
              const mark = marks.get(place ?? "") ?? "";
              return `${mark}${escaped(text, { start: "*?", within: "|" })}`;
            }),
          ].join(" | "),
        ),
      ].join("\n");
      return form;
    }
    case "series":
      form.title = question.series.title;
      form.situation = question.series.situation;
      form.goal = question.series.goal;
      form.answer = question.answer;
      form.rationale = question.rationale;
      return form;
  }
}
