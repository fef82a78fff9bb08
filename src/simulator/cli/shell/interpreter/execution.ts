import type { CommandNode, CompoundList } from "unbash";
import type { ShellServices } from "../builtin.ts";
import { Leave } from "../control.ts";
import type { Expander } from "../expand.ts";
import type { ShellState } from "../shell-state.ts";
import type { ProgramTools } from "../start-program.ts";
import type { Streams } from "../streams.ts";

/** Where a command is executed. */
export interface CommandContext {
  state: ShellState;
  streams: Streams;
  /** Text that positions of the parsed nodes count in. */
  text: string;
  /** Its status is being asked for (`if`, `&&`, `!`), so `set -e` lets a failure pass. */
  tested: boolean;
}

/** The interpreter as the kinds of commands use it. */
export interface Executor extends ShellServices {
  readonly tools: ProgramTools;
  /** Counts a command, so that every line ends. */
  step(): Promise<void>;
  list(list: CompoundList, context: CommandContext): Promise<number>;
  node(node: CommandNode, context: CommandContext): Promise<void>;
  expander(context: CommandContext): Expander;
}

/** What `set -e` does behind a command that failed and whose status nobody asked for. */
export function failEarly({ state, tested }: CommandContext): void {
  if (state.options.has("errexit") && !tested && state.status !== 0) throw new Leave("exit", state.status);
}
