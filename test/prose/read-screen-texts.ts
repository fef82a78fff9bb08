import { lineCounter } from "./line-counter.ts";
import { mask, masked, maskMarkdown, type Kind, type Passage } from "./passage.ts";
import { childrenOf, isNode, isProse, nameOf, parse, textOf, type SyntaxNode } from "./syntax-tree.ts";

const readAttributes = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "title",
  "placeholder",
  "alt",
  "label",
]);
const codeAttributes = new Set([
  "className",
  "style",
  "d",
  "viewBox",
  "href",
  "to",
  "id",
  "type",
  "key",
  "role",
  "rel",
]);
const codeCalls =
  /^(querySelector(All)?|closest|matches|matchMedia|getElementById|setAttribute|addEventListener|join|split|Error\.name)$/;
const readFields = new Set([
  "title",
  "label",
  "text",
  "message",
  "lead",
  "heading",
  "name",
  "hint",
  "what",
  "instead",
  "next",
  "summary",
]);
const inlineTags = new Set(["a", "Link", "strong", "em", "b", "i", "span", "abbr", "time", "kbd", "code", "var", "br"]);
const headingTags = /^h[1-6]$|^(button|summary|legend|th|caption)$/;

const tagOf = (element: SyntaxNode): string => nameOf((element["openingElement"] as SyntaxNode | undefined)?.["name"]);

/** Passages of a file: the texts its screens show, in the syntax tree of the file. */
export function readScreenTexts(file: string, source: string): Passage[] {
  const passages: Passage[] = [];
  const lineOf = lineCounter(source);
  const joined = new Set<SyntaxNode>();
  const add = (at: number, kind: Kind, text: string) => {
    if (/[A-Za-z]{2}/.test(text)) passages.push({ file, line: lineOf(at), area: "ui", kind, text: maskMarkdown(text) });
  };

  /** Text of an element's children in one piece, so that a sentence with a link in it is read whole. */
  const flow = (children: SyntaxNode[]): string =>
    children
      .map((child) => {
        if (child.type === "JSXText") {
          joined.add(child);
          return String(child["value"]);
        }
        if (child.type === "JSXExpressionContainer") {
          const expression = child["expression"] as SyntaxNode;
          const text = textOf(expression);
          if (text?.trim() === "") return text;
          return masked;
        }
        if (child.type === "JSXElement" && inlineTags.has(tagOf(child))) {
          const inner = flow(child["children"] as SyntaxNode[]);
          return /^(code|kbd|var)$/.test(tagOf(child)) ? mask(inner, /[\s\S]+/g) : inner;
        }
        return masked;
      })
      .join("");

  const visit = (node: SyntaxNode, kind: Kind | undefined, tag: string): void => {
    if (
      node.type === "ImportDeclaration" ||
      (node.type.startsWith("TS") && !/^TS(As|Satisfies|NonNull)/.test(node.type))
    )
      return;
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      const children = node["children"] as SyntaxNode[];
      const own = node.type === "JSXElement" ? tagOf(node) : tag;
      const first = children.find((child) => child.type === "JSXText" && /\S/.test(String(child["value"])));
      if (first && !joined.has(first)) {
        const text = flow(children);
        add(children[0]?.start ?? node.start, headingTags.test(own) ? "heading" : "text", text);
      }
      const opening = node["openingElement"];
      if (isNode(opening)) visit(opening, undefined, own);
      for (const child of children) visit(child, headingTags.test(own) ? "heading" : "text", own);
      return;
    }
    if (node.type === "JSXAttribute") {
      const name = nameOf(node["name"]);
      const value = node["value"];
      if (isNode(value) && !codeAttributes.has(name)) visit(value, readAttributes.has(name) ? "label" : undefined, tag);
      return;
    }
    if (node.type === "CallExpression" || node.type === "NewExpression") {
      const callee = node["callee"];
      if (isNode(callee)) visit(callee, undefined, tag);
      if (codeCalls.test(nameOf(callee))) return;
      for (const argument of node["arguments"] as SyntaxNode[]) visit(argument, undefined, tag);
      return;
    }
    if (node.type === "Property") {
      const value = node["value"];
      if (isNode(value)) visit(value, readFields.has(nameOf(node["key"])) ? "label" : undefined, tag);
      return;
    }
    if (node.type === "BinaryExpression" && /^[!=]=/.test(String(node["operator"]))) return;
    if (node.type === "ConditionalExpression" || node.type === "LogicalExpression") {
      const test = node.type === "ConditionalExpression" ? node["test"] : node["left"];
      for (const child of childrenOf(node))
        visit(child, child === test && node.type === "ConditionalExpression" ? undefined : kind, tag);
      return;
    }
    const text = textOf(node);
    if (text !== undefined) {
      // A bare lower-case word may be an id; a capital makes it a label.
      if (isProse(text) || (kind && /^[A-Z][a-z]/.test(text))) add(node.start, kind ?? "text", text);
      if (node.type === "TemplateLiteral") for (const child of childrenOf(node)) visit(child, kind, tag);
      return;
    }
    const passes =
      node.type === "JSXExpressionContainer" ||
      node.type === "ParenthesizedExpression" ||
      node.type === "ArrayExpression" ||
      node.type.startsWith("TS");
    for (const child of childrenOf(node)) visit(child, passes ? kind : undefined, tag);
  };
  visit(parse(file, source).program, undefined, "");
  return passages;
}
