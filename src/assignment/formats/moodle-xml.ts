import type { ScoredItem } from "../../assessment/item.ts";
import { maximumOf } from "../../assessment/score.ts";
import { exportableItems, Omissions, omitSettings, type Omission, type QuizExport } from "./export-result.ts";
import { categoryName } from "./gift.ts";
import { dropdownsCloze, statementsCloze } from "./moodle-cloze.ts";
import { fractionOf, wrongPickReason } from "./moodle-fraction.ts";
import { noteBlocks, picksOf, questionName, rationaleBlocks, richOf, stemBlocks, type Pick } from "./question-text.ts";
import { htmlOf } from "./rich-html.ts";
import { lineOf } from "./rich-plain.ts";
import { rich, type RichNode } from "./rich-text.ts";
import { printXml, xml, type XmlElement, type XmlNode } from "../xml.ts";

const text = (value: string): XmlElement => xml("text", {}, value);
const htmlText = (name: string, html: string, attributes: Record<string, string> = {}): XmlElement =>
  xml(name, { ...attributes, format: "html" }, xml("text", {}, ...(html === "" ? [] : [{ cdata: html }])));
const richText = (name: string, nodes: readonly RichNode[], attributes: Record<string, string> = {}): XmlElement =>
  htmlText(name, htmlOf(nodes), attributes);

/** Moodle's longest idnumber, in characters. */
const longestIdNumber = 100;

/** The body of a question: its type in Moodle, the HTML of its text, general feedback, and what only this type has. */
interface Body {
  type: string;
  questionHtml: string;
  general: RichNode[];
  children: XmlNode[];
}

/** Feedback by how right the whole answer was. Ordering questions fail to import without the three elements. */
const combinedFeedback = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].map((name) =>
  htmlText(name, ""),
);

function choiceBody(item: ScoredItem, picks: readonly Pick[], limit: number, fraction: string): Body {
  const several = limit > 1;
  return {
    type: "multichoice",
    questionHtml: htmlOf(stemBlocks(item)),
    general: noteBlocks(item),
    children: [
      xml("single", {}, String(!several)),
      xml("shuffleanswers", {}, "true"),
      xml("answernumbering", {}, "abc"),
      ...combinedFeedback,
      ...picks.map(({ content, correct, feedback }) =>
        xml(
          "answer",
          { fraction: correct ? fraction : several ? `-${fraction}` : "0", format: "html" },
          xml("text", {}, { cdata: htmlOf(content) }),
          richText("feedback", feedback),
        ),
      ),
    ],
  };
}

