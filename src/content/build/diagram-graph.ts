/**
 * Draws a graph. Every arrow has a line of its own in the gutters and every verb has room kept for it,
 * so words meet neither each other nor a node.
 */
import type { Cell } from "./diagram-grid.ts";
import { drawArrow, drawBound, drawTail, type Picture, type Point } from "./diagram-picture.ts";
import { makePlan, type Plan } from "./diagram-plan.ts";
import { layColumns, type Columns } from "./diagram-columns.ts";
import { outlinesOf, type Outline } from "./diagram-rooms.ts";
import { layRows, type Rows } from "./diagram-rows.ts";
import type { Half } from "./diagram-route.ts";
import { coreOf, drawNode, isIcon, nodeTexts, sideInset, topInset, type Measures } from "./diagram-shapes.ts";
import { overlaps, textRect, type PlacedText, type Rect } from "./diagram-text.ts";
import type { DiagramEdge, GraphDiagram } from "./diagram-types.ts";

/** Between a node and the end of an arrow. */
const GAP = 2;

interface Line {
  points: Point[];
  edge: DiagramEdge;
  /** The piece before a verb that is in its line: no head. */
  tail?: boolean;
}

/** Words that may move sideways between two limits if a line is in their way. */
interface Word extends PlacedText {
  slide: [number, number];
}

interface Drawing {
  plan: Plan;
  rows: Rows;
  columns: Columns;
  boxes: Map<string, Rect>;
}

/**
 * Lays out nodes and arrows. `narrow` takes the places of the phone's drawing, which only diagrams with `narrow` have. Returns boxes,
 * lines and texts in the units of `measures`, CSS pixels at full size; the picture may be wider than the page, which the caller checks.
 * Throws an Error with the diagram's problem for an arrow that has no way.
 */
export function layoutGraph(diagram: GraphDiagram, narrow: boolean, measures: Measures): Picture {
  const plan = makePlan(diagram, narrow, measures);
  const outlines = outlinesOf(plan);
  const rows = layRows(plan, outlines);
  const columns = layColumns(plan, rows, outlines);
  const drawing: Drawing = { plan, rows, columns, boxes: placeBoxes(plan, rows, columns) };
  const edges = diagram.edges.map((_, index) => placeEdge(drawing, index));
  const lines = edges.flatMap((edge) => edge.lines);
  const bounds = outlines.map((outline) => placeOutline(drawing, outline));
  const width = columns.end;

  const box = (id: string): Rect => drawing.boxes.get(id) ?? emptyRect;
  const sketches = [...plan.sketches];
  const cores = sketches.map(([id, sketch]) => coreOf(sketch, box(id)));
  const walls = bounds.flatMap(({ rect }) => sidesOf(rect));
  const segments = lines.flatMap(({ points }) => segmentsOf(points));
  for (const { word } of edges) settle(word, [...segments, ...walls], cores, width);
  for (const { word } of bounds) settle(word, segments, cores, width);

  return {
    width,
    height: rows.end,
    shapes: [
      ...bounds.toSorted((a, b) => b.depth - a.depth).map(({ rect }) => drawBound(rect)),
      ...sketches.map(([id, sketch]) => drawNode(sketch, box(id))),
      ...lines.map(({ points, edge, tail }) => {
        const stroke = { dashed: edge.line === "dashed", strong: edge.strong, refused: edge.refused };
        return tail ? drawTail(points, stroke) : drawArrow(points, stroke);
      }),
    ],
    texts: [
      ...sketches.flatMap(([id, sketch]) => nodeTexts(sketch, box(id))),
      ...edges.map(({ word }) => word),
      ...bounds.map(({ word }) => word),
    ],
    lines: lines.map(({ points }) => points),
    boxes: sketches.map(([id, sketch]) => ({ id, box: box(id), core: coreOf(sketch, box(id)) })),
  };
}

const emptyRect: Rect = { x: 0, y: 0, width: 0, height: 0 };

function cellRect(cell: Cell, rows: Rows, columns: Columns): Rect {
  const x = columns.start[cell.left] ?? 0;
  const y = rows.start[cell.top] ?? 0;
  const right = (columns.start[cell.right - 1] ?? 0) + (columns.size[cell.right - 1] ?? 0);
  const bottom = (rows.start[cell.bottom - 1] ?? 0) + (rows.size[cell.bottom - 1] ?? 0);
  return { x, y, width: right - x, height: bottom - y };
}

