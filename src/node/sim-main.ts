import { runJson, runScript } from "./sim.ts";
import type { SimContent } from "./sim-content.ts";
import type { SimOptions } from "./sim-options.ts";
import { openSimSession } from "./sim-session.ts";
import { runTerminal } from "./sim-terminal.ts";

/** `npm run sim`: gives the exit status of the run. */
export async function main(content: SimContent, options: SimOptions): Promise<number> {
  const { session, save, close } = openSimSession(content, options);
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
    if (process.stdin.isTTY && process.stdout.isTTY && !options.json) return await runTerminal(session, save);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    if (!options.json) return await runScript(session, streams, controller.signal, save);
    await runJson(session, streams, controller.signal, save);
    return 0;
  } finally {
    close();
  }
}
