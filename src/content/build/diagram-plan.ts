/**
 * What has to fit into a graph before anything has a place: sizes of nodes and verbs, the way of every
 * arrow, and how many arrows meet in each cell.
 */
import { gridOf, type Grid } from "./diagram-grid.ts";
import { routeEdges, type Half, type Route } from "./diagram-route.ts";
import { isIcon, sketchNode, type Measures, type Sketch } from "./diagram-shapes.ts";
import { wrapText, type Block } from "./diagram-text.ts";
import type { GraphDiagram } from "./diagram-types.ts";

/** One arrow where it leaves or enters the side (or foot) of a cell. */
export interface End {
  edge: number;
  half: Half;
  /** Order within the cell, by where the other end lies. */
  key: number;
  /** Room it takes on either side of its line. */
  before: number;
  after: number;
  /** Passes several cells, so its line must not leave their middle. */
  pinned: boolean;
}

export interface Plan {
  diagram: GraphDiagram;
  measures: Measures;
  grid: Grid;
  cols: number;
  rows: number;
  routes: Route[];
  labels: Block[];
  sketches: Map<string, Sketch>;
  /** "gutter,row" → ends; and "gutter,col" → ends. */
  sides: Map<string, End[]>;
  feet: Map<string, End[]>;
  /** At which end of a lane the verb stands. */
  labelAt: ("from" | "to")[];
}

const key = (gutter: number, cell: number) => `${gutter},${cell}`;
function push<T>(map: Map<string, T[]>, at: string, value: T): void {
  map.set(at, [...(map.get(at) ?? []), value]);
}

export function makePlan(diagram: GraphDiagram, narrow: boolean, measures: Measures): Plan {
  const grid = gridOf(diagram, narrow);
  const cells = [...grid.values()];
  const turned = narrow && diagram.narrow === true;
  const flow = (diagram.flow ?? "across") === (turned ? "down" : "across") ? "across" : "down";
  const routes = routeEdges(diagram, grid, flow);
  const plan: Plan = {
    diagram,
    measures,
    grid,
    cols: Math.max(...cells.map((cell) => cell.right)),
    rows: Math.max(...cells.map((cell) => cell.bottom)),
    routes,
    // Between two rows there is more room for words than between two columns.
    labels: diagram.edges.map((edge, index) => {
      const upright = routes[index]?.kind === "down" || routes[index]?.kind === "track";
      return wrapText(edge.verb, measures.sub, upright ? Math.max(measures.verb, measures.node) : measures.verb);
    }),
    sketches: new Map(
      diagram.nodes.map((node) => {
        const { left, right } = grid.get(node.id) ?? { left: 0, right: 1 };
        return [node.id, sketchNode(node, diagram, { ...measures, node: measures.node * (right - left) })];
      }),
    ),
    sides: new Map(),
    feet: new Map(),
    labelAt: [],
  };
  plan.labelAt = chooseLabelEnds(plan);
  collectEnds(plan);
  for (const ends of [...plan.sides.values(), ...plan.feet.values()]) {
    ends.sort((a, b) => a.key - b.key || a.edge - b.edge);
  }
  growSketches(plan);
  return plan;
}

/** A verb is at the end of its lane where fewer arrows meet. */
function chooseLabelEnds(plan: Plan): ("from" | "to")[] {
  const count = new Map<string, number>();
  const add = (gutter: number, row: number, half: Half) => {
    const at = `${key(gutter, row)},${half}`;
    count.set(at, (count.get(at) ?? 0) + 1);
  };
  for (const route of plan.routes) {
    if (route.kind !== "lane") continue;
    add(route.gutter, route.fromRow, route.fromHalf);
    add(route.gutter, route.toRow, route.toHalf);
  }
  return plan.routes.map((route) => {
    if (route.kind !== "lane") return "from";
    const from = count.get(`${key(route.gutter, route.fromRow)},${route.fromHalf}`) ?? 0;
    const to = count.get(`${key(route.gutter, route.toRow)},${route.toHalf}`) ?? 0;
    return to < from ? "to" : "from";
  });
}

