/**
 * Which way an arrow runs. Nodes are in cells; the gutters between columns and rows are free, and
 * an arrow that cannot run straight turns in a gutter. Gutter n lies before column (or row) n.
 */
import type { DiagramEdge, GraphDiagram } from "./diagram-types.ts";
import type { Cell, Grid } from "./diagram-grid.ts";

/** On which side of a gutter the node lies that an arrow leaves or enters; "both": straight through. */
export type Half = "before" | "after" | "both";

export type Route =
  /** Straight along a row, through gutters `first` to `last`. */
  | { kind: "across"; row: number; first: number; last: number; forward: boolean }
  /** Straight along a column. */
  | { kind: "down"; col: number; first: number; last: number; forward: boolean }
  /** Out of a side, along the gutter between two columns, into a side. */
  | { kind: "lane"; gutter: number; fromRow: number; toRow: number; fromHalf: Half; toHalf: Half }
  /** Out of the foot or head, along the gutter between two rows, into a head or foot. */
  | { kind: "track"; gutter: number; fromCol: number; toCol: number; fromHalf: Half; toHalf: Half }
  /** Along a gutter between rows, then along one between columns, into a side. */
  | {
      kind: "detour";
      track: number;
      fromCol: number;
      fromHalf: Half;
      lane: number;
      toRow: number;
      toHalf: Half;
    };

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
const middle = (from: number, to: number) => Math.floor((from + to - 1) / 2);

export function routeEdges(diagram: GraphDiagram, grid: Grid, flow: "across" | "down"): Route[] {
  return diagram.edges.map((edge) => {
    const route = candidates(edge, grid, flow).next().value;
    if (!route) {
      throw new Error(`${diagram.id}: no way from ${edge.from} to ${edge.to}; move one of them to another cell`);
    }
    return route;
  });
}

/** Ways that run over no node, the plainest first. */
function* candidates(edge: DiagramEdge, grid: Grid, flow: "across" | "down"): Generator<Route, undefined> {
  const a = grid.get(edge.from);
  const b = grid.get(edge.to);
  if (!a || !b) return;
  yield* straight(a, b, grid);
  if (flow === "across") {
    yield* lanes(a, b, grid);
    yield* tracks(a, b, grid);
  } else {
    yield* tracks(a, b, grid);
    yield* lanes(a, b, grid);
  }
  yield* detours(a, b, grid);
}

const cells = (grid: Grid) => [...grid.values()];

function* straight(a: Cell, b: Cell, grid: Grid): Generator<Route> {
  const forward = a.right <= b.left;
  if (forward || b.right <= a.left) {
    const [first, last] = forward ? [a.right, b.left] : [b.right, a.left];
    for (const row of shared(a.top, a.bottom, b.top, b.bottom)) {
      const free = cells(grid).every((c) => row < c.top || row >= c.bottom || c.right <= first || c.left >= last);
      if (free) yield { kind: "across", row, first, last, forward };
    }
  }
  const downward = a.bottom <= b.top;
  if (downward || b.bottom <= a.top) {
    const [first, last] = downward ? [a.bottom, b.top] : [b.bottom, a.top];
    for (const col of shared(a.left, a.right, b.left, b.right)) {
      const free = cells(grid).every((c) => col < c.left || col >= c.right || c.bottom <= first || c.top >= last);
      if (free) yield { kind: "down", col, first, last, forward: downward };
    }
  }
}

/** Numbers in both ranges, the middle first. */
function shared(from: number, to: number, otherFrom: number, otherTo: number): number[] {
  const low = Math.max(from, otherFrom);
  const high = Math.min(to, otherTo);
  const best = middle(low, high);
  const all = Array.from({ length: Math.max(0, high - low) }, (_, index) => low + index);
  return all.toSorted((first, two) => Math.abs(first - best) - Math.abs(two - best));
}

const nearRow = (cell: Cell, other: Cell) => clamp(middle(other.top, other.bottom), cell.top, cell.bottom - 1);
const nearCol = (cell: Cell, other: Cell) => clamp(middle(other.left, other.right), cell.left, cell.right - 1);

/** Whether no node lies over the gutter before column `gutter`, from row `from` to row `to`. */
function laneFree(grid: Grid, gutter: number, from: number, to: number): boolean {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return cells(grid).every((c) => c.left >= gutter || c.right <= gutter || c.bottom <= low || c.top > high);
}
function trackFree(grid: Grid, gutter: number, from: number, to: number): boolean {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return cells(grid).every((c) => c.top >= gutter || c.bottom <= gutter || c.right <= low || c.left > high);
}

function* lanes(a: Cell, b: Cell, grid: Grid): Generator<Route> {
  const fromRow = nearRow(a, b);
  const toRow = nearRow(b, a);
  const way = (gutter: number, fromHalf: Half, toHalf: Half): Route[] =>
    laneFree(grid, gutter, fromRow, toRow) ? [{ kind: "lane", gutter, fromRow, toRow, fromHalf, toHalf }] : [];
  if (a.right === b.left) yield* way(a.right, "before", "after");
  if (b.right === a.left) yield* way(a.left, "after", "before");
  // Around something between them in the same column, on the emptier side.
  const right = a.right === b.right ? way(a.right, "before", "before") : [];
  const left = a.left === b.left ? way(a.left, "after", "after") : [];
  const beside = (side: (cell: Cell) => boolean) =>
    cells(grid).filter(
      (cell) => side(cell) && cell.top <= Math.max(fromRow, toRow) && cell.bottom > Math.min(fromRow, toRow),
    ).length;
  const fuller = beside((cell) => cell.left >= a.right) > beside((cell) => cell.right <= a.left);
  yield* fuller ? [...left, ...right] : [...right, ...left];
}

function* tracks(a: Cell, b: Cell, grid: Grid): Generator<Route> {
  const fromCol = nearCol(a, b);
  const toCol = nearCol(b, a);
  const way = (gutter: number, fromHalf: Half, toHalf: Half): Route[] =>
    trackFree(grid, gutter, fromCol, toCol) ? [{ kind: "track", gutter, fromCol, toCol, fromHalf, toHalf }] : [];
  if (a.bottom === b.top) yield* way(a.bottom, "before", "after");
  if (b.bottom === a.top) yield* way(a.top, "after", "before");
  if (a.bottom === b.bottom) yield* way(a.bottom, "before", "before");
  if (a.top === b.top) yield* way(a.top, "after", "after");
}

function* detours(a: Cell, b: Cell, grid: Grid): Generator<Route> {
  const fromCol = nearCol(a, b);
  const toRow = nearRow(b, a);
  const ends: [number, Half][] = [
    [a.bottom, "before"],
    [a.top, "after"],
  ];
  const sides: [number, Half][] = [
    [b.left, "after"],
    [b.right, "before"],
  ];
  if (b.top < a.top) ends.reverse();
  if (b.left < a.left) sides.reverse();
  for (const [track, fromHalf] of ends) {
    for (const [lane, toHalf] of sides) {
      // The lane starts in a gutter between rows, so it passes the rows from there to the target's.
      const firstRow = toRow >= track ? track : track - 1;
      const lastCol = lane > fromCol ? lane - 1 : lane;
      if (laneFree(grid, lane, firstRow, toRow) && trackFree(grid, track, fromCol, lastCol)) {
        yield { kind: "detour", track, fromCol, fromHalf, lane, toRow, toHalf };
      }
    }
  }
}
