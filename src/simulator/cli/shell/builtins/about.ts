import { resolvePath } from "../../file-system.ts";
import type { Builtin, BuiltinCall } from "../builtin.ts";

/** What a name starts, in the shell's order; undefined when nothing. */
function whatIs(
  name: string,
  { state, shell }: BuiltinCall,
): { kind: "function" | "builtin" | "file"; path?: string } | undefined {
  if (state.functions.has(name)) return { kind: "function" };
  const builtin = shell.builtins.get(name);
  if (builtin && !builtin.external) return { kind: "builtin" };
  return builtin || shell.programs.has(name) ? { kind: "file", path: `/usr/bin/${name}` } : undefined;
}

const isProgram = (builtin: Builtin | undefined): boolean =>
  builtin?.external === true || builtin?.alsoProgram === true;

const operands = [{ name: "NAME", required: true, many: true }];

export const type: Builtin = {
  definition: {
    name: "type",
    summary: "Show what a name refers to.",
    operands,
    options: [
      { flags: ["-t"], help: "Print only the type, as one word." },
      { flags: ["-P"], help: "Print only the path of a program." },
    ],
    examples: ["type cd"],
  },
  execute(call) {
    const { args, out, err } = call;
    let status = 0;
    for (const name of args.filter((word) => !word.startsWith("-"))) {
      const found = whatIs(name, call);
      if (!found) {
        status = 1;
        if (!args.includes("-t") && !args.includes("-P")) err(`bash: type: ${name}: not found\n`);
      } else if (args.includes("-t")) out(`${found.kind}\n`);
      else if (args.includes("-P")) out(found.path === undefined ? "" : `${found.path}\n`);
      else if (found.kind === "file") out(`${name} is ${found.path}\n`);
      else
        out(
          found.kind === "function"
            ? `${name} is a function\n${call.state.functions.get(name)}\n`
            : `${name} is a shell builtin\n`,
        );
    }
    return status;
  },
};

export const which: Builtin = {
  external: true,
  definition: {
    name: "which",
    summary: "Print the path of a program.",
    operands,
    options: [{ flags: ["-a"], help: "Show all matches." }],
  },
  execute({ args, out, shell, machine, folder }) {
    let status = 0;
    for (const name of args.filter((word) => !word.startsWith("-"))) {
      if (name.includes("/") && machine.files.stat(resolvePath(name, folder, machine.home))?.kind === "file")
        out(`${name}\n`);
      else if (shell.programs.has(name) || isProgram(shell.builtins.get(name))) out(`/usr/bin/${name}\n`);
      else status = 1;
    }
    return status;
  },
};

/** `command -v NAME`, and `command NAME …`, which passes functions by. */
export const command: Builtin = {
  definition: {
    name: "command",
    summary: "Run a program or builtin, bypassing functions; -v shows what a name refers to.",
    operands: [
      { name: "NAME", required: true },
      { name: "ARGUMENT", required: false, many: true },
    ],
    options: [{ flags: ["-v"], help: "Show what the name refers to." }],
    examples: ["command -v docker"],
  },
  execute(call) {
    const { args, out, state, shell, streams } = call;
    if (args[0] !== "-v") {
      if (args.length === 0) return 0;
      const inside = state.copy();
      inside.functions = new Map();
      return shell.start(args, inside, streams);
    }
    let status = 0;
    for (const name of args.slice(1)) {
      const found = whatIs(name, call);
      if (found) out(`${found.path ?? name}\n`);
      else status = 1;
    }
    return status;
  },
};

const listed = (entries: readonly { name: string; summary: string }[]): string => {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return [...entries]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`)
    .join("");
};

export const help: Builtin = {
  definition: {
    name: "help",
    summary: "List the commands on this machine, or describe one.",
    operands: [{ name: "NAME", required: false }],
    options: [],
    examples: ["help"],
  },
  execute({ args, out, err, shell }) {
    const own = [...shell.builtins.values()].map(({ definition }) => definition);
    const [name] = args;
    if (name === undefined) {
      out(
        `Programs (each has --help):\n${listed([...shell.programs.values()])}\nThe shell itself, a bash:\n${listed(own)}`,
      );
      return 0;
    }
    const definition = own.find((candidate) => candidate.name === name);
    const program = shell.programs.get(name);
    if (!definition && !program) {
      err(`bash: help: no help topics match \`${name}'.  Try \`help' for the list.\n`);
      return 1;
    }
    if (!definition) {
      out(`${name}: ${program?.summary}\nSee ${name} --help.\n`);
      return 0;
    }
    const words = (definition.operands ?? []).map(
      (operand) => ` ${operand.required ? operand.name : `[${operand.name}]`}${operand.many ? " ..." : ""}`,
    );
    const options = definition.options.map(
      (option) => `  ${option.flags.join(", ")}${option.value ? ` ${option.value}` : ""}  ${option.help}\n`,
    );
    out(`${name}: ${name}${words.join("")}\n    ${definition.summary}\n${options.join("")}`);
    return 0;
  },
};

export const history: Builtin = {
  definition: {
    name: "history",
    summary: "List the command history.",
    operands: [{ name: "COUNT", required: false }],
    options: [{ flags: ["-c"], help: "Clear the history." }],
  },
  execute({ args, out, err, shell }) {
    const [word] = args;
    if (word === "-c") {
      shell.forgetHistory();
      return 0;
    }
    if (word !== undefined && !/^\d+$/.test(word)) {
      err(`bash: history: ${word}: numeric argument required\n`);
      return 1;
    }
    const lines = shell.history();
    const from = word === undefined ? 0 : Math.max(0, lines.length - Number(word));
    out(
      lines
        .slice(from)
        .map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`)
        .join(""),
    );
    return 0;
  },
};

/** What a terminal is sent to empty it: home, erase the screen, erase what scrolled out. */
const eraseScreen = "\x1b[H\x1b[2J\x1b[3J";

export const clear: Builtin = {
  external: true,
  definition: { name: "clear", summary: "Clear the terminal.", options: [] },
  execute({ out, shell }) {
    out(eraseScreen);
    shell.signal("clear");
    return 0;
  },
};
