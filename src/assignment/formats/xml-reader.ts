import { SaxesParser } from "saxes";

/** An element of a document that was read, its text without that of its children. */
export interface ReadElement {
  name: string;
  attributes: Record<string, string>;
  children: ReadElement[];
  text: string;
  /** Line of its start tag, from 1. */
  line: number;
}

const deepest = 60;
const mostElements = 300_000;

/**
 * Reads a file in XML. Files with a DTD are rejected, so that no entity is ever expanded; so are those that aren't
 * well-formed, that are nested more than 60 levels deep, or that have more than 300,000 elements.
 */
export function readXml(text: string): { ok: true; root: ReadElement } | { ok: false; line: number; message: string } {
  const parser = new SaxesParser();
  const top: ReadElement = { name: "", attributes: {}, children: [], text: "", line: 1 };
  const stack = [top];
  let count = 0;
  let problem: { line: number; message: string } | undefined;
  const reject = (message: string): void => {
    problem ??= { line: parser.line, message };
  };
  const append = (part: string): void => {
    const element = stack.at(-1);
    if (element) element.text += part;
  };
  parser.on("error", () => reject("The file isn't well-formed XML here. Export it again."));
  parser.on("doctype", () => reject("The file has a document type declaration, which isn't allowed. Delete it."));
  parser.on("text", append);
  parser.on("cdata", append);
  parser.on("opentag", ({ name, attributes }) => {
    count += 1;
    const element: ReadElement = { name, attributes, children: [], text: "", line: parser.line };
    if (stack.length > deepest || count > mostElements) reject("The file has too many elements.");
    else if (!problem) stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on("closetag", () => void stack.pop());
  // In parts, so that a rejected file isn't read to its end.
  for (let at = 0; at < text.length && !problem; at += 10_000) parser.write(text.slice(at, at + 10_000));
  if (!problem) parser.close();
  const [root] = top.children;
  if (problem) return { ok: false, ...problem };
  return root ? { ok: true, root } : { ok: false, line: 1, message: "The file has no XML element." };
}

/** Returns the first child of a name. */
export const childOf = (element: ReadElement | undefined, name: string): ReadElement | undefined =>
  element?.children.find((child) => child.name === name);

/** Returns the children of a name. */
export const childrenOf = (element: ReadElement, name: string): ReadElement[] =>
  element.children.filter((child) => child.name === name);
