import { ExitError } from "../../program.ts";
import type { Builtin, BuiltinCall } from "../builtin.ts";
import type { ShellState } from "../shell-state.ts";
import { singleQuoted } from "../single-quoted.ts";

const nameForm = /^[A-Za-z_]\w*$/;

/** Reads `NAME=value`, `NAME+=value` or `NAME`; says on standard error when it is no name. */
function assign(
  call: BuiltinCall,
  builtin: string,
  word: string,
  change: (name: string, value?: string) => void,
): boolean {
  const [, name = "", plus, value] = /^([^=+]*)(?:(\+?)=([\s\S]*))?$/.exec(word) ?? [];
  if (!nameForm.test(name)) {
    call.err(`bash: ${builtin}: \`${word}': not a valid identifier\n`);
    return false;
  }
  change(name, value === undefined ? undefined : plus === "+" ? `${call.state.get(name) ?? ""}${value}` : value);
  return true;
}

const quoted = (value: string): string => `"${value.replace(/[\\"$`]/g, "\\$&")}"`;

const declared = (state: ShellState): string =>
  [...state.variables]
    .filter(([, { exported }]) => exported)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]) => `declare -x ${name}=${quoted(value)}\n`)
    .join("");

export const exportVariable: Builtin = {
  definition: {
    name: "export",
    summary: "Export variables to the programs that this shell starts.",
    operands: [{ name: "NAME[=VALUE]", required: false, many: true }],
    options: [
      { flags: ["-n"], help: "Stop exporting the variable." },
      { flags: ["-p"], help: "List exported variables." },
    ],
    examples: ["export DOCKER_CONTENT_TRUST=1"],
  },
  execute(call) {
    const words = call.args.filter((word) => word !== "-p" && word !== "--" && word !== "-n");
    if (words.length === 0) call.out(declared(call.state));
    const exported = !call.args.includes("-n");
    let good = true;
    for (const word of words) {
      const change = (name: string, value?: string) =>
        call.state.set(name, value ?? call.state.get(name) ?? "", exported);
      good = assign(call, "export", word, change) && good;
    }
    return good ? 0 : 1;
  },
};

export const local: Builtin = {
  definition: {
    name: "local",
    summary: "Set local variables in a function.",
    operands: [{ name: "NAME[=VALUE]", required: false, many: true }],
    options: [],
  },
  execute(call) {
    const frame = call.state.locals.at(-1);
    if (!frame) throw new ExitError(1, "bash: local: can only be used in a function");
    let good = true;
    for (const word of call.args) {
      const change = (name: string, value = "") => {
        if (!frame.has(name)) frame.set(name, call.state.variables.get(name));
        call.state.set(name, value);
      };
      good = assign(call, "local", word, change) && good;
    }
    return good ? 0 : 1;
  },
};

export const unset: Builtin = {
  definition: {
    name: "unset",
    summary: "Unset variables or functions.",
    operands: [{ name: "NAME", required: true, many: true }],
    options: [
      { flags: ["-v"], help: "Unset only variables." },
      { flags: ["-f"], help: "Unset only functions." },
    ],
  },
  execute({ args, state }) {
    for (const name of args.filter((word) => !word.startsWith("-"))) {
      if (!args.includes("-f") && state.variables.delete(name)) continue;
      if (!args.includes("-v")) state.functions.delete(name);
    }
    return 0;
  },
};

const letters: Record<string, string> = { e: "errexit", u: "nounset", x: "xtrace", f: "noglob", a: "allexport" };
const optionNames = [...Object.values(letters), "pipefail"].sort();

