import { Abandon, depthLimit, Leave } from "../control.ts";
import type { ShellState } from "../shell-state.ts";

/** Does work one call deeper in a state. */
export async function nested<T>(state: ShellState, work: () => Promise<T>): Promise<T> {
  if (state.depth >= depthLimit) {
    throw new Abandon(2, `bash: maximum nesting level exceeded (${depthLimit})`);
  }
  state.depth++;
  try {
    return await work();
  } finally {
    state.depth--;
  }
}

/** Does work in the state of a subshell: what leaves it ends only it. */
export async function inSubshell(state: ShellState, work: () => Promise<unknown>): Promise<void> {
  try {
    await nested(state, work);
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
    if (error.kind === "exit" || error.kind === "return") state.status = error.value;
  }
}
