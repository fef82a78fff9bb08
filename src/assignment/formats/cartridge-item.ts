import type { ScoredItem } from "../../assessment/item.ts";
import { maximumOf } from "../../assessment/score.ts";
import type { Omissions } from "./export-result.ts";
import { identifiersOf } from "./identifiers.ts";
import { noteBlocks, picksOf, questionName, rationaleBlocks, stemBlocks, type Pick } from "./question-text.ts";
import { htmlOf } from "./rich-html.ts";
import { isEmptyRich, rich, type RichNode } from "./rich-text.ts";
import { xml, type XmlElement } from "../xml.ts";

/** Returns a list of QTI 1.2 metadata fields. */
export const metadata = (fields: Record<string, string>): XmlElement =>
  xml(
    "qtimetadata",
    {},
    ...Object.entries(fields).map(([label, entry]) =>
      xml("qtimetadatafield", {}, xml("fieldlabel", {}, label), xml("fieldentry", {}, entry)),
    ),
  );

const material = (nodes: readonly RichNode[]): XmlElement =>
  xml("material", {}, xml("mattext", { texttype: "text/html" }, htmlOf(nodes)));

const varequal = (ident: string): XmlElement => xml("varequal", { respident: "response", case: "Yes" }, ident);

/** Sets the score when a condition holds. */
const scored = (...condition: XmlElement[]): XmlElement =>
  xml(
    "respcondition",
    { continue: "No" },
    xml("conditionvar", {}, ...condition),
    xml("setvar", { action: "Set", varname: "SCORE" }, "100"),
  );

interface Question {
  profile: "multiple_choice" | "multiple_response" | "true_false";
  stem: RichNode[];
  choices: { ident: string; content: RichNode[]; correct: boolean; feedback: RichNode[] }[];
  general: RichNode[];
}

/** Shows feedback when a condition holds, and continues with the next condition. */
const feedbackCondition = (condition: XmlElement, id: string): XmlElement =>
  xml(
    "respcondition",
    { continue: "Yes" },
    xml("conditionvar", {}, condition),
    xml("displayfeedback", { feedbacktype: "Response", linkrefid: id }),
  );

function itemElement(item: ScoredItem, ident: string, { profile, stem, choices, general }: Question): XmlElement {
  const several = profile === "multiple_response";
  const explained = choices.filter(({ feedback }) => !isEmptyRich(feedback));
  const correct = choices.filter((choice) => choice.correct);
  const feedback = (id: string, nodes: RichNode[]): XmlElement => xml("itemfeedback", { ident: id }, material(nodes));
  const hasGeneral = !isEmptyRich(general);
  return xml(
    "item",
    { ident, title: questionName(item) },
    xml(
      "itemmetadata",
      {},
      metadata({ cc_profile: `cc.${profile}.v0p1`, cc_weighting: String(Math.min(99, maximumOf(item))) }),
    ),
    xml(
      "presentation",
      {},
      material(stem),
      xml(
        "response_lid",
        { ident: "response", rcardinality: several ? "Multiple" : "Single" },
        xml(
          "render_choice",
          {},
          ...choices.map((choice) => xml("response_label", { ident: choice.ident }, material(choice.content))),
        ),
      ),
    ),
    xml(
      "resprocessing",
      {},
      xml("outcomes", {}, xml("decvar", { maxvalue: 100, minvalue: 0, varname: "SCORE", vartype: "Decimal" })),
      ...(hasGeneral ? [feedbackCondition(xml("other"), "general_fb")] : []),
      ...explained.map((choice) => feedbackCondition(varequal(choice.ident), `${choice.ident}_fb`)),
      several
        ? scored(
            xml(
              "and",
              {},
              ...choices.map((choice) =>
                choice.correct ? varequal(choice.ident) : xml("not", {}, varequal(choice.ident)),
              ),
            ),
          )
        : scored(...correct.map((choice) => varequal(choice.ident))),
    ),
    ...(hasGeneral ? [feedback("general_fb", general)] : []),
    ...explained.map((choice) => feedback(`${choice.ident}_fb`, choice.feedback)),
  );
}

function choiceQuestion(
  item: ScoredItem,
  picks: readonly Pick[],
  limit: number,
  omissions: Omissions,
): Question | undefined {
  if (limit === 1 && picks.length < 3) {
    omissions.question(item, "Common Cartridge needs at least three options to choose from.");
    return undefined;
  }
  if (limit > 1) {
    omissions.detail(
      item,
      "Common Cartridge marks the question all or nothing. In Drydock each correct selection earns a point.",
    );
  }
  const idents = identifiersOf(
    "choice_",
    picks.map(({ id }) => id),
  );
  return {
    profile: limit === 1 ? "multiple_choice" : "multiple_response",
    stem: stemBlocks(item),
    choices: picks.map(({ id, content, correct, feedback }) => ({
      ident: idents.get(id) ?? id,
      content,
      correct,
      feedback,
    })),
    general: noteBlocks(item),
  };
}

/** Returns the question as a Common Cartridge item, or undefined after recording why it can't be one. */
export function cartridgeItem(item: ScoredItem, ident: string, omissions: Omissions): XmlElement | undefined {
  if (item.hint !== undefined)
    omissions.detail(item, "The hint isn't in the file, because many systems don't show it.");
  const picked = picksOf(item);
  if (picked) {
    const question = choiceQuestion(item, picked.picks, picked.limit, omissions);
    return question && itemElement(item, ident, question);
  }
  if (item.type === "series") {
    return itemElement(item, ident, {
      profile: "true_false",
      stem: [...stemBlocks(item), rich("p", "The proposed solution meets the goal.")],
      choices: [true, false].map((value) => ({
        ident: value ? "true" : "false",
        content: [value ? "True" : "False"],
        correct: item.answer === value,
        feedback: [],
      })),
      general: [...rationaleBlocks(item), ...noteBlocks(item)],
    });
  }
  const names: Record<string, string> = {
    statements: "questions with several statements",
    "build-list": "questions about an order",
    matching: "matching questions",
    dropdowns: "questions with drop-down lists",
  };
  omissions.question(item, `Common Cartridge has no ${names[item.type] ?? "question of this type"}.`);
  return undefined;
}
