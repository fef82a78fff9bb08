import type { CommandDefinition } from "../definition.ts";
import type { Machine } from "../machine.ts";
import type { Call, InstalledProgram } from "../program.ts";
import type { ShellState } from "./shell-state.ts";
import type { Streams } from "./streams.ts";

/** What a command that is part of the shell can reach beyond a program. */
export interface BuiltinCall extends Call {
  state: ShellState;
  streams: Streams;
  shell: ShellServices;
}

/** The shell as its builtins use it. */
export interface ShellServices {
  machine: Machine;
  programs: ReadonlyMap<string, InstalledProgram>;
  builtins: ReadonlyMap<string, Builtin>;
  /** Runs shell text in a state. */
  source(text: string, state: ShellState, streams: Streams): Promise<number>;
  /** Starts a command by its words, as typed. */
  start(words: readonly string[], state: ShellState, streams: Streams): Promise<number>;
  /** Lines typed so far, the present one last. */
  history(): readonly string[];
  forgetHistory(): void;
  /** Asks whoever shows the terminal to do something. */
  signal(request: "clear" | "exit"): void;
}

/** A command that needs the shell itself: it changes the folder, the variables, or starts other commands. */
export interface Builtin {
  definition: CommandDefinition;
  /** `external` ones are programs of the machine in real life (`env`, `xargs`); `which` finds them. */
  external?: boolean;
  /** There is a program of this name as well (`/usr/bin/printf`). */
  alsoProgram?: boolean;
  execute(call: BuiltinCall): Promise<number> | number;
}
