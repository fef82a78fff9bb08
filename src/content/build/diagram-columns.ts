/** Where the columns of a graph lie, and every lane between two of them. */
import type { Cell } from "./diagram-grid.ts";
import { footOffset, reach, type Plan } from "./diagram-plan.ts";
import { makeAxis, pads, raise, range, sum, zeros, type Axis, type Outline } from "./diagram-rooms.ts";
import type { Rows } from "./diagram-rows.ts";

const LANE = 13;
/** Room for an arrow head and a bit of line. */
const STUB = 18;

export interface Columns extends Axis {
  /** Widths kept for verbs before and after the lanes of each gutter. */
  zoneBefore: number[];
  zoneAfter: number[];
  hasLanes(gutter: number): boolean;
  footX(gutter: number, col: number, edge: number): number;
  laneX(gutter: number, edge: number): number;
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

  const widen = (cell: Cell, width: number) => {
    const covered = range(cols).filter((col) => col >= cell.left && col < cell.right);
    const between = covered.slice(1).map((col) => (gutters[col] ?? 0) + (padLeft[col] ?? 0) + (padRight[col - 1] ?? 0));
    const has = sum(covered.map((col) => widths[col] ?? 0)) + sum(between);
    const missing = Math.max(0, width - has) / covered.length;
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
    for (const { edge, from, to } of runs
      .filter((run) => run.gutter === gutter)
      .toSorted((a, b) => a.order - b.order)) {
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
