import type { Exhibit, Html, ScoredItem } from "../../assessment/item.ts";
import { lineOf } from "./rich-plain.ts";
import { readRich } from "./read-rich.ts";
import { asBlocks, isEmptyRich, rich, type RichNode } from "./rich-text.ts";

/** Returns compiled HTML as formatted text. */
export const richOf = (html: Html): RichNode[] => readRich(html).nodes;

const heading = (text: string): RichNode => rich("p", rich("strong", text));

/** Returns an exhibit as blocks. */
export function exhibitBlocks(exhibit: Exhibit): RichNode[] {
  const row = (tag: "th" | "td", cells: readonly Html[]): RichNode =>
    rich("tr", ...cells.map((cell) => rich(tag, ...richOf(cell))));
  const title = exhibit.title === "" ? [] : [heading(exhibit.title)];
  switch (exhibit.kind) {
    case "form":
      return [
        ...title,
        rich("table", rich("tbody", ...exhibit.rows.map(({ label, value }) => row("td", [label, value])))),
      ];
    case "table":
      return [
        ...title,
        rich(
          "table",
          rich("thead", row("th", exhibit.columns)),
          rich(
            "tbody",
            ...exhibit.rows.map(({ label, cells }) => row("td", [label, ...cells.map(({ html }) => html)])),
          ),
        ),
      ];
    case "trace":
      return [...title, rich("ol", ...exhibit.lines.map(({ html }) => rich("li", ...richOf(html))))];
  }
}

/** Returns what comes before the question itself: the case study, or the situation and goal of a series. */
function contextBlocks(item: ScoredItem): RichNode[] {
  const study = item.case
    ? [
        heading(item.case.title),
        ...item.case.tabs.flatMap(({ title, html }) => [heading(title), ...asBlocks(richOf(html))]),
      ]
    : [];
  if (item.type !== "series") return study;
  return [
    ...study,
    ...asBlocks(richOf(item.series.situation)),
    heading("Goal"),
    ...asBlocks(richOf(item.series.goal)),
    heading("Proposed solution"),
  ];
}

/** Returns the question as blocks: context, stem and, when `exhibit` is wanted, the exhibit of a hot area. */
export const stemBlocks = (item: ScoredItem, { exhibit }: { exhibit: boolean } = { exhibit: true }): RichNode[] => [
  ...contextBlocks(item),
  ...asBlocks(richOf(item.stem)),
  ...(exhibit && item.type === "hot-area" ? exhibitBlocks(item.exhibit) : []),
];

/** Returns a short name for lists of questions: the objective and the start of the stem. */
export function questionName(item: ScoredItem): string {
  const line = lineOf(asBlocks(richOf(item.stem)));
  const characters = [...line];
  const start =
    characters.length > 80
      ? `${characters
          .slice(0, 80)
          .join("")
          .replace(/\s+\S*$/, "")}…`
      : line;
  return `${item.objective}: ${start}`;
}

/** An answer that can be picked. */
export interface Pick {
  id: string;
  content: RichNode[];
  correct: boolean;
  feedback: RichNode[];
}

const pick = ({
  id,
  html,
  correct,
  rationale,
}: {
  id: string;
  html: Html;
  correct: boolean;
  rationale: Html;
}): Pick => ({
  id,
  content: richOf(html),
  correct,
  feedback: richOf(rationale),
});

/** Returns the answers of a question in which some of a list are right, and how many may be picked; else undefined. */
export function picksOf(item: ScoredItem): { picks: Pick[]; limit: number } | undefined {
  if (item.type === "single") return { picks: item.options.map(pick), limit: 1 };
  if (item.type === "choose") return { picks: item.options.map(pick), limit: item.choose };
  if (item.type !== "hot-area") return undefined;
  return {
    picks: item.places.map(({ id, name, correct, rationale }) => ({
      id,
      content: [name],
      correct,
      feedback: richOf(rationale),
    })),
    limit: item.choose,
  };
}

const explained = (content: readonly RichNode[], rationale: Html): RichNode[] =>
  isEmptyRich(richOf(rationale)) ? [] : [rich("li", rich("strong", ...content), ": ", ...richOf(rationale))];

/** Returns the rationales of a question's parts, as one list for formats that have no feedback for each part. */
export function rationaleBlocks(item: ScoredItem): RichNode[] {
  const list = (members: RichNode[]): RichNode[] => (members.length === 0 ? [] : [rich("ul", ...members)]);
  switch (item.type) {
    case "single":
    case "choose":
      return list(item.options.flatMap(({ html, rationale }) => explained(richOf(html), rationale)));
    case "statements":
      return list(item.statements.flatMap(({ html, rationale }) => explained(richOf(html), rationale)));
    case "build-list":
      return list(item.steps.flatMap(({ html, rationale }) => explained(richOf(html), rationale)));
    case "matching":
      return list(item.targets.flatMap(({ html, rationale }) => explained(richOf(html), rationale)));
    case "dropdowns":
      return list(
        item.gaps.flatMap(({ choices }) =>
          choices.flatMap(({ html, rationale }) => explained(richOf(html), rationale)),
        ),
      );
    case "hot-area":
      return list(item.places.flatMap(({ name, rationale }) => explained([name], rationale)));
    case "series":
    case "command":
      return asBlocks(richOf(item.rationale));
  }
}

/** Returns what is shown after any answer besides rationales: what the other rule profile says. */
export const noteBlocks = (item: ScoredItem): RichNode[] =>
  item.realityCheck === undefined ? [] : asBlocks(richOf(item.realityCheck));
