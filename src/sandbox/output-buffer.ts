import type { OutputPiece } from "./protocol.ts";

/** Characters of output that a block keeps. */
const limit = 200_000;

const decoder = new TextDecoder();

/** The output of one command, joined by stream, with the end of a very long one left out. */
export class OutputBuffer {
  private readonly pieces: OutputPiece[] = [];
  private length = 0;
  left = 0;

  /** Adds output; returns what a terminal shows of it. */
  add(stream: OutputPiece["stream"], chunk: string | Uint8Array): OutputPiece | undefined {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk);
    const room = limit - this.length;
    const kept = text.slice(0, Math.max(0, room));
    this.left += text.length - kept.length;
    if (kept === "") return undefined;
    this.length += kept.length;
    const last = this.pieces.at(-1);
    if (last?.stream === stream) last.text += kept;
    else this.pieces.push({ stream, text: kept });
    return { stream, text: kept };
  }

  get output(): OutputPiece[] {
    return this.pieces.map((piece) => ({ ...piece }));
  }
}
