/** Draws who says what to whom: heads across the top, one row for each message, words above the arrow. */
import { drawArrow, drawBound, type Picture, type Point } from "./diagram-picture.ts";
import { num, textRect, wrapText, type Block, type PlacedText, type Rect } from "./diagram-text.ts";
import type { Message, SequenceDiagram } from "./diagram-types.ts";

/** Sizes of one drawing of a sequence. */
export interface SequenceMeasures {
  title: number;
  text: number;
  note: number;
  /** Width of the whole drawing. */
  width: number;
  /** Most room for one actor. */
  actor: number;
  /** Words may be this wide even between neighbors that stand closer. */
  words: number;
}

/** Left margin with the number of each step. */
const NUMBERS = 22;
const LOOP = 24;
const FRAME_TITLE = 22;

interface Stage {
  x: Map<string, number>;
  texts: PlacedText[];
  arrows: string[];
  lines: Point[][];
  frames: string[];
  /** Top of the frame that is being filled. */
  frameTop: number;
  width: number;
  measures: SequenceMeasures;
}

export function layoutSequence(diagram: SequenceDiagram, measures: SequenceMeasures): Picture {
  const { actors, messages } = diagram;
  const equal = Math.min(measures.actor, (measures.width - NUMBERS) / actors.length);
  const heads = actors.map((actor) => {
    const title = wrapText(actor.title, measures.title, equal - 22);
    const sub = actor.sub ? wrapText(actor.sub, measures.note, equal - 22) : undefined;
    return { id: actor.id, title, sub, wide: Math.max(title.width, sub?.width ?? 0) + 14 };
  });
  // Wide heads get more of the page; the rest of it is shared equally.
  const used = heads.reduce((sum, head) => sum + head.wide, 0);
  const slack = Math.max(6, equal - used / heads.length);
  const width = NUMBERS + used + slack * heads.length;
  const x = new Map<string, number>();
  let laneStart = NUMBERS;
  for (const { id, wide } of heads) {
    x.set(id, laneStart + (wide + slack) / 2);
    laneStart += wide + slack;
  }
  const stage: Stage = { x, texts: [], arrows: [], lines: [], frames: [], frameTop: 0, width, measures };

  const headHeight = 14 + Math.max(...heads.map(({ title, sub }) => title.height + (sub?.height ?? 0)));
  const boxes = heads.map(({ id, title, sub, wide }) => {
    const middle = x.get(id) ?? 0;
    const top = 1 + (headHeight - title.height - (sub?.height ?? 0)) / 2;
    const put = (block: Block, y: number, className: string) =>
      stage.texts.push({ block, x: middle, y, anchor: "middle", className, owner: id });
    put(title, top, "dg-text");
    if (sub) put(sub, top + title.height, "dg-sub");
    const box: Rect = { x: middle - wide / 2, y: 1, width: wide, height: headHeight };
    return { id, box, core: box };
  });

  let y = headHeight + 12;
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (message.group && message.group !== before?.group) y = openFrame(stage, message.group, y);
    y = placeMessage(stage, message, index, y);
    if (message.group && message.group !== messages[index + 1]?.group) y = closeFrame(stage, y);
  });
  const height = y + 4;

  const lifelines = [...x].map(([, at]) => lifeline(at, headHeight + 2, height - 2, stage.texts));
  const outlines = boxes.map(
    ({ box }) =>
      `<rect class="dg-box" x="${num(box.x)}" y="${num(box.y)}" width="${num(box.width)}" height="${num(box.height)}" rx="5"/>`,
  );
  return {
    width,
    height,
    shapes: [...stage.frames, ...lifelines, ...stage.arrows, ...outlines],
    texts: stage.texts,
    lines: stage.lines,
    boxes,
  };
}

function openFrame(stage: Stage, title: string, y: number): number {
  const block = wrapText(title, 12, stage.width - NUMBERS - 24);
  const top = y + 4;
  stage.frameTop = top;
  const owner = `frame ${title}`;
  stage.texts.push({ block, x: NUMBERS + 9, y: top + 4, anchor: "start", className: "dg-bound-text", owner });
  return top + Math.max(FRAME_TITLE, block.height + 6);
}

function closeFrame(stage: Stage, y: number): number {
  const { frameTop, width } = stage;
  stage.frames.push(drawBound({ x: NUMBERS, y: frameTop, width: width - NUMBERS - 1, height: y + 2 - frameTop }));
  return y + 10;
}

function placeMessage(stage: Stage, message: Message, index: number, y: number): number {
  const { measures, width, texts } = stage;
  const from = stage.x.get(message.from) ?? 0;
  const to = stage.x.get(message.to) ?? 0;
  const room = Math.min(width - NUMBERS - 16, Math.max(Math.abs(to - from) - 18, measures.words));
  const className = message.refused ? "dg-verb dg-verb-no" : message.strong ? "dg-verb dg-verb-strong" : "dg-verb";
  const owner = `message ${index}`;
  const centred = (block: Block): number => {
    const half = block.width / 2;
    return Math.max(NUMBERS + 9 + half, Math.min(width - 10 - half, (from + to) / 2));
  };
  const words = wrapText(message.text, measures.text, room);
  const top = y + 5;
  texts.push({ block: words, x: centred(words), y: top, anchor: "middle", className, owner });
  const count = wrapText(String(index + 1), 12, 30);
  texts.push({
    block: count,
    x: 9,
    y: top + (measures.text - 12) / 2,
    anchor: "middle",
    className: "dg-number",
    owner: `${owner} number`,
  });

  const line = top + words.height + (message.refused ? 9 : 4);
  const stroke = { dashed: message.reply, strong: message.strong, refused: message.refused };
  const arrow = (points: Point[]) => {
    stage.lines.push(points);
    stage.arrows.push(drawArrow(points, stroke));
  };
  let bottom = line;
  if (message.from === message.to) {
    const side = from + LOOP > width - 4 ? from - LOOP : from + LOOP;
    bottom = line + 16;
    const points: Point[] = [
      { x: from, y: line },
      { x: side, y: line },
      { x: side, y: bottom },
      { x: from + Math.sign(side - from), y: bottom },
    ];
    arrow(points);
  } else {
    arrow([
      { x: from, y: line },
      { x: to - Math.sign(to - from), y: line },
    ]);
  }
  if (!message.note) return bottom + (message.refused ? 10 : 8);
  const note = wrapText(message.note, measures.note, room);
  const gap = message.refused ? 9 : 5;
  texts.push({
    block: note,
    x: centred(note),
    y: bottom + gap,
    anchor: "middle",
    className: "dg-note",
    owner: `${owner} note`,
  });
  return bottom + gap + note.height + 6;
}

/** A line down from the head that stops where words stand. */
function lifeline(x: number, from: number, to: number, texts: readonly PlacedText[]): string {
  const gaps = texts
    .map(textRect)
    .filter((rect) => rect.y > from - 2 && rect.x - 4 < x && x < rect.x + rect.width + 4)
    .map((rect): [number, number] => [rect.y, rect.y + rect.height])
    .toSorted((a, b) => a[0] - b[0]);
  let at = from;
  let d = "";
  for (const [start, end] of [...gaps, [to, to] as const]) {
    if (start > at + 1) d += `M${num(x)} ${num(at)}V${num(start)}`;
    at = Math.max(at, end);
  }
  return `<path class="dg-life" d="${d}"/>`;
}
