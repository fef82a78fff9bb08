import type { Explanation } from "../simulator/cli/program.ts";

/** A piece of a command's output, in the order in which it came. */
export interface OutputPiece {
  stream: "out" | "err";
  text: string;
}

/** Something that a command added, changed or removed, for the chips below its output. */
export interface ChangeChip {
  sign: "+" | "~" | "-";
  /** In words: `tag v2`, `2 blobs`. */
  text: string;
}

/** A fact that decided a command's outcome and differs between the profiles. */
export interface ProfileNote {
  fact: string;
  /** What decided, in one sentence. */
  why: string;
}

/** One command of the transcript. */
export interface Block {
  id: string;
  line: string;
  output: OutputPiece[];
  /** Characters of output that were left out because there were too many. */
  left: number;
  /** Undefined while it runs. */
  exitCode?: number;
  /** Virtual time, milliseconds of the epoch. */
  startedAt: number;
  endedAt?: number;
  changes: ChangeChip[];
  /** How many requests it took. */
  requests: number;
  explanation?: Explanation;
  notes: ProfileNote[];
  /** Taken back by undo; it stays in the transcript. */
  undone: boolean;
  /** Where it was typed, when that was not the laptop. */
  place?: string;
  /** Answers to its prompts, in order; null ended its input. Answers to prompts for secrets are left out. */
  replies?: (string | null)[];
  /** Present when it asked for a secret. */
  askedSecret?: true;
  /** Present when it was stopped before its end. */
  interrupted?: true;
}