export const set: Builtin = {
  definition: {
    name: "set",
    summary: "Set shell options, or list variables.",
    operands: [{ name: "WORD", required: false, many: true }],
    options: [
      { flags: ["-e"], help: "Exit at the first command that fails." },
      { flags: ["-u"], help: "Treat unset variables as errors." },
      { flags: ["-x"], help: "Print each command before it runs." },
      { flags: ["-f"], help: "Disable file name patterns." },
      { flags: ["-a"], help: "Export each variable that is set." },
      { flags: ["-o"], value: "NAME", help: "Option to enable by name, such as pipefail; +o disables it." },
    ],
  },
  execute({ args, state, out }) {
    if (args.length === 0) {
      const lines = [...state.variables].sort(([a], [b]) => (a < b ? -1 : 1));
      out(
        lines
          .map(([name, { value }]) => `${name}=${/^[\w@%+=:,./-]*$/.test(value) ? value : singleQuoted(value)}\n`)
          .join(""),
      );
      return 0;
    }
    const change = (name: string, on: boolean) => (on ? state.options.add(name) : state.options.delete(name));
    for (let at = 0; at < args.length; at++) {
      const word = args[at] ?? "";
      if (word === "--" || !/^[-+]./.test(word)) {
        state.positional = args.slice(word === "--" ? at + 1 : at);
        return 0;
      }
      const on = word.startsWith("-");
      for (const letter of word.slice(1)) {
        if (letter === "o") {
          const name = args[++at];
          if (name === undefined) {
            out(
              optionNames
                .map((optionName) => `${optionName.padEnd(15)}\t${state.options.has(optionName) ? "on" : "off"}\n`)
                .join(""),
            );
            return 0;
          }
          if (!optionNames.includes(name)) throw new ExitError(2, `bash: set: ${name}: invalid option name`);
          change(name, on);
          continue;
        }
        const name = letters[letter];
        if (!name)
          throw new ExitError(
            2,
            `bash: set: ${word[0]}${letter}: invalid option\nset: usage: set [-aefux] [-o option-name] [--] [arg ...]`,
          );
        change(name, on);
      }
    }
    return 0;
  },
};

export const shift: Builtin = {
  definition: {
    name: "shift",
    summary: "Remove the first arguments.",
    operands: [{ name: "COUNT", required: false }],
    options: [],
  },
  execute({ args, state }) {
    const count = Number(args[0] ?? 1);
    if (!Number.isInteger(count) || count < 0 || count > state.positional.length) return 1;
    state.positional = state.positional.slice(count);
    return 0;
  },
};

export const read: Builtin = {
  definition: {
    name: "read",
    summary: "Read a line into variables.",
    operands: [{ name: "NAME", required: false, many: true }],
    options: [
      { flags: ["-r"], help: "Don't interpret backslashes." },
      { flags: ["-s"], help: "Don't show the typed text." },
      { flags: ["-p"], value: "TEXT", help: "Prompt to show on a terminal." },
    ],
  },
  async execute({ args, state, streams }) {
    const names: string[] = [];
    let prompt = "";
    let raw = false;
    let secret = false;
    for (let at = 0; at < args.length; at++) {
      const word = args[at] ?? "";
      if (!word.startsWith("-")) {
        names.push(word);
        continue;
      }
      raw ||= word.includes("r");
      secret ||= word.includes("s");
      if (word.includes("p")) prompt = args[++at] ?? "";
    }
    const line = streams.input
      ? streams.input.line()
      : await streams.terminal
          ?.ask(prompt, { secret })
          .then((text) => (text === undefined ? undefined : { text, ended: true }));
    const text = raw ? (line?.text ?? "") : (line?.text ?? "").replace(/\\(.)/g, "$1");
    const separators = state.get("IFS") ?? " \t\n";
    const targets = names.length > 0 ? names : ["REPLY"];
    const blank = (char: string) => separators.includes(char);
    let remaining = text;
    for (const [index, name] of targets.entries()) {
      if (names.length > 0) remaining = trimBlanks(remaining, separators);
      if (index === targets.length - 1) {
        state.set(name, remaining);
        break;
      }
      const end = [...remaining].findIndex(blank);
      state.set(name, end === -1 ? remaining : remaining.slice(0, end));
      remaining = end === -1 ? "" : remaining.slice(end + 1);
    }
    return line?.ended ? 0 : 1;
  },
};

const trimBlanks = (text: string, separators: string): string => {
  const blank = (char: string | undefined) => char !== undefined && /\s/.test(char) && separators.includes(char);
  let from = 0;
  let to = text.length;
  while (from < to && blank(text[from])) from++;
  while (to > from && blank(text[to - 1])) to--;
  return text.slice(from, to);
};
