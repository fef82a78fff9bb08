import { FileError, resolvePath } from "../../file-system.ts";
import { ExitError } from "../../program.ts";
import type { Builtin, BuiltinCall } from "../builtin.ts";
import { Leave } from "../control.ts";

const plain = (name: string, summary: string, status: number): Builtin => ({
  alsoProgram: name !== ":",
  definition: { name, summary, options: [] },
  execute: () => status,
});

export const yes = plain("true", "Succeed.", 0);
export const no = plain("false", "Fail.", 1);
export const colon = plain(":", "Do nothing.", 0);

const statusOf = ({ args, state, err }: BuiltinCall, name: string): number => {
  const [word] = args;
  if (word === undefined) return state.status;
  if (/^[-+]?\d+$/.test(word)) return Number(word) & 255;
  err(`bash: ${name}: ${word}: numeric argument required\n`);
  return 2;
};

export const exit: Builtin = {
  definition: {
    name: "exit",
    summary: "Exit the shell.",
    operands: [{ name: "STATUS", required: false }],
    options: [],
  },
  execute(call) {
    throw new Leave("exit", statusOf(call, "exit"));
  },
};

export const leaveFunction: Builtin = {
  definition: {
    name: "return",
    summary: "Return from a function or a sourced file.",
    operands: [{ name: "STATUS", required: false }],
    options: [],
  },
  execute(call) {
    if (call.state.locals.length === 0 && call.state.sourced === 0) {
      throw new ExitError(2, "bash: return: can only `return' from a function or sourced script");
    }
    throw new Leave("return", statusOf(call, "return"));
  },
};

const loopLeaver = (kind: "break" | "continue", summary: string): Builtin => ({
  definition: { name: kind, summary, operands: [{ name: "LOOPS", required: false }], options: [] },
  execute({ args, state, err }) {
    if (state.loops === 0) {
      err(`bash: ${kind}: only meaningful in a \`for', \`while', or \`until' loop\n`);
      return 0;
    }
    const count = Number(args[0] ?? 1);
    if (!Number.isInteger(count) || count < 1)
      throw new ExitError(1, `bash: ${kind}: ${args[0]}: loop count out of range`);
    throw new Leave(kind, count);
  },
});

export const breakLoop = loopLeaver("break", "Exit a loop.");
export const continueLoop = loopLeaver("continue", "Continue with the next iteration of a loop.");

export const evaluate: Builtin = {
  definition: {
    name: "eval",
    summary: "Run the arguments as a command line.",
    operands: [{ name: "WORD", required: false, many: true }],
    options: [],
  },
  execute: ({ args, state, streams, shell }) => shell.source(args.join(" "), state, streams),
};

const sourceNamed = (name: string): Builtin => ({
  definition: {
    name,
    summary: "Run the commands of a file in this shell.",
    operands: [
      { name: "FILE", required: true, live: "file" },
      { name: "ARGUMENT", required: false, many: true },
    ],
    options: [],
  },
  async execute({ args, state, streams, shell, machine }) {
    const [path, ...rest] = args;
    if (path === undefined)
      throw new ExitError(2, `bash: ${name}: filename argument required\n${name}: usage: ${name} filename [arguments]`);
    let text: string;
    try {
      text = machine.files.text(resolvePath(path, state.folder, machine.home));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new ExitError(1, `bash: ${path}: ${error.reason}`);
    }
    const outer = state.positional;
    if (rest.length > 0) state.positional = rest;
    state.sourced++;
    try {
      return await shell.source(text, state, streams);
    } catch (error) {
      if (!(error instanceof Leave) || error.kind !== "return") throw error;
      return error.value;
    } finally {
      state.sourced--;
      state.positional = outer;
    }
  },
});

export const source = sourceNamed("source");
export const dot = sourceNamed(".");

const shellNamed = (name: string): Builtin => ({
  external: true,
  definition: {
    name,
    summary: "Run a script, or a command line with -c, in a new shell.",
    operands: [
      { name: "FILE", required: false, live: "file" },
      { name: "ARGUMENT", required: false, many: true },
    ],
    options: [
      { flags: ["-c"], value: "LINE", help: "Command line to run." },
      { flags: ["-e"], help: "Exit at the first command that fails." },
      { flags: ["-x"], help: "Print each command before it runs." },
    ],
    examples: ["bash -c 'echo $HOME'"],
  },
  async execute({ args, state, streams, shell, machine }) {
    const inside = state.copy();
    inside.options = new Set();
    inside.locals.length = 0;
    inside.loops = 0;
    inside.variables = new Map([...state.variables].filter(([, { exported }]) => exported));
    inside.functions = new Map();
    const words = [...args];
    let command = false;
    for (; /^-[a-z]/.test(words[0] ?? ""); words.shift()) {
      const letters = words[0]?.slice(1) ?? "";
      command ||= letters.includes("c");
      if (letters.includes("e")) inside.options.add("errexit");
      if (letters.includes("x")) inside.options.add("xtrace");
      if (letters.includes("u")) inside.options.add("nounset");
    }
    const [first, ...rest] = words;
    let text: string;
    if (command) {
      if (first === undefined) throw new ExitError(2, `${name}: -c: option requires an argument`);
      text = first;
      inside.positional = rest.slice(1);
    } else if (first !== undefined) {
      try {
        text = machine.files.text(resolvePath(first, state.folder, machine.home));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        throw new ExitError(
          error.reason === "No such file or directory" ? 127 : 126,
          `${name}: ${first}: ${error.reason}`,
        );
      }
      inside.positional = rest;
    } else {
      if (!streams.input) throw new ExitError(2, `${name}: this shell is all there is; give it a script or -c`);
      text = new TextDecoder().decode(streams.input.rest());
    }
    try {
      return await shell.source(text, inside, streams);
    } catch (error) {
      if (!(error instanceof Leave)) throw error;
      return error.kind === "exit" ? error.value : inside.status;
    }
  },
});

export const bash = shellNamed("bash");
export const sh = shellNamed("sh");