/** Returns what differs by type, or undefined after recording why Moodle can't have the question. */
function bodyOf(item: ScoredItem, omissions: Omissions): Body | undefined {
  const picked = picksOf(item);
  if (picked) {
    const fraction = fractionOf(picked.limit);
    if (fraction === undefined) {
      omissions.question(item, `Moodle has no exact share for one of ${picked.limit} correct answers.`);
      return undefined;
    }
    if (picked.limit > 1) omissions.detail(item, wrongPickReason);
    return choiceBody(item, picked.picks, picked.limit, fraction);
  }
  const questionHtml = htmlOf(stemBlocks(item));
  const general = [...rationaleBlocks(item), ...noteBlocks(item)];
  switch (item.type) {
    case "series": {
      const answer = (value: boolean): XmlElement =>
        xml(
          "answer",
          { fraction: item.answer === value ? "100" : "0", format: "moodle_auto_format" },
          text(String(value)),
          htmlText("feedback", ""),
        );
      const proposal = htmlOf([rich("p", "The proposed solution meets the goal.")]);
      return { type: "truefalse", questionHtml: questionHtml + proposal, general, children: [true, false].map(answer) };
    }
    case "statements":
      return { type: "cloze", questionHtml: statementsCloze(item), general: noteBlocks(item), children: [] };
    case "dropdowns":
      return { type: "cloze", questionHtml: dropdownsCloze(item), general: noteBlocks(item), children: [] };
    case "matching": {
      const texts = new Map(item.tokens.map(({ id, html }) => [id, lineOf(richOf(html))]));
      const used = new Set(item.targets.map(({ key }) => key));
      if (!item.reuse) omissions.detail(item, "Each answer can be chosen for several rows; here it's used only once.");
      const pair = (left: RichNode[], key: string): XmlElement =>
        richTextWith("subquestion", left, xml("answer", {}, text(texts.get(key) ?? "")));
      return {
        type: "matching",
        questionHtml,
        general,
        children: [
          xml("shuffleanswers", {}, "true"),
          ...combinedFeedback,
          xml("shownumcorrect"),
          ...item.targets.map(({ html, key }) => pair(richOf(html), key)),
          ...item.tokens.filter(({ id }) => !used.has(id)).map(({ id }) => pair([], id)),
        ],
      };
    }
    case "build-list": {
      if (item.steps.length > item.key.length) {
        omissions.question(item, "Moodle's ordering questions have no steps that stay unused.");
        return undefined;
      }
      if (item.accept.length > 0) {
        omissions.question(item, "Moodle's ordering questions have one right order; this question accepts several.");
        return undefined;
      }
      const steps = new Map(item.steps.map((step) => [step.id, step.html]));
      return {
        type: "ordering",
        questionHtml,
        general,
        children: [
          xml("layouttype", {}, "VERTICAL"),
          xml("selecttype", {}, "ALL"),
          xml("selectcount", {}, "0"),
          // As in Drydock: the longest part of the answer that is in the right order.
          xml("gradingtype", {}, "LONGEST_ORDERED_SUBSET"),
          xml("showgrading", {}, "SHOW"),
          xml("numberingstyle", {}, "none"),
          ...combinedFeedback,
          xml("shownumcorrect", {}, "1"),
          ...item.key.map((id, at) =>
            richText("answer", richOf(steps.get(id) ?? ""), { fraction: `${at + 1}.0000000` }),
          ),
        ],
      };
    }
    default:
      omissions.question(item, "Moodle has no question of this type.");
      return undefined;
  }
}

const richTextWith = (name: string, nodes: readonly RichNode[], ...rest: XmlNode[]): XmlElement => {
  const element = richText(name, nodes);
  return { ...element, children: [...element.children, ...rest] };
};

function questionElement(item: ScoredItem, omissions: Omissions): XmlElement[] {
  const body = bodyOf(item, omissions);
  if (!body) return [];
  const idNumber = `${item.id}@${item.version}`;
  if (idNumber.length > longestIdNumber) omissions.detail(item, "The id is too long for Moodle's ID number.");
  return [
    xml(
      "question",
      { type: body.type },
      xml("name", {}, text(questionName(item))),
      htmlText("questiontext", body.questionHtml),
      richText("generalfeedback", body.general),
      // Moodle adds up the marks of a Cloze question from its parts.
      ...(body.type === "cloze" ? [] : [xml("defaultgrade", {}, String(maximumOf(item)))]),
      xml("penalty", {}, "0.3333333"),
      xml("hidden", {}, "0"),
      ...(idNumber.length > longestIdNumber ? [] : [xml("idnumber", {}, idNumber)]),
      ...body.children,
      ...(item.hint === undefined ? [] : [richText("hint", richOf(item.hint))]),
      xml("tags", {}, xml("tag", {}, text(item.objective))),
    ),
  ];
}

/** Returns questions in Moodle XML, in a category named after the quiz, and what Moodle has no form for. */
export function writeMoodleXml(quiz: QuizExport): { text: string; omissions: Omission[] } {
  const omissions = new Omissions();
  const questions = exportableItems(quiz, omissions).flatMap((item) => questionElement(item, omissions));
  omitSettings(quiz.settings, ["minutes", "attempts", "passPercent"], "in the settings of the quiz", omissions);
  const category = xml(
    "question",
    { type: "category" },
    xml("category", {}, text(`$course$/top/${categoryName(quiz.title)}`)),
  );
  return { text: printXml(xml("quiz", {}, category, ...questions)), omissions: omissions.list };
}
