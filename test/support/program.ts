import { createMachine, home } from "../../src/simulator/cli/create-machine.ts";
import { Interrupted } from "../../src/simulator/cli/machine.ts";
import { ExitError, type Explanation, type Program } from "../../src/simulator/cli/program.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { createHost } from "../../src/simulator/start-shell.ts";
import type { Origin } from "../../src/simulator/world/cloud.ts";
import { laptop } from "./simulator.ts";

/** The learner's machine over a simulator that `aSimulator` made. */
export const aMachine = (simulator: Simulator, origin: Origin = laptop, signal = new AbortController().signal) =>
  createMachine(createHost(simulator), origin, signal);

export interface Printed {
  exitCode: number;
  out: string;
  err: string;
  bytes: Uint8Array;
  explanation: Explanation | undefined;
}

export interface ProgramOptions {
  input?: string | Uint8Array;
  /** Answers to prompts, in order; without them there is no terminal. */
  answers?: string[];
  folder?: string;
  environment?: Record<string, string>;
  origin?: Origin;
}

/** Runs one program outside the shell. Words are split at blanks; give a list where a word holds one. */
export async function runProgram(
  simulator: Simulator,
  program: Program,
  line: string | readonly string[],
  { input, answers, folder = home, environment = {}, origin = laptop }: ProgramOptions = {},
): Promise<Printed> {
  const controller = new AbortController();
  const pieces: Uint8Array[] = [];
  let err = "";
  let explanation: Explanation | undefined;
  const remainingAnswers = [...(answers ?? [])];
  const exitCode = await program
    .execute({
      args: typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line,
      machine: aMachine(simulator, origin, controller.signal),
      folder,
      environment: new Map(Object.entries({ HOME: home, ...environment })),
      input: typeof input === "string" ? new TextEncoder().encode(input) : input,
      out: (text) => pieces.push(typeof text === "string" ? new TextEncoder().encode(text) : text),
      err: (text) => (err += text),
      terminal: answers
        ? {
            ask: (question) => {
              err += question;
              return Promise.resolve(remainingAnswers.shift());
            },
          }
        : undefined,
      live: undefined,
      signal: controller.signal,
      explain: (found) => (explanation ??= found),
    })
    .catch((error: unknown) => {
      if (error instanceof Interrupted) return 130;
      if (!(error instanceof ExitError)) throw error;
      if (error.message !== "") err += `${error.message}\n`;
      explanation ??= error.explanation;
      return error.exitCode;
    });
  const bytes = new Uint8Array(Buffer.concat(pieces));
  return { exitCode, out: new TextDecoder().decode(bytes), err, bytes, explanation };
}
