import type { DropdownsItem, StatementsItem } from "../../assessment/item.ts";
import { richOf, stemBlocks } from "./question-text.ts";
import { htmlOf } from "./rich-html.ts";
import { lineOf } from "./rich-plain.ts";
import { isEmptyRich, type RichNode } from "./rich-text.ts";
import { escapeXml } from "../xml.ts";

/** Text between tags of a Cloze question: a brace could start an answer. */
const clozeText = (text: string): string => escapeXml(text).replaceAll("{", "&#123;").replaceAll("}", "&#125;");

/**
 * HTML inside the braces. Moodle decodes its character references once before it reads it as HTML, and ends an answer at
 * `~`, `#` and `}` unless they are references.
 */
const inBraces = (html: string): string =>
  html
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[~#{}=%\\"]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/\s+/g, " ");

interface Alternative {
  text: string;
  correct: boolean;
  feedback: RichNode[];
}

const dropdown = (alternatives: readonly Alternative[]): string =>
  `{1:MULTICHOICE:${alternatives
    .map(
      ({ text, correct, feedback }) =>
        (correct ? "=" : "") +
        inBraces(escapeXml(text)) +
        (isEmptyRich(feedback) ? "" : `#${inBraces(htmlOf(feedback))}`),
    )
    .join("~")}}`;

/** Returns the text of a Cloze question in which each statement has a drop-down list with Yes and No. */
export function statementsCloze(item: StatementsItem): string {
  const rows = item.statements.map(({ html, answer, rationale }) => {
    const feedback = richOf(rationale);
    const list = dropdown([
      { text: "Yes", correct: answer, feedback },
      { text: "No", correct: !answer, feedback },
    ]);
    return `<p>${htmlOf(richOf(html), clozeText)} ${list}</p>`;
  });
  return htmlOf(stemBlocks(item), clozeText) + rows.join("");
}

/** Returns the text of a Cloze question with the drop-down lists in their places. */
export function dropdownsCloze(item: DropdownsItem): string {
  const gaps = new Map(
    item.gaps.map(({ id, choices }) => [
      id,
      dropdown(
        choices.map(({ html, correct, rationale }) => ({
          text: lineOf(richOf(html)),
          correct,
          feedback: richOf(rationale),
        })),
      ),
    ]),
  );
  const body = item.parts
    .map((part) => ("text" in part ? clozeText(part.text).replaceAll("\n", "<br>") : (gaps.get(part.gap) ?? "")))
    .join("");
  return `${htmlOf(stemBlocks(item), clozeText)}<p>${item.command ? `<code>${body}</code>` : body}</p>`;
}
