import type { Call, Terminal } from "../program.ts";

/** Where output goes: the terminal, a file, the next program of a pipeline. */
export type Sink = (chunk: string | Uint8Array) => void;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const textOf = (chunk: string | Uint8Array): string =>
  typeof chunk === "string" ? chunk : decoder.decode(chunk);

export const bytesOf = (chunk: string | Uint8Array): Uint8Array =>
  typeof chunk === "string" ? encoder.encode(chunk) : chunk;

/** What was piped or redirected in. Commands of a loop read on where the one before stopped. */
export class Input {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  rest(): Uint8Array {
    const remaining = this.bytes.subarray(this.at);
    this.at = this.bytes.length;
    return remaining;
  }

  /** The next line without its end; undefined at the end of the input. `ended` says whether a line end closed it. */
  line(): { text: string; ended: boolean } | undefined {
    if (this.at >= this.bytes.length) return undefined;
    const end = this.bytes.indexOf(10, this.at);
    const stop = end === -1 ? this.bytes.length : end;
    const text = decoder.decode(this.bytes.subarray(this.at, stop));
    this.at = stop + 1;
    return { text, ended: end !== -1 };
  }
}

/** The open files of a command. */
export interface Streams {
  /** Undefined when standard input is the terminal, or closed. */
  input: Input | undefined;
  /** By descriptor: 1 is standard output, 2 standard error. */
  sinks: ReadonlyMap<number, Sink>;
  /** Set while standard input is a terminal. */
  terminal: Terminal | undefined;
  /** Set while standard output is a terminal. */
  live: Call["live"];
}

const nowhere: Sink = () => undefined;

export const sinkOf = ({ sinks }: Streams, descriptor: 1 | 2): Sink => sinks.get(descriptor) ?? nowhere;

/** The same files with another standard output, which is no terminal. */
export const withOutput = (streams: Streams, out: Sink): Streams => ({
  ...streams,
  live: undefined,
  sinks: new Map(streams.sinks).set(1, out),
});

export const withInput = (streams: Streams, bytes: Uint8Array): Streams => ({
  ...streams,
  input: new Input(bytes),
  terminal: undefined,
});

/** Collects output. A program that prints without end is stopped at `limit` bytes. */
export class Collector {
  private readonly pieces: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly limit: number,
    private readonly full: () => never,
  ) {}

  readonly sink: Sink = (chunk) => {
    const bytes = bytesOf(chunk);
    this.size += bytes.length;
    if (this.size > this.limit) this.full();
    this.pieces.push(bytes);
  };

  get bytes(): Uint8Array {
    if (this.pieces.length === 1) return this.pieces[0] ?? new Uint8Array();
    const whole = new Uint8Array(this.size);
    let at = 0;
    for (const piece of this.pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
