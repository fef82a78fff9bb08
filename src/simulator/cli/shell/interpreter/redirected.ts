import type { Redirection } from "unbash";
import { openRedirections } from "../redirections.ts";
import type { CommandContext, Executor } from "./execution.ts";

/** Does work with the files open that redirections name, and closes them behind it. */
export async function redirected(
  redirections: readonly Redirection[],
  context: CommandContext,
  executor: Executor,
  work: (inside: CommandContext) => Promise<void>,
): Promise<void> {
  const { files } = executor.machine;
  const opened = await openRedirections(redirections, context.streams, executor.expander(context), files);
  try {
    await work({ ...context, streams: opened.streams });
  } finally {
    opened.close();
  }
}
