import type { Failure } from "../simulator/world/result.ts";
import { runJson, runScript } from "./sim.ts";
import type { SimContent } from "./sim-content.ts";
import { readSimOptions } from "./sim-options.ts";
import { openSimSession } from "./sim-session.ts";
import { runTerminal } from "./sim-terminal.ts";

/** Runs `npm run sim` with its arguments, and returns its exit status: 1 when its options or its state can't be used. */
export async function main(content: SimContent, args: string[]): Promise<number> {
  const read = readSimOptions(args);
  if (!read.ok) return rejected(read.refusal);
  const { json } = read.value;
  const opened = openSimSession(content, read.value);
  if (!opened.ok) return rejected(opened.refusal);
  const { session, save, close } = opened.value;
  const streams = { input: process.stdin, out: process.stdout, err: process.stderr };
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    process.stdin.destroy();
  };
  // However the process ends, short of being killed, the state is free again.
  process.once("exit", close);
  // A reader that has gone, as in `npm run sim | head`, ends the run without a word.
  process.stdout.on("error", () => process.exit(0));
  try {
    if (process.stdin.isTTY && process.stdout.isTTY && !json) return await runTerminal(session, save);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    if (!json) return await runScript(session, streams, controller.signal, save);
    await runJson(session, streams, controller.signal, save);
    return 0;
  } finally {
    close();
  }
}

function rejected({ message }: Failure): number {
  console.error(message);
  return 1;
}
