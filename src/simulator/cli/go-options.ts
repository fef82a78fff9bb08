import type { CommandDefinition, OptionDefinition } from "./definition.ts";

/** What a command line of a Go program (docker, oras, helm, kubectl …) says, by the option's long spelling. */
export interface GoLine {
  operands: string[];
  /** Whether the line has an option. */
  wasTyped(flag: string): boolean;
  /** Last value of an option, else its default. */
  text(flag: string): string | undefined;
  /** Every value of a repeatable option, in order. */
  texts(flag: string): string[];
  /** A switch: true when bare; `--flag=false` is false. */
  on(flag: string): boolean;
}

/** Why a line cannot be read, in the words of pflag, which these programs share. */
export type GoFault =
  | { kind: "unknownOption"; text: string; word: string }
  | { kind: "missingValue"; text: string; word: string }
  | { kind: "badValue"; text: string; word: string }
  | { kind: "help" };

const boolean = new Map([
  ...["1", "t", "T", "true", "TRUE", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "false", "FALSE", "False"].map((word) => [word, false] as const),
]);

/** The last long spelling is the option's own name; an option with only a short one goes by that. */
const nameOf = ({ flags }: OptionDefinition): string => flags.find((flag) => flag.startsWith("--")) ?? flags[0] ?? "";

/**
 * Reads a command line as github.com/spf13/pflag does: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`,
 * switches joined as `-it`, options and operands mixed unless `interspersed` is off, everything after `--` an operand.
 */
export function readGoLine(
  words: readonly string[],
  definition: Pick<CommandDefinition, "options">,
  { interspersed = true }: { interspersed?: boolean } = {},
): GoLine | GoFault {
  const bySpelling = new Map(definition.options.flatMap((option) => option.flags.map((flag) => [flag, option])));
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const set = (option: OptionDefinition, value: string) =>
    values.set(nameOf(option), [...(values.get(nameOf(option)) ?? []), value]);
  const help = (word: string) => (word === "--help" || word === "-h") && !bySpelling.has(word);

  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      if (!interspersed) {
        operands.push(...words.slice(at));
        break;
      }
      operands.push(word);
      continue;
    }
    if (help(word)) return { kind: "help" };
    if (word.startsWith("--")) {
      const [name = "", ...rest] = word.split("=");
      const option = bySpelling.get(name);
      if (!option) return { kind: "unknownOption", word, text: `unknown flag: ${name}` };
      if (rest.length > 0) set(option, rest.join("="));
      else if (option.value === undefined) set(option, "true");
      else {
        const value = words[++at];
        if (value === undefined) return { kind: "missingValue", word, text: `flag needs an argument: ${name}` };
        set(option, value);
      }
      continue;
    }
    for (let letters = word.slice(1); letters !== "";) {
      const letter = letters[0] ?? "";
      const option = bySpelling.get(`-${letter}`);
      if (!option && letter === "h") return { kind: "help" };
      if (!option) {
        return { kind: "unknownOption", word, text: `unknown shorthand flag: '${letter}' in ${word}` };
      }
      const rest = letters.slice(1);
      if (option.value === undefined && !rest.startsWith("=")) {
        set(option, "true");
        letters = rest;
        continue;
      }
      if (rest !== "") set(option, rest.replace(/^=/, ""));
      else {
        const value = words[++at];
        if (value === undefined) {
          return { kind: "missingValue", word, text: `flag needs an argument: '${letter}' in ${word}` };
        }
        set(option, value);
      }
      break;
    }
  }

  for (const option of definition.options) {
    const name = nameOf(option);
    for (const value of option.value === undefined ? (values.get(name) ?? []) : []) {
      if (boolean.has(value)) continue;
      const text = `invalid argument "${value}" for "${flagText(option)}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`;
      return { kind: "badValue", word: value, text };
    }
  }
  const known = (flag: string): OptionDefinition => {
    const option = bySpelling.get(flag);
    if (!option) throw new Error(`no option ${flag} is defined`);
    return option;
  };
  const texts = (flag: string) => values.get(nameOf(known(flag))) ?? [];
  return {
    operands,
    wasTyped: (flag) => texts(flag).length > 0,
    text: (flag) => texts(flag).at(-1) ?? known(flag).default,
    texts,
    on: (flag) => boolean.get(texts(flag).at(-1) ?? known(flag).default ?? "false") ?? false,
  };
}

/** Both spellings as pflag prints them in faults: `-q, --quiet`. */
const flagText = ({ flags }: OptionDefinition): string =>
  [...flags].sort((a, b) => a.length - b.length || a.localeCompare(b)).join(", ");
