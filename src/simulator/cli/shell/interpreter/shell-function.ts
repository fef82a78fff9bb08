import type { Function as FunctionNode } from "unbash";
import { Leave } from "../control.ts";
import type { ShellState } from "../shell-state.ts";
import type { Streams } from "../streams.ts";
import { parseLine } from "../syntax.ts";
import type { CommandContext, Executor } from "./execution.ts";
import { nested } from "./subshell.ts";

/** `name() { … }`: the text is kept, so that a function outlasts the line and can be shown. */
export function defineFunction({ name, pos, end }: FunctionNode, { state, text }: CommandContext): void {
  state.functions.set(name.value, text.slice(pos, end));
  state.status = 0;
}

/** Calls a function by its text; `local` variables end with the call. */
export async function callFunction(
  text: string,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
  executor: Executor,
): Promise<number> {
  const node = parseLine(text).script.commands[0]?.command;
  if (node?.type !== "Function" || node.body.type === "CompoundList") return 1;
  const context = { state, streams, text, tested: false };
  const { positional, loops } = state;
  state.positional = args;
  state.loops = 0;
  state.locals.push(new Map());
  const { body } = node;
  try {
    await nested(state, () => executor.node(body, context));
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== "return") throw error;
    state.status = error.value;
  } finally {
    state.positional = positional;
    state.loops = loops;
    state.restore(state.locals.pop() ?? []);
  }
  return state.status;
}
