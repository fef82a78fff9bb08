import { fingerprint, remembered } from "./remembered.ts";
import { layoutGraph } from "./diagram-graph.ts";
import { diagramSentences } from "./diagram-list.ts";
import { pictureSvg, type Picture } from "./diagram-picture.ts";
import { layoutSequence, type SequenceMeasures } from "./diagram-sequence.ts";
import type { Measures } from "./diagram-shapes.ts";
import type { Diagram } from "./diagram-types.ts";

/** Widths that fit a reading column and a phone of 360 pixels without shrinking. */
export const WIDE = 576;
export const NARROW = 328;

/** Where titles and verbs may wrap; every pair is tried and the calmest drawing that fits is taken. */
const nodeWraps = [150, 128, 112, 100, 88, 76, 64, 52];
const verbWraps = [112, 92, 76, 60, 44];
const wraps = nodeWraps.flatMap((node) => verbWraps.map((verb) => ({ node, verb })));
const wideMeasures = wraps.map((wrap): Measures => ({
  ...wrap,
  title: 14,
  sub: 12.5,
  bar: Math.min(84, wrap.node * 0.66),
  free: 22,
  bound: 12,
  inset: 12,
}));
const narrowMeasures = wraps.map((wrap): Measures => ({
  ...wrap,
  title: 13,
  sub: 12,
  bar: Math.min(60, wrap.node * 0.6),
  free: 11,
  bound: 8,
  inset: 9,
}));
const wideSequence: SequenceMeasures = { title: 14, text: 13, note: 12, width: WIDE, actor: 190, words: 200 };
const narrowSequence: SequenceMeasures = { title: 12.5, text: 12, note: 12, width: NARROW, actor: 152, words: 232 };

const drawings = remembered<{ svg: string; list: string[] }>(200);

/** The drawing or drawings of a diagram in numbers; `narrow` is there when a phone needs its own. */
export function layoutDiagram(diagram: Diagram): { wide: Picture; narrow?: Picture } {
  if (diagram.kind === "sequence") {
    const wide = layoutSequence(diagram, wideSequence);
    return wide.width <= NARROW ? { wide } : { wide, narrow: layoutSequence(diagram, narrowSequence) };
  }
  const wide = calmest(wideMeasures, WIDE, (measures) => layoutGraph(diagram, false, measures));
  if (diagram.narrow === undefined) return { wide };
  return { wide, narrow: calmest(narrowMeasures, NARROW, (measures) => layoutGraph(diagram, true, measures)) };
}

/** Of the drawings that fit the page the flattest, with few lines of words and none across an arrow; else the narrowest. */
function calmest(choices: readonly Measures[], limit: number, draw: (measures: Measures) => Picture): Picture {
  const pictures = choices.map(draw);
  const fitting = pictures.filter((picture) => picture.width <= limit);
  const restless = ({ texts, height }: Picture) =>
    texts.reduce((sum, text) => sum + 4 * text.block.lines.length + (text.plate ? 40 : 0), height);
  const best = (list: Picture[], cost: (picture: Picture) => number) =>
    list.reduce((cheapest, other) => (cost(other) < cost(cheapest) ? other : cheapest));
  return fitting.length > 0 ? best(fitting, restless) : best(pictures, (picture) => picture.width);
}

/**
 * A diagram as inline SVG, and the same content as plain sentences (not yet escaped for HTML).
 * There may be two drawings, one for a page and one for a phone; `ui/shared/diagram.css` shows one.
 */
export const drawDiagram = (diagram: Diagram): { svg: string; list: string[] } =>
  drawings(fingerprint(diagram), () => {
    const { wide, narrow } = layoutDiagram(diagram);
    const svg = narrow
      ? pictureSvg(wide, diagram, "wide") + pictureSvg(narrow, diagram, "narrow")
      : pictureSvg(wide, diagram, "only");
    return { svg, list: diagramSentences(diagram) };
  });
