/**
 * Words in a drawing: how wide they are, where a line ends, and their SVG.
 * Nobody can ask a font at build time, so widths are estimates on the generous side; every box is
 * sized from the same estimates, which is why text stays inside.
 */

/** Shares of an em for semi-bold sans, its wide letters, and mono. */
const SANS = 0.56;
const WIDE = 0.72;
const MONO = 0.6;
const LEADING = 1.32;

export interface Run {
  text: string;
  mono: boolean;
}

export interface Line {
  runs: Run[];
  width: number;
}

/** Wrapped words, ready to be placed. */
export interface Block {
  lines: Line[];
  size: number;
  width: number;
  height: number;
}

export interface PlacedText {
  block: Block;
  /** The left edge or the middle, by `anchor`. */
  x: number;
  /** The top edge. */
  y: number;
  anchor: "start" | "middle";
  className: string;
  /** Paint the ground behind the words, because a line passes there. */
  plate?: boolean | undefined;
  /** Node, edge or other part that the words belong to; for tests. */
  owner: string;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function textWidth(text: string, size: number, mono = false): number {
  let em = 0;
  for (const letter of text) em += mono ? MONO : /[A-Zmw@%&→…]/.test(letter) ? WIDE : SANS;
  return em * size;
}

/** Breaks words over lines no wider than `limit` (or than the longest word), evenly filled. */
export function wrapText(text: string, size: number, limit: number): Block {
  const pieces = splitPieces(text);
  const longest = Math.max(0, ...pieces.map((piece) => runsWidth(piece.runs, size)));
  const widest = Math.max(limit, longest);
  const lines = fillLines(pieces, size, widest);
  let best = lines;
  // The narrowest width that needs no more lines gives lines of equal length.
  let low = longest;
  let high = widest;
  while (high - low > 2) {
    const middle = (low + high) / 2;
    const tried = fillLines(pieces, size, middle);
    if (tried.length <= lines.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return {
    lines: best,
    size,
    width: Math.max(0, ...best.map((line) => line.width)),
    height: best.length * size * LEADING,
  };
}

/** A part of a line that is not broken; `glued` follows its forerunner without a blank. */
interface Piece {
  runs: Run[];
  glued: boolean;
}

/** Backticks start and end code. Code may break after / . : - _ when it is long; words do not break. */
function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let mono = false;
  for (const word of text.trim().split(/\s+/)) {
    let runs: Run[] = [];
    let glued = false;
    const close = () => {
      if (runs.length === 0) return;
      pieces.push({ runs, glued });
      runs = [];
      glued = true;
    };
    word.split("`").forEach((part, index) => {
      if (index > 0) mono = !mono;
      if (part === "") return;
      if (!mono || part.length <= 12) runs.push({ text: part, mono });
      else
        for (const bit of part.match(/[^/.:_-]*[/.:_-]+|[^/.:_-]+/g) ?? [part])
          for (const slice of bit.match(/.{1,18}/gu) ?? [bit]) {
            close();
            runs.push({ text: slice, mono });
          }
    });
    close();
  }
  return pieces.flatMap(breakMonster);
}

/** A word of more than 22 letters is cut, so that one word can never widen a drawing without limit. */
function breakMonster(piece: Piece): Piece[] {
  const [only] = piece.runs;
  if (piece.runs.length !== 1 || !only || [...only.text].length <= 22) return [piece];
  const slices = only.text.match(/.{1,20}/gu) ?? [only.text];
  return slices.map((text, index) => ({ runs: [{ text, mono: only.mono }], glued: index > 0 || piece.glued }));
}

function runsWidth(runs: Run[], size: number): number {
  return runs.reduce((sum, run) => sum + textWidth(run.text, size, run.mono), 0);
}

function fillLines(pieces: Piece[], size: number, limit: number): Line[] {
  const lines: Line[] = [];
  let runs: Run[] = [];
  for (const piece of pieces) {
    const gap: Run[] = runs.length > 0 && !piece.glued ? [{ text: " ", mono: false }] : [];
    const longer = [...runs, ...gap, ...piece.runs];
    if (runs.length > 0 && runsWidth(longer, size) > limit + 0.01) {
      lines.push({ runs, width: runsWidth(runs, size) });
      runs = [...piece.runs];
    } else runs = longer;
  }
  if (runs.length > 0) lines.push({ runs, width: runsWidth(runs, size) });
  return lines;
}

export function textRect(placed: PlacedText): Rect {
  const { block, x, y, anchor } = placed;
  return { x: anchor === "middle" ? x - block.width / 2 : x, y, width: block.width, height: block.height };
}

export function overlaps(a: Rect, b: Rect, slack = 0.5): boolean {
  return (
    a.x + a.width > b.x + slack &&
    b.x + b.width > a.x + slack &&
    a.y + a.height > b.y + slack &&
    b.y + b.height > a.y + slack
  );
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
}

/** At most one decimal: short, and the same on every machine. */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function drawText(placed: PlacedText): string {
  const { block, x, y, anchor, className } = placed;
  const leading = block.size * LEADING;
  const lines = block.lines.map((line, index) => {
    const baseline = y + index * leading + leading / 2 + block.size * 0.35;
    const words = line.runs
      .map((run) => {
        const text = escapeText(run.text);
        return run.mono ? `<tspan class="dg-mono">${text}</tspan>` : text;
      })
      .join("");
    const at = anchor === "middle" ? ' text-anchor="middle"' : "";
    return `<text class="${className}" x="${num(x)}" y="${num(baseline)}" font-size="${num(block.size)}"${at}>${words}</text>`;
  });
  const rect = textRect(placed);
  const plate = placed.plate
    ? `<rect class="dg-plate" x="${num(rect.x - 3)}" y="${num(rect.y)}" width="${num(rect.width + 6)}" height="${num(rect.height)}"/>`
    : "";
  return plate + lines.join("");
}

/** The same words with no marks, for sentences. */
export function plainText(text: string): string {
  return text.replaceAll("`", "").replace(/\s+/g, " ").trim();
}
