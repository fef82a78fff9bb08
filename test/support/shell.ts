import { join } from "node:path";
import type { Profile } from "../../src/assessment/item.ts";
import type { SkuName } from "../../src/content/fact.ts";
import { readStartFiles } from "../../src/content/build/start-files.ts";
import type { Program, Terminal } from "../../src/simulator/cli/program.ts";
import { createSession, type Execution, type Session } from "../../src/simulator/cli/session.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { createHost, startShell } from "../../src/simulator/start-shell.ts";
import { installedProgram } from "./programs.ts";
import { surface } from "./surface.ts";
import { aRegistry, aSimulator } from "./simulator.ts";

const root = join(import.meta.dirname, "../..");

export interface ShellOptions {
  simulator?: Simulator;
  profile?: Profile;
  seed?: number;
  /** Puts the registry `contoso` of this SKU in the world. */
  sku?: SkuName;
  /** These programs in place of all. */
  programs?: readonly Program[];
  environment?: Record<string, string>;
  folder?: string;
  /** Files of content/machine in the home folder. */
  startFiles?: boolean;
}

/** What a command line printed, and what came of it. */
export interface Ran extends Execution {
  out: string;
  err: string;
  bytes: Uint8Array;
}

export interface RunOptions {
  /** Answers to prompts, in order; without them there is no terminal. */
  answers?: string[];
  signal?: AbortSignal;
  /** Collects live lines; without it standard output is no terminal. */
  live?: (id: string, text: string) => void;
}

export interface TestShell {
  simulator: Simulator;
  session: Session;
  run(line: string, options?: RunOptions): Promise<Ran>;
  /** Runs lines in order and gives the last one's result. */
  runAll(...lines: string[]): Promise<Ran>;
}

/** A shell over a real simulator. */
export function aShell(options: ShellOptions = {}): TestShell {
  const { profile, seed, sku, programs, startFiles, ...others } = options;
  const simulator =
    options.simulator ?? aSimulator({ ...(profile && { profile }), ...(seed !== undefined && { seed }) });
  if (sku) aRegistry(simulator, { sku });
  const session = programs
    ? createSession(createHost(simulator), { programs: programs.map(installedProgram), ...others })
    : startShell(simulator, { surface, ...(startFiles && { startFiles: readStartFiles(root) }), ...others });

  const run = async (line: string, { answers, signal, live }: RunOptions = {}): Promise<Ran> => {
    const pieces: Uint8Array[] = [];
    let err = "";
    const remainingAnswers = [...(answers ?? [])];
    const terminal: Terminal | undefined = answers && {
      ask: (question) => {
        err += question;
        return Promise.resolve(remainingAnswers.shift());
      },
    };
    const execution = await session.execute(line, {
      out: (text) => pieces.push(typeof text === "string" ? new TextEncoder().encode(text) : text),
      err: (text) => (err += text),
      signal: signal ?? new AbortController().signal,
      ...(terminal && { terminal }),
      ...(live && { live }),
    });
    const bytes = new Uint8Array(Buffer.concat(pieces));
    return { ...execution, out: new TextDecoder().decode(bytes), err, bytes };
  };

  return {
    simulator,
    session,
    run,
    async runAll(...lines) {
      let last: Ran | undefined;
      for (const line of lines) last = await run(line);
      if (!last) throw new Error("no line to run");
      return last;
    },
  };
}
