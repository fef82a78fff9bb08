import { partId, type Draft, type ImportCollector, type ImportPlace } from "./import-result.ts";
import { textOfHtml } from "./import-text.ts";
import { plainOf } from "./rich-plain.ts";
import { decodeHtml, readRich } from "./read-rich.ts";
import { asBlocks, type RichNode } from "./rich-text.ts";

/** A gap: its weight, its kind and its alternatives. A brace inside is escaped. */
const gapText = /\{(\d{0,3}):([A-Z_]{1,20}):((?:\\[\s\S]|[^{}\\])*)\}/g;
const lists = new Set(
  ["MULTICHOICE", "MC"].flatMap((name) => [
    name,
    ...["V", "H", "S", "VS", "HS"].flatMap((suffix) => [`${name}_${suffix}`, name + suffix]),
  ]),
);

interface Choice {
  text: string;
  rationale: string;
  percent: number;
}

const unescape = (text: string): string => decodeHtml(text.replaceAll(/\\([~#{}/"\\])/g, "$1"));

function readAlternative(source: string, place: ImportPlace, collector: ImportCollector): Choice {
  const [, equals, percent, rest = ""] = /^\s*(?:(=)|%(-?\d{1,3}(?:[.,]\d{0,8})?)%)?([\s\S]*)$/.exec(source) ?? [];
  // A hash that belongs to a character reference or is escaped doesn't start the feedback.
  const hash = /(?<!\\|&|&amp;)#/.exec(rest)?.index;
  const html = (part: string): string => textOfHtml(unescape(part), place, collector);
  return {
    text: html(rest.slice(0, hash)),
    rationale: hash === undefined ? "" : html(rest.slice(hash + 1)),
    percent: equals === undefined ? Number((percent ?? "0").replace(",", ".")) : 100,
  };
}

const markOf = (at: number): string => `[[${partId(at)}]]`;
const anyMark = /\[\[[a-z0-9-]+\]\]/;

/** Statements, if each gap is yes or no and ends a paragraph of its own. */
function statementsDraft(blocks: readonly RichNode[], gaps: readonly Choice[][]): Draft | undefined {
  const isYesNo = gaps.every(
    (choices) => choices.length === 2 && choices.every(({ text }) => /^(?:yes|no|true|false)$/i.test(text)),
  );
  const texts = blocks.map((block) => plainOf([block], { marks: true }));
  const first = texts.findIndex((text) => text.includes("[["));
  const rows = texts.slice(first).map((text) => /^([\s\S]*\S)\s*\[\[[a-z0-9-]+\]\]$/.exec(text)?.[1]);
  if (!isYesNo || first < 1 || rows.length !== gaps.length) return undefined;
  if (rows.some((row) => row === undefined || row.includes("[["))) return undefined;
  return {
    type: "statements",
    stem: texts.slice(0, first).join("\n\n"),
    statements: rows.map((text, at) => {
      const right = gaps[at]?.find(({ percent }) => percent >= 100);
      return {
        id: partId(at),
        text,
        answer: /^(?:yes|true)$/i.test(right?.text ?? ""),
        rationale: right?.rationale ?? "",
      };
    }),
  };
}

/** Returns the question of a Cloze text whose gaps are all drop-down lists; undefined after recording an error. */
export function clozeDraft(html: string, place: ImportPlace, collector: ImportCollector): Draft | undefined {
  const gaps: Choice[][] = [];
  const kinds = new Set<string>();
  if (anyMark.test(html)) {
    collector.error(place, "The text has double square brackets, which mark gaps here. Remove them.");
    return undefined;
  }
  const marked = html.replaceAll(gapText, (_, _weight, kind, source) => {
    kinds.add(String(kind));
    gaps.push(
      String(source)
        .split(/(?<!\\)~/)
        .map((part) => readAlternative(part, place, collector)),
    );
    return markOf(gaps.length - 1);
  });
  const other = [...kinds].filter((kind) => !lists.has(kind));
  if (other.length > 0 || gaps.length === 0 || /\{\d{0,3}:[A-Z_]{1,20}:/.test(marked)) {
    collector.error(
      place,
      other.length > 0
        ? `Gaps of the kind ${other.join(", ")} can't be scored here. Only lists to choose from can.`
        : "The gaps of the text can't be read.",
    );
    return undefined;
  }
  if (gaps.some((choices) => choices.some(({ percent }) => percent > 0 && percent < 100))) {
    collector.warn(place, "A choice earned part of the mark. It counts as incorrect now.");
  }
  const { nodes, lost } = readRich(marked);
  if (lost.length > 0) collector.warn(place, `The text has media (${lost.join(", ")}), which is left out.`);
  const blocks = asBlocks(nodes);
  const statements = statementsDraft(blocks, gaps);
  if (statements) return statements;
  const first = blocks.findIndex((block) => plainOf([block]).includes("[["));
  const body = blocks.slice(first);
  const [only] = body.length === 1 ? body : [];
  const isCommand =
    typeof only === "object" && only.children.every((node) => typeof node === "object" && node.tag === "code");
  if (first === 0)
    collector.warn(place, "Nothing comes before the text with gaps, so the question got a short instruction.");
  return {
    type: "dropdowns",
    stem: first === 0 ? "Complete the text." : plainOf(blocks.slice(0, first), { marks: true }),
    body: plainOf(body),
    command: isCommand,
    gaps: gaps.map((choices, at) => ({
      id: partId(at),
      label: `gap ${at + 1}`,
      choices: choices.map(({ text, rationale, percent }, index) => ({
        id: partId(index),
        text,
        rationale,
        correct: percent >= 100,
      })),
    })),
  };
}
