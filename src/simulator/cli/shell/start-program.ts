import { FileError } from "../file-system.ts";
import type { Machine } from "../machine.ts";
import { loadProgram } from "../load-program.ts";
import { ExitError, type Call, type Explanation, type InstalledProgram } from "../program.ts";
import { DeviceFiles } from "./device-files.ts";
import type { ShellState } from "./shell-state.ts";
import { sinkOf, textOf, type Streams } from "./streams.ts";

export interface ProgramTools {
  machine: Machine;
  signal: AbortSignal;
  explain(explanation: Explanation): void;
}

/** What a program is given when the shell starts it. Its input is read when it asks, so that a loop keeps its own. */
export function callOf(args: readonly string[], state: ShellState, streams: Streams, tools: ProgramTools): Call {
  const { machine, signal, explain } = tools;
  const out = sinkOf(streams, 1);
  const err = sinkOf(streams, 2);
  const devices = args.some((word) => word.includes("/dev/"));
  let input: { bytes: Uint8Array | undefined } | undefined;
  return {
    args,
    machine: devices ? { ...machine, files: new DeviceFiles(machine.files, streams.input, out, err) } : machine,
    folder: state.folder,
    environment: state.environment(),
    get input() {
      input ??= { bytes: streams.input?.rest() };
      return input.bytes;
    },
    out,
    err: (text) => err(textOf(text)),
    terminal: streams.input ? undefined : streams.terminal,
    live: streams.live,
    signal,
    explain,
  };
}

/** Runs `execute` and words how it ended: an ExitError, or a file that could not be used. */
export async function concluded(
  name: string,
  call: Pick<Call, "err" | "explain">,
  execute: () => Promise<number> | number,
): Promise<number> {
  try {
    return await execute();
  } catch (error) {
    if (error instanceof FileError) {
      call.err(`${name}: ${error.path}: ${error.reason}\n`);
      return 1;
    }
    if (!(error instanceof ExitError)) throw error;
    if (error.message !== "") call.err(`${error.message}\n`);
    if (error.explanation) call.explain(error.explanation);
    return error.exitCode;
  }
}

/** Starts a program of the machine, which is loaded the first time. */
export const startProgram = (
  installed: InstalledProgram,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
  tools: ProgramTools,
): Promise<number> => {
  const call = callOf(args, state, streams, tools);
  return concluded(installed.name, call, async () => (await loadProgram(installed)).execute(call));
};
