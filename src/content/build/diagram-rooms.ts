/** What rows and columns share: outlines with their margins, and how sizes become places along one axis. */
import { boundCell, boundDepth, inside, type Cell } from "./diagram-grid.ts";
import type { Plan } from "./diagram-plan.ts";
import type { Half } from "./diagram-route.ts";
import { wrapText, type Block } from "./diagram-text.ts";
import type { DiagramBound } from "./diagram-types.ts";

const MARGIN = 2;
/** Between the title of an outline and a node, without and with an arrow head there. */
const UNDER_TITLE = 10;
const HEAD_UNDER_TITLE = 28;

/** An outline with its cells and its distance from them; `depth` 0 is innermost. */
export interface Outline {
  bound: DiagramBound;
  depth: number;
  cell: Cell;
  title: Block;
  titleAt: "top" | "bottom";
  pad: { left: number; right: number; top: number; bottom: number };
}

/** Rooms along one axis: columns from left to right, or rows from top to bottom. */
export interface Axis {
  start: number[];
  size: number[];
  /** The line that straight arrows follow. */
  middle: number[];
  /** Gutter n lies before column (row) n, without the margins of outlines. */
  gutterStart: number[];
  gutterEnd: number[];
  end: number;
}

export const range = (length: number) => Array.from({ length }, (_, index) => index);
export const zeros = (length: number) => range(length).map(() => 0);
export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export function raise(list: number[], index: number, value: number): void {
  list[index] = Math.max(list[index] ?? 0, value);
}

export function outlinesOf(plan: Plan): Outline[] {
  const { diagram, grid, feet, measures } = plan;
  const bounds = diagram.bounds ?? [];
  const outlines: Outline[] = [];
  const innermostFirst = bounds
    .map((bound) => ({ bound, depth: boundDepth(bound, bounds), cell: boundCell(bound, grid) }))
    .toSorted((a, b) => a.depth - b.depth);
  for (const { bound, depth, cell } of innermostFirst) {
    // The title stands where no arrow comes in, if there is such a place.
    const meets = (gutter: number, half: Half) =>
      range(plan.cols)
        .filter((col) => col >= cell.left && col < cell.right)
        .flatMap((col) => feet.get(`${gutter},${col}`) ?? [])
        .some((end) => end.half === half || end.half === "both");
    const above = meets(cell.top, "after");
    const below = meets(cell.bottom, "before");
    const titleAt = above && !below ? "bottom" : "top";
    const title = wrapText(bound.title, 12, (cell.right - cell.left) * (measures.node + 2 * measures.inset));
    const room = title.height + (above && below ? HEAD_UNDER_TITLE : UNDER_TITLE);
    const inner = (side: keyof Cell) =>
      Math.max(
        0,
        ...outlines
          .filter((other) => inside(other.cell, cell) && other.cell[side] === cell[side])
          .map((other) => other.pad[side]),
      );
    outlines.push({
      bound,
      depth,
      cell,
      title,
      titleAt,
      pad: {
        left: inner("left") + measures.bound,
        right: inner("right") + measures.bound,
        top: inner("top") + (titleAt === "top" ? room : measures.bound),
        bottom: inner("bottom") + (titleAt === "bottom" ? room : measures.bound),
      },
    });
  }
  return outlines;
}

/** Margins that outlines need at one side of each column (row). */
export function pads(count: number, outlines: readonly Outline[], side: keyof Cell): number[] {
  const list = zeros(count);
  const last = side === "right" || side === "bottom" ? 1 : 0;
  for (const { cell, pad } of outlines) raise(list, cell[side] - last, pad[side]);
  return list;
}

export function makeAxis(
  sizes: number[],
  middles: number[],
  gutters: number[],
  before: number[],
  after: number[],
): Axis {
  const axis: Axis = { start: [], size: sizes, middle: [], gutterStart: [], gutterEnd: [], end: 0 };
  let at = MARGIN;
  sizes.forEach((size, index) => {
    axis.gutterStart.push(at);
    at += gutters[index] ?? 0;
    axis.gutterEnd.push(at);
    at += before[index] ?? 0;
    axis.start.push(at);
    axis.middle.push(at + (middles[index] ?? size / 2));
    at += size + (after[index] ?? 0);
  });
  axis.gutterStart.push(at);
  at += gutters[sizes.length] ?? 0;
  axis.gutterEnd.push(at);
  axis.end = at + MARGIN;
  return axis;
}
