import type { OutputPiece } from "./block.ts";

/** Characters of output that a block keeps. */
const limit = 200_000;

const decoder = new TextDecoder();

/** The output of one command, joined by stream, with the end of a very long one left out. */
export class OutputBuffer {
  private readonly pieces: (OutputPiece & { lines?: Map<string, string> })[] = [];
  private readonly livePieces = new Map<string, Map<string, string>>();
  private length = 0;
  omitted = 0;

  /** Adds output; returns what a terminal shows of it. */
  add(stream: OutputPiece["stream"], chunk: string | Uint8Array): OutputPiece | undefined {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk);
    const room = limit - this.length;
    const kept = text.slice(0, Math.max(0, room));
    this.omitted += text.length - kept.length;
    if (kept === "") return undefined;
    this.length += kept.length;
    const last = this.pieces.at(-1);
    if (last?.stream === stream && !last.lines) last.text += kept;
    else this.pieces.push({ stream, text: kept });
    return { stream, text: kept };
  }

  /** A line that is replaced in place: it stays where it first appeared, with its last text; an empty one goes. */
  live(id: string, text: string): void {
    let lines = this.livePieces.get(id);
    if (!lines) {
      const last = this.pieces.at(-1);
      lines = last?.lines ?? new Map<string, string>();
      if (!last?.lines) this.pieces.push({ stream: "out", text: "", lines });
      this.livePieces.set(id, lines);
    }
    lines.set(id, text);
  }

  get output(): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    for (const { stream, text, lines } of this.pieces) {
      const whole = lines ? Array.from(lines.values(), (line) => (line === "" ? "" : `${line}\n`)).join("") : text;
      const last = pieces.at(-1);
      if (last?.stream === stream) last.text += whole;
      else if (whole !== "") pieces.push({ stream, text: whole });
    }
    return pieces;
  }
}
