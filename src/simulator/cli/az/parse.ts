import { azError, parserError } from "./az-error.ts";
import { nearMatch } from "./near-match.ts";
import { keyOf } from "./options.ts";
import { readWords, type WordReader } from "./read-words.ts";
import { argumentsOf, configuredNameOf, type ConfiguredName, type SurfaceNode } from "./surface-index.ts";
import type { SurfaceArgument, SurfaceCommand } from "./surface.ts";

/** A command line that asks for help, at whatever depth. */
export interface HelpWanted {
  kind: "help";
  node: SurfaceNode;
}

/** A command line that a command can work with. */
export interface ParsedLine {
  kind: "command";
  command: SurfaceCommand;
  args: SurfaceArgument[];
  /** Words of each argument by its first long spelling, one list for each time that it was given. */
  values: Map<string, string[][]>;
  /** Old spellings that were used, with what replaces them. */
  old: [from: string, to: string][];
}

export interface ParseOptions {
  /** What `az configure` or the environment fills in. */
  configured(name: ConfiguredName): string | undefined;
  /** Throws with the reason when a query is none. */
  checkQuery(query: string): void;
}

/** Finds the command of a line: words before the first one of each level that look like options are kept as strays. */
function findCommand(root: SurfaceNode, words: readonly string[]) {
  const strays: string[] = [];
  let node = root;
  let at = 0;
  while (!node.command || (words[at] !== undefined && node.children.has(words[at] ?? ""))) {
    const word = words[at];
    if (word === undefined) break;
    at++;
    if (word === "-h" || word === "--help") return { node, strays, rest: [], help: true };
    if (word.startsWith("-") && word.length > 1) {
      strays.push(word);
      continue;
    }
    const next = node.children.get(word);
    if (!next) throw unknownWord(node, word);
    node = next;
  }
  return { node, strays, rest: words.slice(at), help: false };
}

function unknownWord(node: SurfaceNode, word: string) {
  const near = nearMatch(word, node.children.keys());
  const known = node.path === "az" ? "az" : `the group ${node.path}`;
  return parserError(
    `'${word}' is misspelled or not recognized by the system.`,
    {
      code: "UnknownCommand",
      text: `There is no '${word}' in ${known}.`,
      next: near === undefined ? `\`${node.path} -h\` lists them.` : `Try \`${node.path} ${near}\`.`,
    },
    near,
  );
}

const nameOf = ({ options }: SurfaceArgument): string => options.join("/");

/** How the parser's own complaints name an argument. */
const argumentError = (command: SurfaceCommand, argument: SurfaceArgument, problem: string, value?: string) =>
  parserError(`argument ${nameOf(argument)}: ${problem}`, {
    code: value === undefined ? "MissingValue" : "InvalidValue",
    text:
      value === undefined
        ? `${nameOf(argument)} needs a value.`
        : `${nameOf(argument)} does not take the value '${value}'.`,
    next: `\`${command.command} -h\` shows what each option takes.`,
  });

/** A value in the spelling that the service knows; throws when it is none of the choices. */
function checkedValue(
  command: SurfaceCommand,
  argument: SurfaceArgument,
  value: string,
  options: ParseOptions,
): string {
  if (argument.type === "int" && !/^\s*[+-]?\d+(_\d+)*\s*$/.test(value)) {
    throw argumentError(command, argument, `invalid int value: '${value}'`, value);
  }
  if (argument.options.includes("--query")) {
    try {
      options.checkQuery(value);
    } catch {
      throw parserError(
        `argument --query: invalid jmespath_type value: '${value}'\n` +
          "To learn more about --query, please visit: 'https://learn.microsoft.com/cli/azure/query-azure-cli'",
        {
          code: "InvalidQuery",
          text: "The query is not valid JMESPath.",
          next: "Check brackets and quotes; put the whole query in double quotes, and texts in it in single ones.",
        },
      );
    }
  }
  if (!argument.choices) return value;
  const known = argument.choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (known !== undefined) return known;
  const flag = argument.options[0] ?? "";
  throw parserError(
    `${command.command}: '${value}' is not a valid value for '${flag}'. Allowed values: ${argument.choices.join(", ")}.`,
    {
      code: "InvalidChoice",
      text: `${flag} takes one of: ${argument.choices.join(", ")}.`,
      next: `Choose one of them; \`${command.command} -h\` lists every option.`,
    },
    nearMatch(value, argument.choices),
  );
}

