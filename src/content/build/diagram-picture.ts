/** A finished drawing in numbers, and its SVG. Colors and strokes come from `ui/shared/diagram.css`. */
import { drawText, escapeText, num, type PlacedText, type Rect } from "./diagram-text.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Picture {
  width: number;
  height: number;
  /** Back to front. */
  shapes: string[];
  texts: PlacedText[];
  /** Corners of every arrow, before they are rounded. */
  lines: Point[][];
  /** `core` is what is painted: the icon of a person, where `box` holds icon and words. */
  boxes: { id: string; box: Rect; core: Rect }[];
}

export interface Stroke {
  dashed?: boolean | undefined;
  strong?: boolean | undefined;
  refused?: boolean | undefined;
}

const HEAD = 9;
const CORNER = 5;

const strokeClass = (name: string, { dashed, strong, refused }: Stroke): string =>
  [name, dashed && "dg-dash", refused ? "dg-refused" : strong && "dg-strong"].filter(Boolean).join(" ");

/** A line with an arrow head, or a crossed circle if it stands for a no. */
export function drawArrow(points: Point[], stroke: Stroke): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return "";
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const step = { x: (end.x - before.x) / length, y: (end.y - before.y) / length };
  const back = (distance: number, aside = 0): Point => ({
    x: end.x - step.x * distance - step.y * aside,
    y: end.y - step.y * distance + step.x * aside,
  });
  const stop = stroke.refused ? back(Math.min(length - 3, 17)) : back(HEAD - 2);
  const line = `<path class="${strokeClass("dg-line", stroke)}" d="${roundedPath([...points.slice(0, -1), stop])}"/>`;
  if (stroke.refused) {
    const centre = back(Math.min(length - 3, 17) - 6.5);
    const slash = 6.5 * Math.SQRT1_2;
    const circle = `<circle class="dg-no" cx="${num(centre.x)}" cy="${num(centre.y)}" r="6.5"/>`;
    const [from, to] = [
      { x: centre.x - slash, y: centre.y - slash },
      { x: centre.x + slash, y: centre.y + slash },
    ];
    return `${line}${circle}<path class="dg-no" d="M${at(from)}L${at(to)}"/>`;
  }
  return `${line}<path class="${strokeClass("dg-head", { strong: stroke.strong })}" d="M${at(end)}L${at(back(HEAD, 4))}L${at(back(HEAD, -4))}Z"/>`;
}

/** The first part of a line that is interrupted by its verb. */
export const drawTail = (points: Point[], stroke: Stroke): string =>
  `<path class="${strokeClass("dg-line", stroke)}" d="${roundedPath(points)}"/>`;

const at = ({ x, y }: Point) => `${num(x)} ${num(y)}`;

function roundedPath(points: Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${at(point)}`;
      if (!after) return `L${at(point)}`;
      const radius = Math.min(CORNER, distance(before, point) / 2, distance(point, after) / 2);
      return `L${at(towards(point, before, radius))}Q${at(point)} ${at(towards(point, after, radius))}`;
    })
    .join("");
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
function towards(from: Point, to: Point, by: number): Point {
  const all = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / all, y: from.y + ((to.y - from.y) * by) / all };
}

/** A thin outline, behind everything else. */
export function drawBound({ x, y, width, height }: Rect): string {
  return `<rect class="dg-bound" x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" rx="6"/>`;
}

export interface Naming {
  id: string;
  title: string;
  description: string;
}

/** `variant` tells two drawings of one diagram apart. */
export function pictureSvg(picture: Picture, naming: Naming, variant: "wide" | "narrow" | "only"): string {
  const { width, height, shapes, texts } = picture;
  const name = variant === "only" ? `dg-${naming.id}` : `dg-${naming.id}-${variant}`;
  const size = `width="${num(width)}" height="${num(height)}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="dg dg-${variant}" role="img" aria-labelledby="${name}-title ${name}-desc" viewBox="0 0 ${num(width)} ${num(height)}" ${size}>` +
    `<title id="${name}-title">${escapeText(naming.title)}</title>` +
    `<desc id="${name}-desc">${escapeText(naming.description)}</desc>` +
    `<g fill="none" stroke="currentColor">${shapes.join("")}</g>` +
    `<g fill="currentColor">${texts.map(drawText).join("")}</g></svg>`
  );
}