function collectEnds(plan: Plan): void {
  const { sides, feet, labels, routes } = plan;
  routes.forEach((route, edge) => {
    const label = labels[edge];
    // A crossed circle reaches higher than a line.
    const high = (label?.height ?? 0) + (plan.diagram.edges[edge]?.refused ? 11 : 6);
    const wide = (label?.width ?? 0) / 2 + 5;
    const side = (gutter: number, row: number, half: Half, order: number, labelled: boolean, pinned = false) =>
      push(sides, key(gutter, row), { edge, half, key: order, before: labelled ? high : 8, after: 6, pinned });
    const foot = (gutter: number, col: number, half: Half, order: number, labelled: boolean, pinned = false) =>
      push(feet, key(gutter, col), {
        edge,
        half,
        key: order,
        before: labelled ? wide : 9,
        after: labelled ? wide : 9,
        pinned,
      });
    switch (route.kind) {
      case "across":
        for (let gutter = route.first; gutter <= route.last; gutter += 1)
          side(gutter, route.row, "both", 0, true, route.last > route.first);
        break;
      case "down":
        for (let gutter = route.first; gutter <= route.last; gutter += 1)
          foot(gutter, route.col, "both", 0, gutter === route.first, route.last > route.first);
        break;
      case "lane": {
        const turn = route.toRow - route.fromRow;
        side(route.gutter, route.fromRow, route.fromHalf, turn, plan.labelAt[edge] === "from");
        side(route.gutter, route.toRow, route.toHalf, -turn, plan.labelAt[edge] === "to");
        break;
      }
      case "track": {
        const turn = route.toCol - route.fromCol;
        foot(route.gutter, route.fromCol, route.fromHalf, turn, false);
        foot(route.gutter, route.toCol, route.toHalf, -turn, false);
        break;
      }
      case "detour":
        foot(route.track, route.fromCol, route.fromHalf, route.lane > route.fromCol ? 0.5 : -0.5, false);
        side(route.lane, route.toRow, route.toHalf, route.track <= route.toRow ? -0.5 : 0.5, false);
        break;
    }
  });
}

/** Distances of the lines of one cell from its middle. */
function spread(ends: readonly End[]): Map<number, number> {
  const offsets = new Map<number, number>();
  if (ends.length === 1 && ends[0]) return offsets.set(ends[0].edge, 0);
  const total = ends.reduce((sum, end) => sum + end.before + end.after, 0);
  let at = -total / 2;
  for (const end of ends) {
    offsets.set(end.edge, at + end.before);
    at += end.before + end.after;
  }
  const pin = ends.find((end) => end.pinned);
  const shift = pin ? (offsets.get(pin.edge) ?? 0) : 0;
  if (shift !== 0) for (const [edge, offset] of offsets) offsets.set(edge, offset - shift);
  return offsets;
}

/**
 * Returns the distance of an arrow from the middle of a row where it leaves or enters a cell sideways, in the units of the measures (CSS
 * pixels at full size); negative is above. `gutter` counts the gaps between columns from 0 at the left edge, and `edge` is the arrow's
 * index in the diagram. 0 for an arrow that doesn't pass there.
 */
export function sideOffset(plan: Plan, gutter: number, row: number, edge: number): number {
  return spread(plan.sides.get(key(gutter, row)) ?? []).get(edge) ?? 0;
}

/**
 * Returns the distance of an arrow from the middle of a column where it leaves or enters a cell at its top or foot; negative is to the
 * left. `gutter` counts the gaps between rows from 0 at the top. See `sideOffset`.
 */
export function footOffset(plan: Plan, gutter: number, col: number, edge: number): number {
  return spread(plan.feet.get(key(gutter, col)) ?? []).get(edge) ?? 0;
}

/** How far the lines of a cell reach from its middle, words included. */
export function reach(ends: readonly End[]): { before: number; after: number } {
  const offsets = spread(ends);
  return {
    before: Math.max(0, ...ends.map((end) => end.before - (offsets.get(end.edge) ?? 0))),
    after: Math.max(0, ...ends.map((end) => end.after + (offsets.get(end.edge) ?? 0))),
  };
}

/** Makes nodes high and wide enough for the arrows that end at them. */
function growSketches(plan: Plan): void {
  const need = (ends: readonly End[], half: Half, offsets: Map<number, number>) =>
    ends.filter((end) => end.half === half || end.half === "both").map((end) => Math.abs(offsets.get(end.edge) ?? 0));
  for (const [id, sketch] of plan.sketches) {
    const cell = plan.grid.get(id);
    if (!cell) continue;
    const across: number[] = [];
    const down: number[] = [];
    for (let row = cell.top; row < cell.bottom; row += 1) {
      for (const [gutter, half] of [
        [cell.right, "before"],
        [cell.left, "after"],
      ] as const) {
        const ends = plan.sides.get(key(gutter, row)) ?? [];
        if (cell.bottom - cell.top === 1) across.push(...need(ends, half, spread(ends)));
      }
    }
    for (let col = cell.left; col < cell.right; col += 1) {
      for (const [gutter, half] of [
        [cell.bottom, "before"],
        [cell.top, "after"],
      ] as const) {
        const ends = plan.feet.get(key(gutter, col)) ?? [];
        if (cell.right - cell.left === 1) down.push(...need(ends, half, spread(ends)));
      }
    }
    const high = Math.max(0, ...across);
    if (high > 0) {
      const anchor = Math.max(sketch.anchor ?? sketch.height / 2, high + 8);
      const foot = sketch.anchor === undefined ? sketch.height / 2 : sketch.height - sketch.anchor;
      const below = Math.max(foot, high + (sketch.node.shape === "dock" ? 20 : 8));
      sketch.height = sketch.anchor === undefined ? 2 * Math.max(anchor, below) : anchor + below;
      if (sketch.anchor !== undefined) sketch.anchor = anchor;
    }
    if (!isIcon(sketch.node.shape)) sketch.width = Math.max(sketch.width, 2 * Math.max(0, ...down) + 20);
  }
}
