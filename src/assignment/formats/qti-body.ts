import type { BuildListItem, DropdownsItem, HotAreaItem, ScoredItem } from "../../assessment/item.ts";
import { maximumOf } from "../../assessment/score.ts";
import type { Omissions } from "./export-result.ts";
import { identifiersOf } from "./identifiers.ts";
import { hottextExhibit } from "./qti-exhibit.ts";
import { base, correct, declaration, mapResponse, setScore, variable, when } from "./qti-expressions.ts";
import { noteBlocks, picksOf, rationaleBlocks, richOf } from "./question-text.ts";
import { xhtmlOf } from "./rich-html.ts";
import { lineOf } from "./rich-plain.ts";
import type { RichNode } from "./rich-text.ts";
import { xml, type XmlElement, type XmlNode } from "../xml.ts";

/** What differs by type: response declarations, the interactions, the rules that set the score, and feedback. */
export interface QtiBody {
  declarations: XmlElement[];
  content: XmlNode[];
  rules: XmlElement[];
  /** Feedback by the identifier of a choice. */
  feedback: { identifier: string; nodes: RichNode[] }[];
  general: RichNode[];
}

function picksBody(item: ScoredItem): QtiBody | undefined {
  const picked = picksOf(item);
  if (!picked) return undefined;
  const { picks, limit } = picked;
  const identifiers = identifiersOf(
    "C_",
    picks.map(({ id }) => id),
  );
  const identifierOf = (id: string): string => identifiers.get(id) ?? id;
  const right = picks.filter((pick) => pick.correct).map(({ id }) => identifierOf(id));
  const interaction =
    item.type === "hot-area"
      ? hotArea(item, identifierOf)
      : xml(
          "choiceInteraction",
          { responseIdentifier: "RESPONSE", shuffle: true, maxChoices: limit },
          ...picks.map(({ id, content }) =>
            xml("simpleChoice", { identifier: identifierOf(id), fixed: false }, ...xhtmlOf(content)),
          ),
        );
  const single = limit === 1;
  return {
    declarations: [
      declaration("RESPONSE", {
        cardinality: single ? "single" : "multiple",
        baseType: "identifier",
        correct: right,
        ...(!single && { points: right }),
      }),
    ],
    content: [interaction],
    rules: single
      ? [when(xml("match", {}, variable("RESPONSE"), correct("RESPONSE")), 1)]
      : [setScore(mapResponse("RESPONSE"))],
    feedback: picks.map(({ id, feedback }) => ({ identifier: identifierOf(id), nodes: feedback })),
    general: noteBlocks(item),
  };
}

const hotArea = (item: HotAreaItem, identifierOf: (id: string) => string): XmlElement =>
  xml(
    "hottextInteraction",
    { responseIdentifier: "RESPONSE", maxChoices: item.choose },
    ...hottextExhibit(item.exhibit, identifierOf),
  );

/** Rows and what is assigned to them; `most` is how many rows a column can have, 0 for any number. */
function matchBody(
  item: ScoredItem,
  rows: readonly { id: string; content: RichNode[]; key: string }[],
  columns: readonly { id: string; content: RichNode[] }[],
  most: number,
): QtiBody {
  const rowIds = identifiersOf(
    "R_",
    rows.map(({ id }) => id),
  );
  const columnIds = identifiersOf(
    "A_",
    columns.map(({ id }) => id),
  );
  const pairs = rows.map(({ id, key }) => `${rowIds.get(id) ?? ""} ${columnIds.get(key) ?? ""}`);
  const associable = (identifier: string, matchMax: number, content: RichNode[]): XmlElement =>
    xml("simpleAssociableChoice", { identifier, matchMax }, ...xhtmlOf(content));
  return {
    declarations: [
      declaration("RESPONSE", { cardinality: "multiple", baseType: "directedPair", correct: pairs, points: pairs }),
    ],
    content: [
      xml(
        "matchInteraction",
        { responseIdentifier: "RESPONSE", shuffle: false, maxAssociations: rows.length },
        xml("simpleMatchSet", {}, ...rows.map(({ id, content }) => associable(rowIds.get(id) ?? "", 1, content))),
        xml(
          "simpleMatchSet",
          {},
          ...columns.map(({ id, content }) => associable(columnIds.get(id) ?? "", most, content)),
        ),
      ),
    ],
    rules: [setScore(mapResponse("RESPONSE"))],
    feedback: [],
    general: [...rationaleBlocks(item), ...noteBlocks(item)],
  };
}

