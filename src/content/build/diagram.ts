import { layoutGraph } from "./diagram-graph.ts";
import { diagramSentences } from "./diagram-list.ts";
import { pictureSvg, type Picture } from "./diagram-picture.ts";
import { layoutSequence, type SequenceMeasures } from "./diagram-sequence.ts";
import type { Measures } from "./diagram-shapes.ts";
import type { Diagram } from "./diagram-types.ts";

/** Widths that fit a reading column and a phone of 360 pixels without shrinking. */
export const WIDE = 576;
export const NARROW = 328;

const wideMeasures = [150, 128, 112, 100, 88, 76].map(
  (node): Measures => ({ title: 14, sub: 12.5, node, verb: Math.min(112, node * 0.8), bar: Math.min(84, node * 0.66) }),
);
const narrowMeasures = [116, 100, 88, 76, 64, 56].map(
  (node): Measures => ({ title: 13, sub: 12, node, verb: Math.min(92, node * 0.8), bar: Math.min(56, node * 0.6) }),
);
const wideSequence: SequenceMeasures = { title: 14, text: 13, note: 12, width: WIDE, actor: 190, words: 190 };
const narrowSequence: SequenceMeasures = { title: 12.5, text: 12, note: 12, width: NARROW, actor: 152, words: 232 };

/** The drawing or drawings of a diagram in numbers; `narrow` is there when a phone needs its own. */
export function layoutDiagram(diagram: Diagram): { wide: Picture; narrow?: Picture } {
  if (diagram.kind === "sequence") {
    const wide = layoutSequence(diagram, wideSequence);
    return wide.width <= NARROW ? { wide } : { wide, narrow: layoutSequence(diagram, narrowSequence) };
  }
  const wide = roomiest(wideMeasures, WIDE, (measures) => layoutGraph(diagram, false, measures));
  if (diagram.narrow === undefined) return { wide };
  return { wide, narrow: roomiest(narrowMeasures, NARROW, (measures) => layoutGraph(diagram, true, measures)) };
}

/** The first drawing that is no wider than the page; the tightest one if none is. */
function roomiest(choices: readonly Measures[], limit: number, draw: (measures: Measures) => Picture): Picture {
  let best: Picture | undefined;
  for (const measures of choices) {
    const picture = draw(measures);
    if (!best || picture.width < best.width) best = picture;
    if (picture.width <= limit) return picture;
  }
  if (!best) throw new Error("no measures to draw with");
  return best;
}

/**
 * A diagram as inline SVG, and the same content as plain sentences (not yet escaped for HTML).
 * There may be two drawings, one for a page and one for a phone; `ui/shared/diagram.css` shows one.
 */
export function drawDiagram(diagram: Diagram): { svg: string; list: string[] } {
  const { wide, narrow } = layoutDiagram(diagram);
  const svg = narrow
    ? pictureSvg(wide, diagram, "wide") + pictureSvg(narrow, diagram, "narrow")
    : pictureSvg(wide, diagram, "only");
  return { svg, list: diagramSentences(diagram) };
}
