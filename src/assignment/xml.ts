/** A node of an XML document: text, a CDATA section, or an element. */
export type XmlNode = string | { cdata: string } | XmlElement;

/** An element with its attributes in the order in which they are written. */
export interface XmlElement {
  name: string;
  attributes: readonly (readonly [string, string])[];
  children: readonly XmlNode[];
}

type Attributes = Record<string, string | number | boolean | undefined>;

/** Returns an element; attributes that are undefined are left out. */
export const xml = (name: string, attributes: Attributes = {}, ...children: readonly XmlNode[]): XmlElement => ({
  name,
  attributes: Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  ),
  children,
});

/** Characters that XML 1.0 can't hold, section 2.2. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const allowed = (text: string): string => text.replaceAll(forbidden, "\uFFFD");

/** Whether XML can hold every character of a text. */
export const fitsXml = (text: string): boolean => allowed(text) === text;

/** Returns text as it's written between tags of XML or HTML. */
export const escapeXml = (text: string): string =>
  allowed(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Returns text as it's written in an attribute, or between tags, so that its white space is kept. */
export const escapeAttribute = (text: string): string =>
  escapeXml(text)
    .replaceAll('"', "&quot;")
    .replaceAll(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);

function print(node: XmlNode): string {
  if (typeof node === "string") return escapeXml(node);
  if ("cdata" in node) return `<![CDATA[${allowed(node.cdata).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
  const attributes = node.attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join("");
  if (node.children.length === 0) return `<${node.name}${attributes}/>`;
  return `<${node.name}${attributes}>${node.children.map(print).join("")}</${node.name}>`;
}

/** Returns lines of XML, an element with only elements inside in lines of its own. */
function lines(node: XmlElement, indent: string): string[] {
  const elements = node.children.filter((child) => typeof child !== "string" && !("cdata" in child));
  if (elements.length === 0 || elements.length < node.children.length || isMixed(node)) return [indent + print(node)];
  const [open = ""] = print({ ...node, children: [""] }).split(`</${node.name}>`);
  const inner = node.children.flatMap((child) =>
    typeof child === "string" || "cdata" in child ? [] : lines(child, `${indent}  `),
  );
  return [indent + open, ...inner, `${indent}</${node.name}>`];
}

/** Elements whose white space may be shown, so that no line is broken inside. */
const mixed = new Set(["p", "pre", "code", "strong", "em", "li", "td", "th", "simpleChoice", "hottext"]);
const isMixed = ({ name }: XmlElement): boolean => mixed.has(name);

/** Returns an XML document in UTF-8, indented where white space has no meaning. */
export const printXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, "").join("\n")}\n`;
