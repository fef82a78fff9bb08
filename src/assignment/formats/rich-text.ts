/** Formatting that every format can carry; other tags are reduced to these or to their text. */
export type RichTag =
  "p" | "strong" | "em" | "code" | "pre" | "ul" | "ol" | "li" | "table" | "thead" | "tbody" | "tr" | "th" | "td" | "br";

/** A text, or an element without attributes. */
export type RichNode = string | { tag: RichTag; children: RichNode[] };

/** Returns an element. */
export const rich = (tag: RichTag, ...children: RichNode[]): RichNode => ({ tag, children });

const blocks: ReadonlySet<RichTag> = new Set([
  "p",
  "pre",
  "ul",
  "ol",
  "li",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
]);

/** Whether a node takes lines of its own. */
export const isBlock = (node: RichNode): boolean => typeof node !== "string" && blocks.has(node.tag);

/** Returns nodes in which text and inline elements next to blocks are in paragraphs of their own. */
export function asBlocks(nodes: readonly RichNode[]): RichNode[] {
  const found: RichNode[] = [];
  let line: RichNode[] = [];
  const flush = (): void => {
    if (line.some((node) => typeof node !== "string" || node.trim() !== "")) found.push(rich("p", ...line));
    line = [];
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      flush();
      found.push(node);
    } else line.push(node);
  }
  flush();
  return found;
}

/** Whether there is anything to read. */
export const isEmptyRich = (nodes: readonly RichNode[]): boolean =>
  nodes.every((node) => (typeof node === "string" ? node.trim() === "" : isEmptyRich(node.children)));