function orderBody(item: BuildListItem, omissions: Omissions): QtiBody {
  omissions.detail(item, "QTI marks the order all or nothing. In Drydock each step in sequence earns a point.");
  const identifiers = identifiersOf(
    "S_",
    item.steps.map(({ id }) => id),
  );
  const identifierOf = (id: string): string => identifiers.get(id) ?? id;
  const key = item.key.map(identifierOf);
  const ordered = (order: readonly string[]): XmlElement =>
    xml("ordered", {}, ...order.map((id) => base("identifier", identifierOf(id))));
  const tests = [
    xml("match", {}, variable("RESPONSE"), correct("RESPONSE")),
    ...item.accept.map((order) => xml("match", {}, variable("RESPONSE"), ordered(order))),
  ];
  const [only] = tests;
  const allSteps = item.steps.length === item.key.length;
  return {
    declarations: [declaration("RESPONSE", { cardinality: "ordered", baseType: "identifier", correct: key })],
    content: [
      xml(
        "orderInteraction",
        {
          responseIdentifier: "RESPONSE",
          shuffle: true,
          minChoices: allSteps ? undefined : item.key.length,
          maxChoices: allSteps ? undefined : item.key.length,
        },
        ...item.steps.map(({ id, html }) =>
          xml("simpleChoice", { identifier: identifierOf(id), fixed: false }, ...xhtmlOf(richOf(html))),
        ),
      ),
    ],
    rules: [when(tests.length === 1 && only ? only : xml("or", {}, ...tests), maximumOf(item))],
    feedback: [],
    general: [...rationaleBlocks(item), ...noteBlocks(item)],
  };
}

function dropdownsBody(item: DropdownsItem, omissions: Omissions): QtiBody | undefined {
  if (item.gaps.some(({ choices }) => choices.filter((choice) => choice.correct).length !== 1)) {
    omissions.question(item, "A QTI drop-down list has one correct choice; a gap of this question has several.");
    return undefined;
  }
  const responses = identifiersOf(
    "RESPONSE_",
    item.gaps.map(({ id }) => id),
  );
  const gaps = item.gaps.map(({ id, choices }, at) => {
    const identifier = responses.get(id) ?? "";
    // A choice's identifier is unique in the whole item.
    const identifiers = identifiersOf(
      `C${at + 1}_`,
      choices.map((choice) => choice.id),
    );
    return {
      id,
      identifier,
      declaration: declaration(identifier, {
        cardinality: "single",
        baseType: "identifier",
        correct: choices.filter((choice) => choice.correct).map((choice) => identifiers.get(choice.id) ?? ""),
      }),
      interaction: xml(
        "inlineChoiceInteraction",
        { responseIdentifier: identifier, shuffle: true },
        ...choices.map((choice) =>
          xml("inlineChoice", { identifier: identifiers.get(choice.id) ?? "" }, lineOf(richOf(choice.html))),
        ),
      ),
    };
  });
  const body = item.parts.flatMap((part): XmlNode[] =>
    "text" in part ? [part.text] : gaps.filter(({ id }) => id === part.gap).map(({ interaction }) => interaction),
  );
  return {
    declarations: gaps.map((gap) => gap.declaration),
    content: [xml("p", {}, ...(item.command ? [xml("code", {}, ...body)] : body))],
    rules: gaps.map(({ identifier }) =>
      xml(
        "responseCondition",
        {},
        xml(
          "responseIf",
          {},
          xml("match", {}, variable(identifier), correct(identifier)),
          setScore(xml("sum", {}, variable("SCORE"), base("float", 1))),
        ),
      ),
    ),
    feedback: [],
    general: [...rationaleBlocks(item), ...noteBlocks(item)],
  };
}

/** Returns what differs by type, or undefined after recording why QTI can't have the question. */
export function qtiBody(item: ScoredItem, omissions: Omissions): QtiBody | undefined {
  switch (item.type) {
    case "single":
    case "choose":
    case "hot-area":
      return picksBody(item);
    case "statements":
      return matchBody(
        item,
        item.statements.map(({ id, html, answer }) => ({ id, content: richOf(html), key: answer ? "yes" : "no" })),
        [
          { id: "yes", content: ["Yes"] },
          { id: "no", content: ["No"] },
        ],
        0,
      );
    case "matching":
      return matchBody(
        item,
        item.targets.map(({ id, html, key }) => ({ id, content: richOf(html), key })),
        item.tokens.map(({ id, html }) => ({ id, content: richOf(html) })),
        item.reuse ? 0 : 1,
      );
    case "build-list":
      return orderBody(item, omissions);
    case "dropdowns":
      return dropdownsBody(item, omissions);
    case "series": {
      const choice = (answer: boolean): XmlElement =>
        xml("simpleChoice", { identifier: answer ? "YES" : "NO", fixed: true }, answer ? "Yes" : "No");
      return {
        declarations: [
          declaration("RESPONSE", {
            cardinality: "single",
            baseType: "identifier",
            correct: [item.answer ? "YES" : "NO"],
          }),
        ],
        content: [
          xml(
            "choiceInteraction",
            { responseIdentifier: "RESPONSE", shuffle: false, maxChoices: 1 },
            xml("prompt", {}, "Does the proposed solution meet the goal?"),
            choice(true),
            choice(false),
          ),
        ],
        rules: [when(xml("match", {}, variable("RESPONSE"), correct("RESPONSE")), 1)],
        feedback: [],
        general: [...rationaleBlocks(item), ...noteBlocks(item)],
      };
    }
    case "command":
      return undefined;
  }
}
