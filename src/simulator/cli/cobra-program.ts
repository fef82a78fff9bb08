import { didYouMean, suggestionsFor } from "./cobra-suggestions.ts";
import type { CommandDefinition, OperandDefinition } from "./definition.ts";
import { readGoLine, type GoFault, type GoLine } from "./go-options.ts";
import { optionLines } from "./option-lines.ts";
import { ExitError, type Call, type Program } from "./program.ts";

/** One command of a program that is built with github.com/spf13/cobra. */
export interface CobraCommand {
  definition: CommandDefinition;
  /** Other last words of its name: `cp` is also `copy`. */
  aliases?: readonly string[];
  run(call: Call, line: GoLine): Promise<number> | number;
}

/** How a program words what cobra leaves to it. */
export interface CobraWords {
  /** A line that cannot be read. */
  fault(definition: CommandDefinition, fault: Exclude<GoFault, { kind: "help" }>): string;
  /** Too few or too many operands. */
  operands(definition: CommandDefinition, arity: Arity, count: number): string;
  /** A word that is no command below `path`; `near` are those that it may have meant. */
  unknown(path: string, word: string, near: readonly string[]): string;
}

/** How many operands a command takes. */
export interface Arity {
  least: number;
  most: number;
}

export interface CobraProgram {
  name: string;
  summary: string;
  commands: readonly CobraCommand[];
  words: CobraWords;
  /** What `--version` prints, where the program has it. */
  version?: string;
  /** Commands of the real program that are left out, and why. */
  notSimulated?: Readonly<Record<string, string>>;
}

const operandWords = (operands: readonly OperandDefinition[] = []): string =>
  operands.map(({ name }) => ` ${name}`).join("");

/** `oras push [flags] <name>[:<tag>] …`, as usage lines have it. */
export const usageLine = ({ name, operands }: CommandDefinition): string => `${name} [flags]${operandWords(operands)}`;

/** How many operands a definition asks for. */
const arityOf = ({ operands = [] }: CommandDefinition): Arity => ({
  least: operands.filter(({ required }) => required).length,
  most: operands.some(({ many }) => many) ? Number.POSITIVE_INFINITY : operands.length,
});

/** An unknown command in the words that cobra has for it when a program leaves them alone. */
export const unknownCommand: CobraWords["unknown"] = (path, word, near) =>
  `Error: unknown command "${word}" for "${path}"${didYouMean(near)}`.trimEnd();

/** A program whose command line cobra reads: groups of commands, pflag's options, help at every level. */
export function cobraProgram({ name, summary, commands, words, version, notSimulated = {} }: CobraProgram): Program {
  const definitions = commands.map(({ definition }) => definition);
  const byName = new Map<string, CobraCommand>();
  for (const command of commands) {
    const { name: whole } = command.definition;
    byName.set(whole, command);
    const group = whole.split(" ").slice(0, -1).join(" ");
    for (const alias of command.aliases ?? []) byName.set(`${group} ${alias}`, command);
  }
  const groups = new Set(
    definitions.flatMap(({ name: whole }) => {
      const pathWords = whole.split(" ");
      return pathWords.slice(1, -1).map((_, at) => pathWords.slice(0, at + 2).join(" "));
    }),
  );

  const below = (path: string): Map<string, string> => {
    const found = new Map<string, string>();
    for (const { name: whole, summary: text, hidden } of definitions) {
      if (!whole.startsWith(`${path} `) || hidden) continue;
      const rest = whole.slice(path.length + 1).split(" ");
      const word = rest[0] ?? "";
      if (rest.length === 1) found.set(word, text);
      else if (!found.has(word)) found.set(word, `Commands of ${path} ${word}`);
    }
    return found;
  };

  const groupHelp = (path: string, about: string): string => {
    const lines = [...below(path)].sort(([a], [b]) => (a < b ? -1 : 1));
    const width = Math.max(0, ...lines.map(([word]) => word.length));
    const rows = lines.map(([word, text]) => `  ${word.padEnd(width)}  ${text}\n`).join("");
    return `${about}\n\nUsage:\n  ${path} [command]\n\nAvailable Commands:\n${rows}\nUse "${path} [command] --help" for more information about a command.\n`;
  };

  const help = (definition: CommandDefinition): string => {
    const { examples = [] } = definition;
    const exampleText = examples.length === 0 ? "" : `Examples:\n${examples.map((line) => `  ${line}\n`).join("")}\n`;
    return `${definition.summary}\n\nUsage:\n  ${usageLine(definition)}\n\n${exampleText}Flags:\n${optionLines(definition.options)}`;
  };

  const unknown = (path: string, word: string): ExitError => {
    const why = path === name ? notSimulated[word] : undefined;
    if (why !== undefined) {
      return new ExitError(1, `Error: ${name} ${word} is not simulated`, { code: "NotSimulated", text: why });
    }
    const near = suggestionsFor(word, below(path).keys());
    return new ExitError(1, words.unknown(path, word, near), {
      code: "UnknownCommand",
      text: `${path} has no command ${word}.`,
      next: near[0] === undefined ? `\`${path} --help\` lists its commands.` : `\`${path} ${near[0]}\``,
    });
  };

  return {
    name,
    summary,
    commands: () => definitions,
    execute(call) {
      const { args } = call;
      if (version !== undefined && (args[0] === "--version" || args[0] === "-v")) {
        call.out(`${version}\n`);
        return Promise.resolve(0);
      }
      let path = name;
      let at = 0;
      while (groups.has(`${path} ${args[at] ?? ""}`) && !byName.has(`${path} ${args[at] ?? ""}`)) {
        path = `${path} ${args[at] ?? ""}`;
        at++;
      }
      const word = args[at];
      if (word === undefined || word === "--help" || word === "-h" || word === "help") {
        call.out(groupHelp(path, path === name ? summary : `Commands of ${path}`));
        return Promise.resolve(0);
      }
      const found = byName.get(`${path} ${word}`);
      if (!found) return Promise.reject(unknown(path, word));
      return Promise.resolve().then(() => start(call, found, args.slice(at + 1)));
    },
  };

  function start(call: Call, { definition, run }: CobraCommand, rest: readonly string[]): Promise<number> | number {
    const line = readGoLine(rest, definition);
    if ("kind" in line) {
      if (line.kind === "help") {
        call.out(help(definition));
        return 0;
      }
      throw new ExitError(1, words.fault(definition, line), {
        code: "UnknownOption",
        text: `${definition.name} doesn't accept ${line.word}.`,
        next: `\`${definition.name} --help\` lists its options.`,
      });
    }
    const arity = arityOf(definition);
    const { length } = line.operands;
    if (length < arity.least || length > arity.most) {
      throw new ExitError(1, words.operands(definition, arity, length), {
        code: "WrongArguments",
        text: `${definition.name} takes${operandWords(definition.operands) || " no names"}.`,
      });
    }
    return run(call, line);
  }
}
