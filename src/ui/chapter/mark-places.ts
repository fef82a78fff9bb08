import type { TextMark } from "../../progress/rows.ts";
import { findAnchor } from "./text-anchor.ts";
import { offsetsToRange } from "../shared/text-range.ts";

/** Where a mark is in the text on screen. */
export interface MarkPlace {
  range: Range;
  /** Whether the passage was reworded since it was marked. */
  changed: boolean;
}

const isHeading = (element: Element) => /^H[23]$/.test(element.tagName);

/** Returns the id of the heading that a block of the body is under; undefined above the first one. */
export function headingAbove(body: Element, block: Element): string | undefined {
  let heading: string | undefined;
  for (const child of body.children) {
    if (isHeading(child)) heading = child.id;
    if (child.contains(block)) break;
  }
  return heading;
}

/** Returns the blocks under a heading, the heading included; every block of the body when there is no such heading. */
function blocksUnder(body: Element, heading: string | undefined): Element[] {
  const blocks = [...body.children];
  const first = blocks.findIndex((block) => isHeading(block) && block.id === heading);
  if (first < 0) return blocks;
  const next = blocks.findIndex((block, at) => at > first && isHeading(block));
  return blocks.slice(first, next < 0 ? undefined : next);
}

/** Finds a mark in the body of its section: as it was anywhere, reworded under its own heading. Null when its text is gone. */
export function placeMark(body: Element, mark: TextMark): MarkPlace | null {
  const made = document.getElementById(mark.block);
  const own = made && body.contains(made) ? made : undefined;
  const placeIn = (blocks: Element[]): MarkPlace | null => {
    const roots = own && !blocks.includes(own) ? [own, ...blocks] : blocks;
    const found = findAnchor(
      roots.map((root) => root.textContent),
      mark,
      own && roots.indexOf(own),
    );
    const root = found && roots[found.block];
    const range = root && offsetsToRange(root, found.start, found.end);
    return range ? { range, changed: found.changed } : null;
  };
  const near = placeIn(blocksUnder(body, mark.heading));
  if (near && !near.changed) return near;
  const anywhere = placeIn([...body.children]);
  return anywhere && !anywhere.changed ? anywhere : near;
}
