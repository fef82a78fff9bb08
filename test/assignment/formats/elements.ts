import { readXml, type ReadElement } from "../../../src/assignment/formats/xml-reader.ts";

/** Returns the root element of a document that has to be well-formed. */
export function rootOf(text: string | undefined): ReadElement {
  const read = readXml(text ?? "");
  if (!read.ok) throw new Error(`Line ${read.line}: ${read.message}`);
  return read.root;
}

/** Returns an element and all below it, in the document's order. */
export const everyElement = (root: ReadElement): ReadElement[] => [root, ...root.children.flatMap(everyElement)];

/** Returns the elements of a name anywhere below a root. */
export const named = (root: ReadElement, name: string): ReadElement[] =>
  everyElement(root).filter((element) => element.name === name);

/** Returns the values of an attribute of all elements of a name. */
export const attributesOf = (root: ReadElement, name: string, attribute: string): (string | undefined)[] =>
  named(root, name).map(({ attributes }) => attributes[attribute]);