/** Nodes fill the width of their column and are on the line of their row. */
function placeBoxes({ grid, sketches }: Plan, rows: Rows, columns: Columns): Map<string, Rect> {
  const boxes = new Map<string, Rect>();
  for (const [id, sketch] of sketches) {
    const cell = grid.get(id);
    if (!cell) continue;
    const rect = cellRect(cell, rows, columns);
    if (cell.bottom - cell.top === 1) {
      rect.y = (rows.middle[cell.top] ?? 0) - (sketch.anchor ?? sketch.height / 2);
      rect.height = sketch.height;
    } else if (isIcon(sketch.node.shape)) sketch.anchor = rect.height / 2 - (sketch.height - 36) / 2;
    boxes.set(id, rect);
  }
  return boxes;
}

function sidePoint({ plan, boxes }: Drawing, id: string, half: Half, y: number): Point {
  const box = boxes.get(id) ?? emptyRect;
  const sketch = plan.sketches.get(id);
  const atIcon = Math.abs(y - box.y - (sketch?.anchor ?? box.height / 2)) < 14;
  const inset = sketch && atIcon ? sideInset(sketch, box) : 0;
  return { x: half === "before" ? box.x + box.width - inset + GAP : box.x + inset - GAP, y };
}

function footPoint({ plan, boxes }: Drawing, id: string, half: Half, x: number): Point {
  const box = boxes.get(id) ?? emptyRect;
  if (half === "before") return { x, y: box.y + box.height + GAP };
  const sketch = plan.sketches.get(id);
  return { x, y: box.y - GAP + (sketch ? topInset(sketch, box, x) : 0) };
}

function placeEdge(drawing: Drawing, index: number): { lines: Line[]; word: Word } {
  const { plan, rows, columns } = drawing;
  const edge = plan.diagram.edges[index];
  const route = plan.routes[index];
  const label = plan.labels[index];
  if (!edge || !route || !label) throw new Error(`no arrow ${index}`);
  const className = edge.refused ? "dg-verb dg-verb-no" : edge.strong ? "dg-verb dg-verb-strong" : "dg-verb";
  const say = (x: number, y: number, slide: [number, number] = [x, x]): Word => ({
    block: label,
    x,
    y,
    anchor: "middle",
    className,
    owner: `${edge.from} ${edge.to}`,
    slide,
  });
  const half = label.width / 2;
  const onTop = (y: number) => y - label.height - (edge.refused ? 8 : 3);
  const alongside = (x1: number, x2: number): [number, number] => [Math.min(x1, x2) - half, Math.max(x1, x2) + half];
  switch (route.kind) {
    case "across": {
      const y = rows.sideY(route.first, route.row, index);
      const from = sidePoint(drawing, edge.from, route.forward ? "before" : "after", y);
      const to = sidePoint(drawing, edge.to, route.forward ? "after" : "before", y);
      const start = columns.gutterStart[route.first] ?? 0;
      const end = columns.gutterEnd[route.last] ?? 0;
      const beside = route.first === route.last && columns.hasLanes(route.first);
      const x = beside ? start + (columns.zoneBefore[route.first] ?? 0) / 2 : (from.x + to.x) / 2;
      return { lines: [{ points: [from, to], edge }], word: say(x, onTop(y), [start + half + 4, end - half - 4]) };
    }
    case "down": {
      const x = columns.footX(route.first, route.col, index);
      const from = footPoint(drawing, edge.from, route.forward ? "before" : "after", x);
      const to = footPoint(drawing, edge.to, route.forward ? "after" : "before", x);
      const y = (rows.gutterStart[route.first] ?? 0) + ((rows.straightRoom[route.first] ?? 0) - label.height) / 2;
      const [near, far] = route.forward ? [y - 3, y + label.height + 3] : [y + label.height + 3, y - 3];
      const lines: Line[] = [
        { points: [from, { x, y: near }], edge, tail: true },
        { points: [{ x, y: far }, to], edge },
      ];
      return { lines, word: say(x, y) };
    }
    case "lane": {
      const x = columns.laneX(route.gutter, index);
      const y1 = rows.sideY(route.gutter, route.fromRow, index);
      const y2 = rows.sideY(route.gutter, route.toRow, index);
      const from = sidePoint(drawing, edge.from, route.fromHalf, y1);
      const to = sidePoint(drawing, edge.to, route.toHalf, y2);
      const atFrom = plan.labelAt[index] === "from";
      const before = (atFrom ? route.fromHalf : route.toHalf) === "before";
      const middle = before
        ? (columns.gutterStart[route.gutter] ?? 0) + (columns.zoneBefore[route.gutter] ?? 0) / 2
        : (columns.gutterEnd[route.gutter] ?? 0) - (columns.zoneAfter[route.gutter] ?? 0) / 2;
      const points = [from, { x, y: y1 }, { x, y: y2 }, to];
      return { lines: [{ points, edge }], word: say(middle, onTop(atFrom ? y1 : y2)) };
    }
    case "track": {
      const y = rows.trackY(route.gutter, index);
      const x1 = columns.footX(route.gutter, route.fromCol, index);
      const x2 = columns.footX(route.gutter, route.toCol, index);
      const from = footPoint(drawing, edge.from, route.fromHalf, x1);
      const to = footPoint(drawing, edge.to, route.toHalf, x2);
      const points = [from, { x: x1, y }, { x: x2, y }, to];
      return { lines: [{ points, edge }], word: say((x1 + x2) / 2, onTop(y), alongside(x1, x2)) };
    }
    case "detour": {
      const y = rows.trackY(route.track, index);
      const x1 = columns.footX(route.track, route.fromCol, index);
      const x2 = columns.laneX(route.lane, index);
      const y2 = rows.sideY(route.lane, route.toRow, index);
      const from = footPoint(drawing, edge.from, route.fromHalf, x1);
      const to = sidePoint(drawing, edge.to, route.toHalf, y2);
      const points = [from, { x: x1, y }, { x: x2, y }, { x: x2, y: y2 }, to];
      return { lines: [{ points, edge }], word: say((x1 + x2) / 2, onTop(y), alongside(x1, x2)) };
    }
  }
}

