import type { ScoredItem } from "../../assessment/item.ts";
import { maximumOf } from "../../assessment/score.ts";
import type { Omissions } from "./export-result.ts";
import { qtiBody, type QtiBody } from "./qti-body.ts";
import { base, value, variable } from "./qti-expressions.ts";
import { picksOf, questionName, stemBlocks } from "./question-text.ts";
import { xhtmlOf } from "./rich-html.ts";
import { isEmptyRich, type RichNode } from "./rich-text.ts";
import { xml, type XmlElement } from "../xml.ts";

const namespace = "http://www.imsglobal.org/xsd/imsqti_v2p2";

/** Feedback: one text for each choice, chosen by the response, and one that is always shown. */
function feedbackOf({ feedback, general }: QtiBody, several: boolean) {
  const shown = feedback.filter(({ nodes }) => !isEmptyRich(nodes));
  const declare = (identifier: string, cardinality: string): XmlElement =>
    xml("outcomeDeclaration", { identifier, cardinality, baseType: "identifier" });
  const modal = (outcomeIdentifier: string, identifier: string, nodes: RichNode[]): XmlElement =>
    xml("modalFeedback", { outcomeIdentifier, showHide: "show", identifier }, ...xhtmlOf(nodes));
  const hasGeneral = !isEmptyRich(general);
  const set = (identifier: string, expression: XmlElement): XmlElement =>
    xml("setOutcomeValue", { identifier }, expression);
  return {
    declarations: [
      ...(shown.length > 0 ? [declare("FEEDBACK", several ? "multiple" : "single")] : []),
      ...(hasGeneral ? [declare("EXPLANATION", "single")] : []),
    ],
    rules: [
      ...(shown.length > 0 ? [set("FEEDBACK", variable("RESPONSE"))] : []),
      ...(hasGeneral ? [set("EXPLANATION", base("identifier", "ALL"))] : []),
    ],
    modals: [
      ...shown.map(({ identifier, nodes }) => modal("FEEDBACK", identifier, nodes)),
      ...(hasGeneral ? [modal("EXPLANATION", "ALL", general)] : []),
    ],
  };
}

/** Returns the question as a QTI 2.2 item, or undefined after recording why it can't be one. */
export function qtiItem(item: ScoredItem, identifier: string, omissions: Omissions): XmlElement | undefined {
  const body = qtiBody(item, omissions);
  if (!body) return undefined;
  if (item.hint !== undefined) omissions.detail(item, "The hint isn't in the file.");
  const several = picksOf(item) !== undefined && maximumOf(item) > 1;
  const feedback = feedbackOf(body, several);
  return xml(
    "assessmentItem",
    { xmlns: namespace, identifier, title: questionName(item), adaptive: false, timeDependent: false },
    ...body.declarations,
    xml(
      "outcomeDeclaration",
      { identifier: "SCORE", cardinality: "single", baseType: "float", normalMaximum: maximumOf(item) },
      xml("defaultValue", {}, value(0)),
    ),
    ...feedback.declarations,
    xml("itemBody", {}, ...xhtmlOf(stemBlocks(item, { exhibit: false })), ...body.content),
    xml("responseProcessing", {}, ...body.rules, ...feedback.rules),
    ...feedback.modals,
  );
}
