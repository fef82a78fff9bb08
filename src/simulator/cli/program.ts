import type { CommandDefinition } from "./definition.ts";
import type { Machine } from "./machine.ts";

/** Somebody who can answer a prompt. */
export interface Terminal {
  /** Asks on the terminal; undefined when the learner stopped the command or closed the input. */
  ask(question: string, options?: { secret?: boolean }): Promise<string | undefined>;
}

/** One start of a program: what it was given and where its output goes. */
export interface Call {
  /** Words after the program's name. */
  args: readonly string[];
  machine: Machine;
  /** Absolute path of the working folder. */
  folder: string;
  environment: ReadonlyMap<string, string>;
  /** What was piped or redirected in; undefined when standard input is the terminal, or closed. */
  input: Uint8Array | undefined;
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** Set when standard input is a terminal; prompts fail as without a tty otherwise. */
  terminal: Terminal | undefined;
  /**
   * Set when standard output is a terminal: shows one line under an id and replaces it the next time, as progress bars do.
   * Without it a program prints what the real one prints into a pipe.
   */
  live: ((id: string, text: string) => void) | undefined;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Explains the failure that the call is about to end with; the first explanation is kept. */
  explain(explanation: Explanation): void;
}

/** The explanation that a learner sees beside the real tool's words. */
export interface Explanation {
  /** Stable name of the situation, e.g. `UnknownCommand` or the refusal's code. */
  code: string;
  /** In plain words, one or two sentences: what went wrong and why. */
  text: string;
  /** Key of the fact that decided. */
  fact?: string;
  /** What to do now; a command in backquotes where there is one. */
  next?: string;
}

/** A program on the machine's path. */
export interface Program {
  name: string;
  summary: string;
  /** Its commands, for help, completion and the reference; a filter has one, named like the program. */
  commands(): readonly CommandDefinition[];
  /** Returns the exit status. Throws ExitError to end with a message, Interrupted when stopped; anything else is a bug. */
  execute(call: Call): Promise<number>;
}

/** A program as the machine lists it: its code is loaded when it is first used. */
export interface InstalledProgram extends Pick<Program, "name" | "summary"> {
  /** Loads the program; rejects when its code can't be fetched. */
  load(): Promise<Program>;
}

/** Ends a program with an exit status and the words that the real one prints to standard error (a newline is added). */
export class ExitError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    readonly explanation?: Explanation,
  ) {
    super(message);
  }
}
