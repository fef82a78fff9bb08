import { rich, type RichNode } from "./rich-text.ts";

const tagOf = (node: RichNode): string => (typeof node === "string" ? "" : node.tag);
const isBlank = (node: RichNode): boolean => typeof node === "string" && node.trim() === "";

/**
 * Returns the content of a table as every format takes it: what isn't a row, such as a caption, before the table, bare rows in a
 * body, and a lone head as the body, since a table has to have one.
 */
export function tableOf(children: readonly RichNode[]): RichNode[] {
  const parts = children.filter((node) => ["thead", "tbody"].includes(tagOf(node)));
  const rows = children.filter((node) => tagOf(node) === "tr");
  const above = children.filter((node) => !parts.includes(node) && !rows.includes(node) && !isBlank(node));
  const bodies = rows.length > 0 ? [...parts, rich("tbody", ...rows)] : parts;
  const isHeadAlone = bodies.every((node) => tagOf(node) === "thead");
  const content = isHeadAlone
    ? bodies.map((node) => rich("tbody", ...(typeof node === "string" ? [] : node.children)))
    : bodies;
  return content.length === 0 ? above : [...above, rich("table", ...content)];
}
