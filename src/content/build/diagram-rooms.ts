/** Turns a plan into places: where rows and columns lie, and every track and lane between them. */
import { boundCell, boundDepth, inside, type Cell } from "./diagram-grid.ts";
import { footOffset, reach, sideOffset, type Plan } from "./diagram-plan.ts";
import type { Half, Route } from "./diagram-route.ts";
import { wrapText, type Block } from "./diagram-text.ts";
import type { DiagramBound } from "./diagram-types.ts";

const MARGIN = 2;
const LANE = 13;
/** Room for an arrow head and a bit of line, beside and above words. */
const STUB = 18;
const DROP = 21;
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

export interface Rows extends Axis {
  /** Height kept for straight arrows and their verbs at the top of each gutter. */
  straightRoom: number[];
  sideY(gutter: number, row: number, edge: number): number;
  trackY(gutter: number, edge: number): number;
}

export interface Columns extends Axis {
  /** Widths kept for verbs before and after the lanes of each gutter. */
  zoneBefore: number[];
  zoneAfter: number[];
  hasLanes(gutter: number): boolean;
  footX(gutter: number, col: number, edge: number): number;
  laneX(gutter: number, edge: number): number;
}

const range = (length: number) => Array.from({ length }, (_, index) => index);
const zeros = (length: number) => range(length).map(() => 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
function raise(list: number[], index: number, value: number): void {
  list[index] = Math.max(list[index] ?? 0, value);
}

export function outlinesOf(plan: Plan): Outline[] {
  const { diagram, grid, feet, measures } = plan;
  const bounds = diagram.bounds ?? [];
  const outlines: Outline[] = [];
  const innermostFirst = bounds
    .map((bound) => ({ bound, depth: boundDepth(bound, bounds), cell: boundCell(bound, grid) }))
    .sort((a, b) => a.depth - b.depth);
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
      Math.max(0, ...outlines.filter((other) => inside(other.cell, cell) && other.cell[side] === cell[side]).map((other) => other.pad[side]));
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
function pads(count: number, outlines: readonly Outline[], side: keyof Cell): number[] {
  const list = zeros(count);
  const last = side === "right" || side === "bottom" ? 1 : 0;
  for (const { cell, pad } of outlines) raise(list, cell[side] - last, pad[side]);
  return list;
}

function makeAxis(sizes: number[], middles: number[], gutters: number[], before: number[], after: number[]): Axis {
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

export function layRows(plan: Plan, outlines: readonly Outline[]): Rows {
  const { grid, rows, routes, labels, sketches, measures } = plan;
  const padTop = pads(rows, outlines, "top");
  const padBottom = pads(rows, outlines, "bottom");
  const above = zeros(rows);
  const below = zeros(rows);
  for (const [id, sketch] of sketches) {
    const cell = grid.get(id);
    if (!cell || cell.bottom - cell.top > 1) continue;
    const anchor = sketch.anchor ?? sketch.height / 2;
    raise(above, cell.top, anchor);
    raise(below, cell.top, sketch.height - anchor);
  }
  for (const [at, ends] of plan.sides) {
    const row = Number(at.split(",")[1]);
    const { before, after } = reach(ends);
    raise(above, row, before + 2);
    raise(below, row, after + 2);
  }

  const straightRoom = zeros(rows + 1);
  const tracks = range(rows + 1).map((): number[] => []);
  routes.forEach((route, edge) => {
    if (route.kind === "down") {
      for (let gutter = route.first; gutter <= route.last; gutter += 1) raise(straightRoom, gutter, 2 * DROP);
      raise(straightRoom, route.first, (labels[edge]?.height ?? 0) + 2 * DROP);
    } else if (route.kind === "track") {
      tracks[route.gutter]?.push(edge);
      // Keep words away from an arrow head that points up.
      if (route.toHalf === "before") raise(straightRoom, route.gutter, DROP);
    } else if (route.kind === "detour") tracks[route.track]?.push(edge);
  });
  for (const list of tracks) list.sort((a, b) => trackOrder(routes[a]) - trackOrder(routes[b]) || a - b);
  const trackRoom = (edge: number) => (labels[edge]?.height ?? 0) + (plan.diagram.edges[edge]?.refused ? 13 : 8);
  const gutters = range(rows + 1).map((gutter) => {
    const list = tracks[gutter] ?? [];
    const straight = straightRoom[gutter] ?? 0;
    const turning = list.length === 0 ? 0 : sum(list.map(trackRoom)) + STUB + (straight === 0 ? 6 : 0);
    return Math.max(gutter === 0 || gutter === rows ? 0 : measures.free, straight + turning);
  });
  // A node over several rows may need more than they give.
  for (const [id, sketch] of sketches) {
    const cell = grid.get(id);
    if (!cell || cell.bottom - cell.top === 1) continue;
    const covered = range(rows).filter((row) => row >= cell.top && row < cell.bottom);
    const between = covered.slice(1).map((row) => (gutters[row] ?? 0) + (padTop[row] ?? 0) + (padBottom[row - 1] ?? 0));
    const has = sum(covered.map((row) => (above[row] ?? 0) + (below[row] ?? 0))) + sum(between);
    const missing = Math.max(0, sketch.height - has) / covered.length / 2;
    for (const row of covered) {
      above[row] = (above[row] ?? 0) + missing;
      below[row] = (below[row] ?? 0) + missing;
    }
  }
  const sizes = range(rows).map((row) => (above[row] ?? 0) + (below[row] ?? 0));
  const axis = makeAxis(sizes, above, gutters, padTop, padBottom);
  return {
    ...axis,
    straightRoom,
    sideY: (gutter, row, edge) => (axis.middle[row] ?? 0) + sideOffset(plan, gutter, row, edge),
    trackY(gutter, edge) {
      const list = tracks[gutter] ?? [];
      const upTo = list.slice(0, list.indexOf(edge) + 1);
      return (axis.gutterStart[gutter] ?? 0) + (straightRoom[gutter] || 6) + sum(upTo.map(trackRoom)) - 2;
    },
  };
}

/** Tracks of one gutter from top to bottom, so that arrows side by side do not cross. */
function trackOrder(route: Route | undefined): number {
  if (route?.kind !== "track") return 5000;
  if (route.fromHalf === route.toHalf) return 10000;
  const [upper, lower] = route.fromHalf === "before" ? [route.fromCol, route.toCol] : [route.toCol, route.fromCol];
  const turn = lower - upper;
  return turn > 0 ? -(upper * 100 + turn) : upper * 100 + turn;
}

export function layColumns(plan: Plan, rows: Rows, outlines: readonly Outline[]): Columns {
  const { grid, cols, routes, labels, sketches, measures } = plan;
  const padLeft = pads(cols, outlines, "left");
  const padRight = pads(cols, outlines, "right");
  const { laneOf, laneCount } = shareLanes(plan, rows);
  const widths = zeros(cols);
  for (const [id, sketch] of sketches) {
    const cell = grid.get(id);
    if (cell && cell.right - cell.left === 1) raise(widths, cell.left, sketch.width);
  }
  for (const [at, ends] of plan.feet) {
    const { before, after } = reach(ends);
    raise(widths, Number(at.split(",")[1]), 2 * Math.max(before, after));
  }

  const zoneBefore = zeros(cols + 1);
  const zoneAfter = zeros(cols + 1);
  const straightWidth = zeros(cols + 1);
  routes.forEach((route, edge) => {
    const wide = labels[edge]?.width ?? 0;
    if (route.kind === "across") {
      const passed = route.last - route.first + 1;
      const share = Math.max(2 * STUB, (wide + 18) / passed);
      for (let gutter = route.first; gutter <= route.last; gutter += 1) raise(straightWidth, gutter, share);
      if (passed === 1 && laneCount[route.first]) raise(zoneBefore, route.first, wide + 12);
    } else if (route.kind === "lane") {
      const half = plan.labelAt[edge] === "from" ? route.fromHalf : route.toHalf;
      raise(zoneBefore, route.gutter, STUB);
      raise(zoneAfter, route.gutter, STUB);
      raise(half === "before" ? zoneBefore : zoneAfter, route.gutter, wide + 12);
    } else if (route.kind === "detour") {
      raise(zoneBefore, route.lane, STUB);
      raise(zoneAfter, route.lane, STUB);
    }
  });
  // Beyond the outer columns there are no nodes, so nothing is kept for words there.
  if (laneCount[0]) zoneBefore[0] = 4;
  if (laneCount[cols]) zoneAfter[cols] = 4;
  const lanesWidth = (gutter: number) => Math.max(0, (laneCount[gutter] ?? 0) - 1) * LANE;
  const gutters = range(cols + 1).map((gutter) => {
    const outer = gutter === 0 || gutter === cols;
    const zones = (zoneBefore[gutter] ?? 0) + lanesWidth(gutter) + (zoneAfter[gutter] ?? 0);
    return Math.max(outer ? 0 : measures.free, straightWidth[gutter] ?? 0, zones);
  });

  const widen = (cell: Cell, wanted: number) => {
    const covered = range(cols).filter((col) => col >= cell.left && col < cell.right);
    const between = covered.slice(1).map((col) => (gutters[col] ?? 0) + (padLeft[col] ?? 0) + (padRight[col - 1] ?? 0));
    const has = sum(covered.map((col) => widths[col] ?? 0)) + sum(between);
    const missing = Math.max(0, wanted - has) / covered.length;
    for (const col of covered) widths[col] = (widths[col] ?? 0) + missing;
  };
  for (const [id, sketch] of sketches) {
    const cell = grid.get(id);
    if (cell) widen(cell, sketch.width);
  }
  for (const { cell, title } of outlines) widen(cell, title.width + 4);

  const axis = makeAxis(widths, [], gutters, padLeft, padRight);
  return {
    ...axis,
    zoneBefore,
    zoneAfter,
    hasLanes: (gutter) => (laneCount[gutter] ?? 0) > 0,
    footX: (gutter, col, edge) => (axis.middle[col] ?? 0) + footOffset(plan, gutter, col, edge),
    laneX(gutter, edge) {
      const from = (axis.gutterStart[gutter] ?? 0) + (zoneBefore[gutter] ?? 0);
      const to = (axis.gutterEnd[gutter] ?? 0) - (zoneAfter[gutter] ?? 0);
      return from + (to - from - lanesWidth(gutter)) / 2 + (laneOf.get(edge) ?? 0) * LANE;
    },
  };
}

/** Lanes between columns: arrows that run side by side at the same height get two lanes. */
function shareLanes(plan: Plan, rows: Rows): { laneOf: Map<number, number>; laneCount: number[] } {
  const runs = plan.routes.flatMap((route, edge) => {
    if (route.kind === "lane") {
      const from = rows.sideY(route.gutter, route.fromRow, edge);
      const to = rows.sideY(route.gutter, route.toRow, edge);
      const [left, right] = route.fromHalf === "before" ? [from, to] : [to, from];
      const order = route.fromHalf === route.toHalf ? 10000 + Math.abs(from - to) : right > left ? -left : left;
      return [{ edge, gutter: route.gutter, from, to, order }];
    }
    if (route.kind !== "detour") return [];
    const from = rows.trackY(route.track, edge);
    return [{ edge, gutter: route.lane, from, to: rows.sideY(route.lane, route.toRow, edge), order: 5000 }];
  });
  const laneOf = new Map<number, number>();
  const laneCount = range(plan.cols + 1).map((gutter) => {
    const lanes: [number, number][][] = [];
    for (const { edge, from, to } of runs.filter((run) => run.gutter === gutter).sort((a, b) => a.order - b.order)) {
      const low = Math.min(from, to) - 6;
      const high = Math.max(from, to) + 6;
      let lane = lanes.findIndex((taken) => taken.every(([start, end]) => high <= start || end <= low));
      if (lane < 0) lane = lanes.push([]) - 1;
      lanes[lane]?.push([low, high]);
      laneOf.set(edge, lane);
    }
    return lanes.length;
  });
  return { laneOf, laneCount };
}
