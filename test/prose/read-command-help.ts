import { lineCounter } from "./line-counter.ts";
import { maskMarkdown, type Kind, type Passage } from "./passage.ts";
import { childrenOf, nameOf, parse, textOf, type SyntaxNode } from "./syntax-tree.ts";

const pair = /^\s*"((?:\\.|[^"\\])*)": ("(?:\\.|[^"\\])*")/;

/** Kind of the text at a key of a file below content/commands; undefined where the value is no prose. */
function kindAt(file: string, key: string): Kind | undefined {
  if (file.endsWith("/az-help.json")) return "label";
  if (key === "summary") return "summary";
  return key === "next" || key.startsWith("az ") ? "text" : undefined;
}

/**
 * Passages of a JSON file below content/commands, which has one key and value per line: summaries, the help of options, what
 * to do instead of a mistake and why a command isn't simulated.
 */
export const readCommandData = (file: string, source: string): Passage[] =>
  source.split("\n").flatMap((text, at): Passage[] => {
    const [, key = "", value] = pair.exec(text) ?? [];
    const kind = kindAt(file, key);
    if (value === undefined || kind === undefined) return [];
    return [{ file, line: at + 1, area: "ui", kind, text: maskMarkdown(JSON.parse(value) as string) }];
  });

const isDefinitions = /^src\/simulator\/cli\/(?:(?!az\/).*\/definitions\.ts$|(?:shell|net|docker\/trust)\/)/;
const isSentence = (text: string): boolean => /^[A-Z].*\S\.$/.test(text);

/** Functions of the definitions that take a command's name and its summary. */
const summaryCalls = /^(?:define|plain|end|loopLeaver)$/;
/** Functions of the definitions that take the help of an option. */
const helpCalls = /^(?:standard|metadata)$/;

/**
 * Passages of a file that defines the commands of a program other than `az`: summaries and the help of options, which are
 * fields, arguments of the functions that build definitions, or the second half of a pair whose first half is the option.
 */
export function readCommandDefinitions(file: string, source: string): Passage[] {
  if (!isDefinitions.test(file)) return [];
  const passages: Passage[] = [];
  const lineOf = lineCounter(source);
  const add = (node: SyntaxNode | undefined, kind: Kind): void => {
    const text = node && textOf(node);
    if (node && text !== undefined && isSentence(text)) {
      passages.push({ file, line: lineOf(node.start), area: "ui", kind, text: maskMarkdown(text) });
    }
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Property") {
      const name = nameOf(node["key"]);
      if (name === "summary") add(node["value"] as SyntaxNode, "summary");
      if (name === "help") add(node["value"] as SyntaxNode, "label");
    }
    if (node.type === "CallExpression") {
      const callee = nameOf(node["callee"]);
      const [first, second] = node["arguments"] as SyntaxNode[];
      if (summaryCalls.test(callee)) add(second, "summary");
      if (helpCalls.test(callee)) add(first, "label");
    }
    if (node.type === "ArrayExpression") {
      const [option, help, ...rest] = node["elements"] as SyntaxNode[];
      if (option && textOf(option)?.startsWith("-") && rest.length === 0) add(help, "label");
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(file, source).program);
  return passages;
}
