/** What each shape of a graph looks like and how much room it needs. */
import type { Bar, DiagramNode, GraphDiagram, Shape } from "./diagram-types.ts";
import { num, wrapText, type Block, type PlacedText, type Rect } from "./diagram-text.ts";

/** Sizes of one drawing, in units that are CSS pixels when nothing shrinks it. */
export interface Measures {
  title: number;
  sub: number;
  /** Where titles and subtitles wrap. */
  node: number;
  /** Where verbs wrap. */
  verb: number;
  /** Length of the longest bar. */
  bar: number;
  /** Least room between two columns or rows with nothing in between. */
  free: number;
  /** Between an outline and what it holds. */
  bound: number;
  /** Between the side of a box and its words. */
  inset: number;
}

/** A node before it has a place: its words, its least size, the height at which arrows meet it. */
export interface Sketch {
  node: DiagramNode;
  title: Block;
  sub: Block | undefined;
  bars: { bar: Bar; length: number; label: Block | undefined }[];
  width: number;
  height: number;
  /** From the top to the line of side arrows; undefined: the middle. */
  anchor: number | undefined;
}

const ICON = 36;
const ICON_GAP = 5;
const STEP = 8;
/** How far an arrow reaches into the open top of a dock. */
const TIP = 8;
const RIM = 5;
const SHEET = 5;

/** Room between outline and words, above and below. */
const frames: Record<Shape, { top: number; bottom: number }> = {
  box: { top: 9, bottom: 9 },
  store: { top: 18, bottom: 14 },
  person: { top: 0, bottom: 2 },
  dock: { top: 0, bottom: 20 },
  key: { top: 0, bottom: 2 },
  bars: { top: 4, bottom: 6 },
  cluster: { top: 9 + SHEET, bottom: 9 },
  door: { top: 0, bottom: 2 },
  clock: { top: 0, bottom: 2 },
};

function insetOf(shape: Shape, inset: number): number {
  if (isIcon(shape)) return 4;
  if (shape === "bars") return 6;
  return shape === "dock" || shape === "cluster" ? inset + 2 : inset;
}

export const isIcon = (shape: Shape): boolean => ["person", "key", "door", "clock"].includes(shape);

/** Length of a bar, by the logarithm of its size among all sizes of the picture. */
export function barLength(size: number, all: readonly number[], longest: number): number {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (low === high) return longest * 0.75;
  const shortest = Math.min(14, longest);
  return shortest + ((longest - shortest) * Math.log(size / low)) / Math.log(high / low);
}

const barRow = (label: Block | undefined) => (label ? Math.max(16, label.height + 2) : 11);
const rimAt = (sketch: Sketch) => sketch.title.height + 5;

export function sketchNode(node: DiagramNode, diagram: GraphDiagram, measures: Measures): Sketch {
  const sizes = diagram.nodes.flatMap((barNode) => (barNode.bars ?? []).map((bar) => bar.size));
  const title = wrapText(node.title, measures.title, measures.node);
  const sub = node.sub ? wrapText(node.sub, measures.sub, measures.node) : undefined;
  const bars = (node.bars ?? []).map((bar) => ({
    bar,
    length: barLength(bar.size, sizes, measures.bar),
    label: bar.label ? wrapText(bar.label, 12, measures.node) : undefined,
  }));
  const frame = frames[node.shape];
  const words = Math.max(title.width, sub?.width ?? 0, barsWidth(bars));
  const height = title.height + (sub ? sub.height + 1 : 0) + (bars.length > 0 ? 6 + barsHeight(bars) : 0);
  const sketch: Sketch = { node, title, sub, bars, width: 0, height: 0, anchor: undefined };
  sketch.width = Math.max(words + 2 * insetOf(node.shape, measures.inset), isIcon(node.shape) ? ICON + 8 : 64);
  sketch.height = frame.top + height + frame.bottom;
  if (isIcon(node.shape)) {
    sketch.height += ICON + ICON_GAP;
    sketch.anchor = ICON / 2;
  } else if (node.shape === "dock") {
    sketch.height = Math.max(sketch.height + 14, rimAt(sketch) + 52);
    sketch.anchor = (rimAt(sketch) + sketch.height) / 2;
  }
  return sketch;
}

type Bars = Sketch["bars"];
const barsHeight = (bars: Bars) => bars.reduce((sum, { label }) => sum + barRow(label), 0);
function barsWidth(bars: Bars): number {
  if (bars.length === 0) return 0;
  return labelWidth(bars) + Math.max(...bars.map((bar) => bar.length));
}
/** Names of layers stand before their bars. */
function labelWidth(bars: Bars): number {
  const label = Math.max(0, ...bars.map((bar) => bar.label?.width ?? 0));
  return label > 0 ? label + 8 : 0;
}

/** What is painted of a node, its words apart. */
export function coreOf(sketch: Sketch, box: Rect): Rect {
  if (sketch.node.shape === "dock") {
    // Arrows may end in the open top.
    const top = rimAt(sketch) + TIP + 2;
    return { ...box, y: box.y + top, height: box.height - top };
  }
  if (!isIcon(sketch.node.shape)) return box;
  const y = box.y + (sketch.anchor ?? 0) - ICON / 2;
  return { x: box.x + (box.width - ICON) / 2, y, width: ICON, height: ICON };
}

/** Where side arrows meet the drawing: the icon, not the words under it. */
export function sideInset(sketch: Sketch, box: Rect): number {
  return isIcon(sketch.node.shape) ? Math.max(0, box.width / 2 - ICON / 2 - 4) : 0;
}

