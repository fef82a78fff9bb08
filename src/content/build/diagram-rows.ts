/** Where the rows of a graph lie, and every track between two of them. */
import { reach, sideOffset, type Plan } from "./diagram-plan.ts";
import { makeAxis, pads, raise, range, sum, zeros, type Axis, type Outline } from "./diagram-rooms.ts";
import type { Route } from "./diagram-route.ts";

/** Room for an arrow head and a bit of line above and below words. */
const DROP = 21;
/** Room for an arrow head under a track. */
const STUB = 18;

export interface Rows extends Axis {
  /** Height kept for straight arrows and their verbs at the top of each gutter. */
  straightRoom: number[];
  sideY(gutter: number, row: number, edge: number): number;
  trackY(gutter: number, edge: number): number;
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
