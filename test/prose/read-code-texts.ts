import { lineCounter } from "./line-counter.ts";
import { maskMarkdown, type Passage } from "./passage.ts";
import { childrenOf, parse, textOf, type SyntaxNode } from "./syntax-tree.ts";

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
          area: "tests",
          kind: "title",
          text: maskMarkdown(text),
        });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(file, source).program);
  return passages;
}
