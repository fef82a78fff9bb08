import type { Builtin, BuiltinCall } from "../builtin.ts";
import type { ShellState } from "../shell-state.ts";
import { callOf, concluded, startProgram } from "../start-program.ts";
import { sinkOf, type Streams } from "../streams.ts";
import { scriptOf, unknownCommand } from "../unknown-command.ts";
import type { Executor } from "./execution.ts";
import { callFunction } from "./shell-function.ts";
import { inSubshell } from "./subshell.ts";

/** Starts a function, a builtin, a program or a script, in that order. */
export async function startCommand(
  words: readonly string[],
  state: ShellState,
  streams: Streams,
  executor: Executor,
): Promise<number> {
  const [name = "", ...args] = words;
  const { machine, programs, builtins, tools } = executor;
  const body = state.functions.get(name);
  if (body !== undefined) return callFunction(body, args, state, streams, executor);
  const plain = /^(?:\/usr)?(?:\/local)?\/bin\/([^/]+)$/.exec(name)?.[1] ?? name;
  const builtin = builtins.get(plain);
  if (builtin && (plain === name || builtin.external || builtin.alsoProgram)) {
    return startBuiltin(plain, builtin, args, state, streams, executor);
  }
  const program = programs.get(plain);
  if (program) return startProgram(program, args, state, streams, tools);
  const script = name.includes("/") ? scriptOf(machine, name, state.folder) : undefined;
  if (script !== undefined) {
    const inside = state.copy();
    inside.positional = args;
    await inSubshell(inside, () => executor.source(script, inside, streams));
    return inside.status;
  }
  const names = [...programs.keys(), ...builtins.keys(), ...state.functions.keys()];
  return unknownCommand(machine, name, state.folder, names, { err: sinkOf(streams, 2), explain: tools.explain });
}

function startBuiltin(
  name: string,
  builtin: Builtin,
  args: readonly string[],
  state: ShellState,
  streams: Streams,
  executor: Executor,
): Promise<number> {
  const call = callOf(args, state, streams, executor.tools);
  const own: Pick<BuiltinCall, "state" | "streams" | "shell"> = { state, streams, shell: executor };
  // Getters are copied as they are, so that input stays unread until somebody asks.
  const whole = Object.defineProperties(own, Object.getOwnPropertyDescriptors(call)) as BuiltinCall;
  return concluded(`bash: ${name}`, call, () => builtin.execute(whole));
}
