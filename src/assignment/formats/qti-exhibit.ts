import type { Exhibit, Html } from "../../assessment/item.ts";
import { richOf } from "./question-text.ts";
import { xhtmlOf } from "./rich-html.ts";
import { xml, type XmlElement, type XmlNode } from "../xml.ts";

/** Returns an exhibit as XHTML in which every place that can be selected is a hot text. */
export function hottextExhibit(exhibit: Exhibit, identifierOf: (place: string) => string): XmlElement[] {
  const content = (html: Html, place: string | undefined): XmlNode[] => {
    const nodes = xhtmlOf(richOf(html));
    return place === undefined ? nodes : [xml("hottext", { identifier: identifierOf(place) }, ...nodes)];
  };
  const cell = (html: Html, place?: string): XmlElement => xml("td", {}, ...content(html, place));
  const title = exhibit.title === "" ? [] : [xml("p", {}, xml("strong", {}, exhibit.title))];
  switch (exhibit.kind) {
    case "form":
      return [
        ...title,
        xml(
          "table",
          {},
          xml(
            "tbody",
            {},
            ...exhibit.rows.map(({ label, value, place }) => xml("tr", {}, cell(label), cell(value, place))),
          ),
        ),
      ];
    case "table":
      return [
        ...title,
        xml(
          "table",
          {},
          xml(
            "thead",
            {},
            xml("tr", {}, ...exhibit.columns.map((column) => xml("th", {}, ...content(column, undefined)))),
          ),
          xml(
            "tbody",
            {},
            ...exhibit.rows.map(({ label, cells }) =>
              xml("tr", {}, cell(label), ...cells.map(({ html, place }) => cell(html, place))),
            ),
          ),
        ),
      ];
    case "trace":
      return [
        ...title,
        xml("ol", {}, ...exhibit.lines.map(({ html, place }) => xml("li", {}, ...content(html, place)))),
      ];
  }
}
