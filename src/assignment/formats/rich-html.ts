import type { RichNode } from "./rich-text.ts";
import { escapeXml, xml, type XmlNode } from "../xml.ts";

/** Returns formatted text as HTML without attributes. `escape` writes the text between tags. */
export const htmlOf = (nodes: readonly RichNode[], escape: (text: string) => string = escapeXml): string =>
  nodes
    .map((node) => {
      if (typeof node === "string") return escape(node);
      return node.tag === "br" ? "<br>" : `<${node.tag}>${htmlOf(node.children, escape)}</${node.tag}>`;
    })
    .join("");

/** Returns formatted text as elements of XHTML. */
export const xhtmlOf = (nodes: readonly RichNode[]): XmlNode[] =>
  nodes.map((node) => (typeof node === "string" ? node : xml(node.tag, {}, ...xhtmlOf(node.children))));
