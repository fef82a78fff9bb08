import { parseSync } from "vite";
import { lineCounter } from "./line-counter.ts";
import { mask, masked, maskMarkdown, type Area, type Kind, type Passage } from "./passage.ts";

interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";

/** Nodes directly below a node, in the order of its fields. */
const childrenOf = (node: SyntaxNode): SyntaxNode[] =>
  Object.entries(node).flatMap(([field, value]) =>
    field === "parent" ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

const nameOf = (node: unknown): string =>
  isNode(node)
    ? String(node["name"] ?? node["value"] ?? (isNode(node["property"]) ? node["property"]["name"] : ""))
    : "";

/** Text of a string literal or template; what is put into a template is masked. */
function textOf(node: SyntaxNode): string | undefined {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node["quasis"] as { value: { cooked: string | null } }[];
  return quasis.map(({ value }) => value.cooked ?? "").join(masked);
}

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

/** Whether a text looks like words for people rather than a name or a selector: two words with a space between. */
const isProse = (text: string): boolean => /[A-Za-z’']{2,}[,:;]? [a-z“]/.test(text) && !/^[.#[]|[{}<>]=?|=>/.test(text);

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
  visit(parse(file, source).program as unknown as SyntaxNode, undefined, "");
  return passages;
}

const parse = (file: string, source: string) => parseSync(file, source, { lang: file.endsWith("x") ? "tsx" : "ts" });

/** What the simulator says in its own words: explanations of errors and the list of what isn't simulated. */
export function readExplanations(file: string, source: string): Passage[] {
  const passages: Passage[] = [];
  const lineOf = lineCounter(source);
  const read = (node: unknown): void => {
    if (!isNode(node)) return;
    const text = textOf(node);
    if (text !== undefined && isProse(text)) {
      passages.push({ file, line: lineOf(node.start), area: "ui", kind: "text", text: maskMarkdown(text) });
    }
    for (const child of childrenOf(node)) if (node.type !== "CallExpression") read(child);
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === "ObjectExpression") {
      const properties = (node["properties"] as SyntaxNode[]).filter(({ type }) => type === "Property");
      const names = new Set(properties.map((property) => nameOf(property["key"])));
      if (names.has("text") && (names.has("code") || names.has("next") || names.has("fact"))) {
        for (const property of properties) {
          if (/^(text|next)$/.test(nameOf(property["key"]))) read(property["value"]);
        }
        return;
      }
    }
    if (node.type === "CallExpression" && nameOf(node["callee"]) === "entry" && file.endsWith("not-simulated.ts")) {
      for (const argument of node["arguments"] as SyntaxNode[]) read(argument);
      return;
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(file, source).program as unknown as SyntaxNode);
  return passages;
}

/** Comments of a file, each block of line comments in one piece. */
export function readComments(file: string, source: string): Passage[] {
  const lineOf = lineCounter(source);
  const passages: Passage[] = [];
  let lastEnd = -1;
  for (const { type, value, start, end } of parse(file, source).comments) {
    const text = maskMarkdown(type === "Block" ? value.replaceAll(/^\s*\*+/gm, "") : value);
    const previous = passages.at(-1);
    const between = source.slice(lastEnd, start);
    if (type === "Line" && previous && lastEnd >= 0 && /^\n[ \t]*$/.test(between)) previous.text += `\n${text}`;
    else passages.push({ file, line: lineOf(start), area: "code", kind: "comment", text });
    lastEnd = type === "Line" ? end : -1;
  }
  return passages;
}

/** Titles of a test file's tests. */
export function readTestTitles(file: string, source: string): Passage[] {
  const passages: Passage[] = [];
  const lineOf = lineCounter(source);
  const visit = (node: SyntaxNode): void => {
    if (node.type === "CallExpression") {
      const [first] = node["arguments"] as SyntaxNode[];
      const callee = source.slice((node["callee"] as SyntaxNode).start, (node["callee"] as SyntaxNode).end);
      const text = first && textOf(first);
      if (text !== undefined && first && /^(it|test|describe)\b/.test(callee)) {
        passages.push({
          file,
          line: lineOf(first.start),
          area: "tests" as Area,
          kind: "title",
          text: maskMarkdown(text),
        });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(file, source).program as unknown as SyntaxNode);
  return passages;
}
