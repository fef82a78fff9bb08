import { parseSync } from "vite";
import { masked } from "./passage.ts";

/** A node of a syntax tree (ESTree), as far as the readers look into it. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Whether a field of a node is a node itself. */
export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";

/** Nodes directly below a node, in the order of its fields. */
export const childrenOf = (node: SyntaxNode): SyntaxNode[] =>
  Object.entries(node).flatMap(([field, value]) =>
    field === "parent" ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

/** Name of an identifier, an attribute or the last part of a member. */
export const nameOf = (node: unknown): string =>
  isNode(node)
    ? String(node["name"] ?? node["value"] ?? (isNode(node["property"]) ? node["property"]["name"] : ""))
    : "";

/** Text of a string literal or template; what is put into a template is masked. */
export function textOf(node: SyntaxNode): string | undefined {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node["quasis"] as { value: { cooked: string | null } }[];
  return quasis.map(({ value }) => value.cooked ?? "").join(masked);
}

/** Whether a text looks like words for people rather than a name or a selector: two words with a space between. */
export const isProse = (text: string): boolean =>
  /[A-Za-z’']{2,}[,:;]? [a-z“]/.test(text) && !/^[.#[]|[{}<>]=?|=>/.test(text);

interface Comment {
  type: "Line" | "Block";
  value: string;
  start: number;
  end: number;
}

/** A parsed file. The tree is built when it is first asked for, which costs far more than the comments. */
interface Parsed {
  program: SyntaxNode;
  comments: Comment[];
}

let last: { file: string; source: string; result: Parsed } | undefined;

/** Parses a file; the readers of one file share the result. */
export function parse(file: string, source: string): Parsed {
  if (last?.file !== file || last.source !== source) {
    const result = parseSync(file, source, { lang: file.endsWith("x") ? "tsx" : "ts" });
    last = { file, source, result: result as unknown as Parsed };
  }
  return last.result;
}
