import { lineCounter } from "./line-counter.ts";
import { maskMarkdown, type Passage } from "./passage.ts";
import { childrenOf, isNode, isProse, nameOf, parse, textOf, type SyntaxNode } from "./syntax-tree.ts";

/** What the simulator says in its own words: explanations of errors and the list of what isn't simulated. */
export function readExplanations(file: string, source: string): Passage[] {
  if (!/\btext:[^]*\b(?:code|next|fact):|\b(?:code|next|fact):[^]*\btext:|\bentry\(/.test(source)) return [];
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
  visit(parse(file, source).program);
  return passages;
}
