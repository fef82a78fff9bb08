import { oneLine } from "../../assessment/plain-text.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { exportableItems, Omissions, omitSettings, type Omission, type QuizExport } from "./export-result.ts";
import { wrongPickReason, fractionOf } from "./moodle-fraction.ts";
import { noteBlocks, picksOf, questionName, rationaleBlocks, richOf, stemBlocks, type Pick } from "./question-text.ts";
import { htmlOf } from "./rich-html.ts";
import { lineOf } from "./rich-plain.ts";
import { isEmptyRich, rich, type RichNode } from "./rich-text.ts";
import { escapeXml } from "../xml.ts";

/** Returns text with the characters escaped that mean something in GIFT. */
export const escapeGift = (text: string): string => text.replaceAll(/[\\~=#{}:]/g, String.raw`\$&`);

/** HTML in one line: a blank line would end the question. */
const html = (nodes: readonly RichNode[]): string =>
  `[html]${escapeGift(oneLine(htmlOf(withBreaks(nodes), (text) => escapeXml(text))))}`;

/** Line breaks of preformatted text as elements. */
const withBreaks = (nodes: readonly RichNode[], inPre = false): RichNode[] =>
  nodes.flatMap((node): RichNode[] => {
    if (typeof node !== "string")
      return [{ tag: node.tag, children: withBreaks(node.children, inPre || node.tag === "pre") }];
    return inPre ? node.split("\n").flatMap((line, at) => (at > 0 ? [rich("br"), line] : [line])) : [node];
  });

const feedback = (nodes: readonly RichNode[]): string => (isEmptyRich(nodes) ? "" : `#${html(nodes)}`);
const generalFeedback = (nodes: readonly RichNode[]): string[] => (isEmptyRich(nodes) ? [] : [`\t####${html(nodes)}`]);

const pickLine = (mark: string, { content, feedback: text }: Pick): string =>
  `\t${mark}${html(content)}${feedback(text)}`;

/** Each statement or target with its answer, then answers that belong to none. */
function matchLines(pairs: readonly { left: RichNode[]; right: string }[], extra: readonly string[]): string[] {
  return [
    // An arrow of the text itself is written as HTML, so that the first arrow of a line is GIFT's.
    ...pairs.map(({ left, right }) => `\t=${html(left)} -> ${escapeGift(right)}`),
    ...extra.map((right) => `\t= -> ${escapeGift(right)}`),
  ];
}

/** Returns the lines between the braces, or undefined after recording why the question can't be written. */
function answerLines(item: ScoredItem, omissions: Omissions): string[] | undefined {
  const notes = noteBlocks(item);
  const picked = picksOf(item);
  if (picked) {
    const { picks, limit } = picked;
    if (limit === 1) {
      return [...picks.map((pick) => pickLine(pick.correct ? "=" : "~", pick)), ...generalFeedback(notes)];
    }
    const fraction = fractionOf(limit);
    if (fraction === undefined) {
      omissions.question(item, `GIFT has no exact share for one of ${limit} correct answers.`);
      return undefined;
    }
    omissions.detail(item, wrongPickReason);
    return [
      ...picks.map((pick) => pickLine(`~%${pick.correct ? "" : "-"}${fraction}%`, pick)),
      ...generalFeedback(notes),
    ];
  }
  const general = generalFeedback([...rationaleBlocks(item), ...notes]);
  switch (item.type) {
    case "series":
      return [item.answer ? "\tTRUE" : "\tFALSE", ...general];
    case "statements": {
      omissions.detail(item, "The statements become rows to match with Yes or No.");
      const pairs = item.statements.map(({ html: text, answer }) => ({
        left: richOf(text),
        right: answer ? "Yes" : "No",
      }));
      const unused = ["Yes", "No"].filter((answer) => !pairs.some(({ right }) => right === answer));
      return [...matchLines(pairs, unused), ...general];
    }
    case "matching": {
      const texts = new Map(item.tokens.map((token) => [token.id, lineOf(richOf(token.html))]));
      const used = new Set(item.targets.map(({ key }) => key));
      if (!item.reuse) omissions.detail(item, "Each answer can be chosen for several rows; here it's used only once.");
      return [
        ...matchLines(
          item.targets.map(({ html: text, key }) => ({ left: richOf(text), right: texts.get(key) ?? "" })),
          item.tokens.filter(({ id }) => !used.has(id)).map(({ id }) => texts.get(id) ?? ""),
        ),
        ...general,
      ];
    }
    case "build-list":
      omissions.question(item, "GIFT has no questions about an order.");
      return undefined;
    case "dropdowns":
      omissions.question(item, "GIFT has no questions with drop-down lists in a text. Moodle XML has them.");
      return undefined;
    default:
      omissions.question(item, "GIFT has no question of this type.");
      return undefined;
  }
}

const proposal = rich("p", "The proposed solution meets the goal.");

/** Text in a comment's bracket: no line break, no bracket that would end it. */
const bracket = (text: string): string => oneLine(text).replaceAll("]", String.raw`\]`);

function questionText(item: ScoredItem, omissions: Omissions): string[] {
  const lines = answerLines(item, omissions);
  if (!lines) return [];
  if (item.hint !== undefined) omissions.detail(item, "GIFT has no hints.");
  const stem = item.type === "series" ? [...stemBlocks(item), proposal] : stemBlocks(item);
  return [
    [
      `// [id:${bracket(item.id)}] [tag:${bracket(item.objective)}]`,
      `::${escapeGift(oneLine(questionName(item)))}::${html(stem)}{`,
      ...lines,
      "}",
    ].join("\n"),
  ];
}

/** Returns questions in GIFT, for Moodle and other tools, and what it has no form for. */
export function writeGift(quiz: QuizExport): { text: string; omissions: Omission[] } {
  const omissions = new Omissions();
  const questions = exportableItems(quiz, omissions).flatMap((item) => questionText(item, omissions));
  omitSettings(quiz.settings, ["minutes", "attempts", "passPercent"], "in the settings of the quiz", omissions);
  const category = `$CATEGORY: $course$/top/${categoryName(quiz.title)}`;
  return { text: `${[category, ...questions].join("\n\n")}\n`, omissions: omissions.list };
}

/** Returns a title as one level of Moodle's path of categories, in which a slash is doubled. */
export const categoryName = (title: string): string => oneLine(title).replaceAll("/", "//") || "Drydock";
