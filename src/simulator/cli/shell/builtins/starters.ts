import { ExitError } from "../../program.ts";
import type { Builtin, BuiltinCall } from "../builtin.ts";
import { readLine, countOf, type FilterDefinition } from "../filter.ts";
import { byteLimit } from "../control.ts";
import { definitionOf } from "../filter.ts";
import { withInput } from "../streams.ts";

const envDefinition: FilterDefinition = {
  name: "env",
  summary: "List environment variables, or run a program with other ones.",
  operands: [
    { name: "NAME=VALUE", required: false, many: true },
    { name: "COMMAND", required: false },
    { name: "ARGUMENT", required: false, many: true },
  ],
  options: [
    ["-i, --ignore-environment", "Start with an empty environment."],
    ["-u, --unset NAME", "Variable to remove."],
  ],
  examples: ["env"],
  optionsFirst: true,
};

export const env: Builtin = {
  external: true,
  definition: definitionOf(envDefinition),
  async execute(call) {
    const line = readLine(call, envDefinition);
    if (!line) return 0;
    const state = call.state.copy();
    if (line.on("--ignore-environment")) state.variables = new Map();
    for (const name of line.texts("--unset")) state.variables.delete(name);
    const words = [...line.operands];
    for (let word = words[0]; word !== undefined && /^[A-Za-z_]\w*=/.test(word); word = words[0]) {
      const [name = "", ...value] = word.split("=");
      state.set(name, value.join("="), true);
      words.shift();
    }
    if (words.length > 0) return call.shell.start(words, withoutFunctions(state), call.streams);
    call.out([...state.environment()].map(([name, value]) => `${name}=${value}\n`).join(""));
    return 0;
  },
};

const withoutFunctions = (state: BuiltinCall["state"]): BuiltinCall["state"] => {
  state.functions = new Map();
  return state;
};

const xargsDefinition: FilterDefinition = {
  name: "xargs",
  summary: "Run a command with arguments from standard input.",
  operands: [
    { name: "COMMAND", required: false },
    { name: "ARGUMENT", required: false, many: true },
  ],
  options: [
    ["-n, --max-args COUNT", "Maximum number of arguments per command."],
    ["-I TEXT", "Run the command once per line, and replace TEXT with the line."],
    ["-L, --max-lines COUNT", "Maximum number of lines per command."],
    ["-d, --delimiter CHAR", "Character that separates the arguments."],
    ["-0, --null", "Separate the arguments with NUL."],
    ["-r, --no-run-if-empty", "Don't run the command if the input is empty."],
    ["-t, --verbose", "Print each command before it runs."],
    ["-P, --max-procs COUNT", "Ignored: commands run in sequence."],
  ],
  examples: ["echo one two | xargs -n 1 echo"],
  optionsFirst: true,
};

/** Words of the input, with quotes and backslashes as xargs reads them. */
function inputWords(text: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s'"\\]|\\[\s\S]|'[^'\n]*'|"[^"\n]*")+|['"]/g;
  for (const [word] of text.matchAll(pattern)) {
    if (word === "'" || word === '"') {
      const kind = word === "'" ? "single" : "double";
      throw new ExitError(
        1,
        `xargs: unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
      );
    }
    words.push(
      word.replace(
        /\\([\s\S])|'([^'\n]*)'|"([^"\n]*)"/g,
        (_, quoted?: string, two?: string, three?: string) => quoted ?? two ?? three ?? "",
      ),
    );
  }
  return words;
}

const batches = <T>(list: readonly T[], size: number): T[][] => {
  const result: T[][] = [];
  for (let at = 0; at < list.length; at += size) result.push(list.slice(at, at + size));
  return result;
};

/** What a delimiter stands for. */
const delimiterOf = (text: string): string => ({ "\\n": "\n", "\\t": "\t", "\\0": "\0" })[text] ?? text.slice(0, 1);

export const xargs: Builtin = {
  external: true,
  definition: definitionOf(xargsDefinition),
  async execute(call) {
    const line = readLine(call, xargsDefinition);
    if (!line) return 0;
    const text = new TextDecoder().decode(call.input);
    const command = line.operands.length > 0 ? line.operands : ["echo"];
    const place = line.text("-I");
    const delimiter = line.on("--null") ? "\0" : line.text("--delimiter");
    const lines = text.split("\n").filter((inputLine) => inputLine.trim() !== "");
    const number = (flag: string) => {
      const value = line.text(flag);
      if (value === undefined) return undefined;
      const count = countOf("xargs", value, "words");
      if (count < 1) throw new ExitError(1, `xargs: value ${value} for ${flag} should be >= 1`);
      return count;
    };
    let starts: string[][];
    if (place !== undefined) {
      starts = lines.map((inputLine) => command.map((word) => word.split(place).join(inputLine.trim())));
      if (starts.flat().join("").length > byteLimit) throw new ExitError(1, "xargs: argument line too long");
    } else {
      const words =
        delimiter === undefined
          ? inputWords(text)
          : text
              .replace(/\n$/, delimiter === "\n" ? "" : "\n")
              .split(delimiterOf(delimiter))
              .filter((argument, at, all) => at < all.length - 1 || argument.trim() !== "");
      const perLine = number("--max-lines");
      const groups = perLine
        ? batches(lines, perLine).map((some) => inputWords(some.join("\n")))
        : batches(words, number("--max-args") ?? Math.max(1, words.length));
      const all = groups.length > 0 || line.on("--no-run-if-empty") ? groups : [[]];
      starts = all.map((group) => [...command, ...group]);
    }
    let failed = 0;
    for (const words of starts) {
      if (line.on("--verbose")) call.err(`${words.join(" ")}\n`);
      const state = withoutFunctions(call.state.copy());
      const status = await call.shell.start(words, state, withInput(call.streams, new Uint8Array()));
      if (status === 255) throw new ExitError(124, `xargs: ${command[0]}: exited with status 255; aborting`);
      if (status === 127 || status === 126) return status;
      if (status !== 0) failed = 123;
    }
    return failed;
  },
};