/**
 * Reads a command line as the client's argument parser does (argparse with the client's own checks; measured with az 2.45), from
 * the surface alone. Complaints come in argparse's order: what is wrong with a value when its turn comes, then everything
 * required that is missing, then what nobody took.
 */
export function parseLine(root: SurfaceNode, words: readonly string[], options: ParseOptions): HelpWanted | ParsedLine {
  const { node, strays, rest, help } = findCommand(root, words);
  if (help || (node === root && words.length === 0)) return { kind: "help", node };
  const { command } = node;
  if (!command) {
    throw parserError(`the following arguments are required: ${node === root ? "_command_package" : "_subcommand"}`, {
      code: "MissingSubcommand",
      text: `${node.path} is a group of commands; it can't run without one of them.`,
      next: `\`${node.path} -h\` lists its commands.`,
    });
  }
  const args = argumentsOf(command);
  const values = new Map<string, string[][]>();
  const old: ParsedLine["old"] = [];
  const reader: WordReader = {
    args,
    fail: (argument, problem) => argumentError(command, argument, problem),
    ambiguous: (word, matches) =>
      azError(`ambiguous option: ${word} could match ${matches.join(", ")}`, 2, {
        code: "AmbiguousOption",
        text: `${word} is short for more than one option: ${matches.join(", ")}.`,
        next: "Write the option out.",
      }),
    take(argument, typedWords, flag = "") {
      if (argument.options.includes("--help")) throw new HelpRequest();
      const checked = typedWords.map((value) => checkedValue(command, argument, value, options));
      const replacement = argument.old?.[flag];
      if (replacement !== undefined) old.push([flag, replacement]);
      const key = keyOf(argument);
      values.set(key, [...(values.get(key) ?? []), checked]);
    },
  };
  let remaining: string[];
  try {
    remaining = readWords(rest, reader);
  } catch (error) {
    if (error instanceof HelpRequest) return { kind: "help", node };
    throw error;
  }
  fillConfigured(command, args, values, options);
  requireAll(command, args, values);
  const unrecognized = [...strays, ...remaining];
  if (unrecognized.length > 0) throw unrecognizedArguments(command, args, unrecognized);
  return { kind: "command", command, args, values, old };
}

/** Ends reading because help was asked for; never leaves this file. */
class HelpRequest extends Error {}

function fillConfigured(
  command: SurfaceCommand,
  args: readonly SurfaceArgument[],
  values: Map<string, string[][]>,
  { configured }: ParseOptions,
): void {
  for (const argument of args) {
    const name = configuredNameOf(command, argument);
    const value = name === undefined || values.has(keyOf(argument)) ? undefined : configured(name);
    if (value !== undefined) values.set(keyOf(argument), [[value]]);
  }
}

function requireAll(command: SurfaceCommand, args: readonly SurfaceArgument[], values: Map<string, string[][]>): void {
  const missing = args.filter((argument) => argument.required && !values.has(keyOf(argument))).map(nameOf);
  if (missing.length === 0) return;
  const [first, ...others] = missing;
  throw parserError(`the following arguments are required: ${missing.join(", ")}`, {
    code: "MissingArgument",
    text: `${command.command} requires ${others.length === 0 ? first : `${missing.join(", ")}`}.`,
    next: `\`${command.command} -h\` marks what is required.`,
  });
}

function unrecognizedArguments(command: SurfaceCommand, args: readonly SurfaceArgument[], words: readonly string[]) {
  const unknown = words.find((word) => word.startsWith("-"));
  const spellings = args.flatMap(({ options }) => options.filter((option) => option.startsWith("-")));
  const flag = unknown?.split("=")[0] ?? "";
  const known = command.mistakes?.[flag];
  const near = unknown === undefined ? undefined : nearMatch(flag, spellings);
  return parserError(`unrecognized arguments: ${words.join(" ")}`, {
    code: "UnrecognizedArgument",
    text:
      unknown === undefined
        ? `${command.command} takes no arguments without an option.`
        : `${command.command} has no option ${unknown}.`,
    next:
      known?.next ??
      (near === undefined ? `\`${command.command} -h\` lists its options.` : `Did you mean \`${near}\`?`),
    ...(known?.fact !== undefined && { fact: known.fact }),
  });
}