function placeOutline({ rows, columns }: Drawing, { bound, depth, cell, title, titleAt, pad }: Outline) {
  const inner = cellRect(cell, rows, columns);
  const rect: Rect = {
    x: inner.x - pad.left + 2,
    y: inner.y - pad.top + 2,
    width: inner.width + pad.left + pad.right - 4,
    height: inner.height + pad.top + pad.bottom - 4,
  };
  const x = rect.x + 9;
  const word: Word = {
    block: title,
    x,
    y: titleAt === "top" ? rect.y + 4 : rect.y + rect.height - 4 - title.height,
    anchor: "start",
    className: "dg-bound-text",
    owner: `outline ${bound.title}`,
    slide: [x, rect.x + rect.width - 9 - title.width],
  };
  return { rect, depth, word };
}

type Segment = [Point, Point];

const segmentsOf = (points: readonly Point[]): Segment[] =>
  points.flatMap((point, index): Segment[] => {
    const next = points[index + 1];
    return next ? [[point, next]] : [];
  });

function sidesOf({ x, y, width, height }: Rect): Segment[] {
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
    { x, y },
  ];
  return segmentsOf(corners);
}

/** Moves words out of the way of nodes and lines; where a line stays, the ground is painted behind them. */
function settle(word: Word, segments: readonly Segment[], boxes: readonly Rect[], width: number): void {
  const room = word.block.width;
  const least = word.anchor === "middle" ? room / 2 + 1 : 1;
  const most = width - (word.anchor === "middle" ? room / 2 + 1 : room + 1);
  const clamp = (x: number) => Math.max(least, Math.min(most, x));
  const start = clamp(word.x);
  const [low, high] = word.slide;
  const places = [start];
  for (let step = 4; step <= Math.max(start - low, high - start); step += 4) {
    places.push(...[start - step, start + step].filter((x) => x >= low && x <= high && clamp(x) === x));
  }
  const rect = (x: number) => textRect({ ...word, x });
  const clear = places.filter((x) => !boxes.some((box) => overlaps(rect(x), box)));
  const free = clear.find((x) => !segments.some((segment) => cuts(segment, rect(x))));
  word.x = free ?? clear[0] ?? start;
  word.plate = free === undefined;
}

/** Lines are level or upright, so their own rectangle decides. */
function cuts([a, b]: Segment, { x, y, width, height }: Rect): boolean {
  return (
    Math.max(a.x, b.x) > x - 5 &&
    Math.min(a.x, b.x) < x + width + 5 &&
    Math.max(a.y, b.y) > y + 1 &&
    Math.min(a.y, b.y) < y + height - 1
  );
}