/** Where the words and the bars of a node stand, once its box is known. */
function arrange(sketch: Sketch, box: Rect) {
  const { node, title, sub, bars } = sketch;
  const frame = frames[node.shape];
  const middle = box.x + (box.width - (node.shape === "cluster" ? SHEET : 0)) / 2;
  const texts: PlacedText[] = [];
  const put = (block: Block, y: number, className: string, x = middle, anchor: "start" | "middle" = "middle") =>
    texts.push({ block, x, y, anchor, className, owner: node.id });

  const below = (sub ? sub.height + 1 : 0) + (bars.length > 0 ? 6 + barsHeight(bars) : 0);
  let y = box.y + frame.top + (box.height - frame.top - frame.bottom - title.height - below) / 2;
  if (isIcon(node.shape)) y = box.y + (sketch.anchor ?? 0) + ICON / 2 + ICON_GAP;
  if (node.shape === "dock") y = box.y;
  put(title, y, "dg-text");
  y += title.height;
  if (node.shape === "dock") y = box.y + rimAt(sketch) + Math.max(2, (box.height - rimAt(sketch) - 16 - below) / 2);
  if (sub) {
    put(sub, y + 1, "dg-sub");
    y += sub.height + 1;
  }
  const barsTop = y + 6;
  const left = middle - barsWidth(bars) / 2;
  y = barsTop;
  for (const { label } of bars) {
    const row = barRow(label);
    if (label) put(label, y + (row - label.height) / 2, "dg-sub", left, "start");
    y += row;
  }
  return { texts, barsTop, barsLeft: left + labelWidth(bars) };
}

/** Words of a node, once its box is known. */
export const nodeTexts = (sketch: Sketch, box: Rect): PlacedText[] => arrange(sketch, box).texts;

/** Where an arrow from above ends: beside its title a dock is open. */
export function topInset(sketch: Sketch, box: Rect, x: number): number {
  const beside = Math.abs(x - box.x - box.width / 2) > sketch.title.width / 2 + 12;
  return sketch.node.shape === "dock" && beside ? rimAt(sketch) + TIP : 0;
}

const path = (className: string, d: string) => `<path class="${className}" d="${d}"/>`;

/** Outline, icon and bars of a node. */
export function drawNode(sketch: Sketch, box: Rect): string {
  return outline(sketch, box) + drawBars(sketch, box);
}

function outline(sketch: Sketch, { x, y, width, height }: Rect): string {
  const [l, t, r, b] = [num(x), num(y), num(x + width), num(y + height)];
  const middle = x + width / 2;
  switch (sketch.node.shape) {
    case "box":
      return `<rect class="dg-box" x="${l}" y="${t}" width="${num(width)}" height="${num(height)}" rx="5"/>`;
    case "bars":
      return "";
    case "store": {
      const [rim, foot] = [num(y + RIM), num(y + height - RIM)];
      const arc = `A${num(width / 2)} ${RIM} 0 0`;
      return (
        path("dg-box", `M${l} ${rim}${arc} 1 ${r} ${rim}V${foot}${arc} 1 ${l} ${foot}Z`) +
        path("dg-edge", `M${l} ${rim}${arc} 0 ${r} ${rim}`)
      );
    }
    case "dock": {
      const rim = num(y + rimAt(sketch));
      const step = num(y + height - 11);
      return path("dg-box", `M${l} ${rim}V${step}H${num(x + STEP)}V${b}H${num(x + width - STEP)}V${step}H${r}V${rim}`);
    }
    case "cluster": {
      const front = width - SHEET;
      const sheet = num(y + SHEET);
      return (
        path(
          "dg-edge",
          `M${num(x + SHEET)} ${sheet}V${num(y + 5)}a5 5 0 0 1 5 -5H${num(x + width - 5)}a5 5 0 0 1 5 5V${num(y + height - SHEET - 5)}a5 5 0 0 1 -5 5`,
        ) + `<rect class="dg-box" x="${l}" y="${sheet}" width="${num(front)}" height="${num(height - SHEET)}" rx="5"/>`
      );
    }
    default:
      return icon(sketch.node.shape, middle - ICON / 2, y + (sketch.anchor ?? 0) - ICON / 2);
  }
}

const icons: Partial<Record<Shape, string>> = {
  person: '<circle cx="18" cy="10" r="6.5"/><path d="M5.5 34v-3.5a9 9 0 0 1 9-9h7a9 9 0 0 1 9 9V34z"/>',
  key: '<circle cx="11" cy="18" r="7.5"/><circle cx="11" cy="18" r="1.5"/><path d="M18.5 18H34v6M28 18v5"/>',
  door: '<path d="M8 34V3h20v31M3 34h30"/><circle cx="23" cy="19" r="1.2"/>',
  clock: '<circle cx="18" cy="18" r="15.5"/><path d="M18 8v10l7 5"/>',
};

function icon(shape: Shape, x: number, y: number): string {
  return `<g class="dg-icon" transform="translate(${num(x)} ${num(y)})">${icons[shape] ?? ""}</g>`;
}

function drawBars(sketch: Sketch, box: Rect): string {
  const { barsTop, barsLeft } = arrange(sketch, box);
  let y = barsTop;
  let out = "";
  for (const { bar, length, label } of sketch.bars) {
    const row = barRow(label);
    const thick = label ? 9 : 7;
    const draw = (className: string, width: number) =>
      `<rect class="${className}" x="${num(barsLeft)}" y="${num(y + (row - thick) / 2)}" width="${num(width)}" height="${thick}" rx="1"/>`;
    const state = bar.state ?? "present";
    out += draw(state === "present" ? "dg-bar" : "dg-bar dg-hollow", length);
    if (state === "copying") out += draw("dg-bar dg-half", length / 2);
    y += row;
  }
  return out;
}
