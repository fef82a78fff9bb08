import { Interrupted } from "../machine.ts";

/** Ways that a command leaves what stands around it. */
export class Leave extends Error {
  constructor(
    readonly kind: "break" | "continue" | "return" | "exit",
    /** Loops to leave, or the exit status. */
    readonly value: number,
  ) {
    super(kind);
  }
}

/** Ends the whole command line with bash's words. */
export class Abandon extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Ends the command that is being expanded or redirected, with bash's words; the line continues. */
export class CommandFault extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** Commands that one line may start; a loop without end meets it. */
const commandLimit = 20_000;

/** Bytes that one variable, substitution or pipe may hold. */
export const byteLimit = 64 * 2 ** 20;

/** Fields that one word may become. */
export const fieldLimit = 10_000;

/** Calls that may be inside one another. */
export const depthLimit = 50;

/** What a line may use up, so that none hangs or fills the memory. */
export class Budget {
  private commands = 0;

  constructor(private readonly signal: AbortSignal) {}

  /** Counts a command; hands the thread back now and then, so that Ctrl-C is heard. */
  async step(): Promise<void> {
    if (++this.commands > commandLimit) {
      throw new Abandon(2, `bash: stopped after ${commandLimit} commands: loops end there in this simulator`);
    }
    if (this.commands % 100 === 0) await new Promise((done) => setTimeout(done, 0));
    if (this.signal.aborted) throw new Interrupted();
  }
}

export const tooMuch = (subject: string): never => {
  throw new Abandon(2, `bash: ${subject}: more than this simulator holds`);
};
