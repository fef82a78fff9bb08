import type { ParameterExpansionPart, ParameterOperation, Word } from "unbash";
import { byteLimit, CommandFault, tooMuch } from "./control.ts";
import { patternExpression, patternSource } from "./glob.ts";
import type { ShellState } from "./shell-state.ts";
import { singleQuoted } from "./single-quoted.ts";
import { notSimulated } from "./syntax.ts";

/** What `$RANDOM`, `$SECONDS` and the like are read from. */
export interface ParameterTools {
  now(): number;
  random(): number;
}

export interface OperandReader {
  text(word: Word | undefined): Promise<string>;
  pattern(word: Word | undefined): Promise<string>;
  number(word: Word | undefined): Promise<number>;
}

/** Process id of the shell: the first after the system's own, and stable, since there is one shell. */
const shellPid = "1001";

/** Value of a variable or special parameter; undefined when it is not set. */
export function parameterValue(name: string, state: ShellState, tools: ParameterTools): string | undefined {
  switch (name) {
    case "?":
      return String(state.status);
    case "#":
      return String(state.positional.length);
    case "@":
    case "*":
      return state.positional.length > 0 ? state.positional.join(" ") : undefined;
    case "$":
      return shellPid;
    case "!":
      return undefined;
    case "-":
      return "himBHs";
    case "0":
      return "bash";
    case "PWD":
      return state.folder;
    case "RANDOM":
      return String(tools.random());
    case "EPOCHSECONDS":
      return String(Math.floor(tools.now() / 1000));
    case "BASH_VERSION":
      return "5.2.21(1)-release";
    default:
      return /^\d+$/.test(name) ? state.positional[Number(name) - 1] : state.get(name);
  }
}

/** The text that `${…}` stands for. */
export async function expandParameter(
  part: ParameterExpansionPart,
  state: ShellState,
  tools: ParameterTools,
  read: OperandReader,
): Promise<string> {
  if (part.index) return notSimulated("arrays");
  const badName = !/^([A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(part.parameter);
  if (badName || part.operation?.type === "Unknown") throw new CommandFault(`bash: ${part.text}: bad substitution`);
  const first = parameterValue(part.parameter, state, tools);
  const name = part.prefix === "!" && part.operation?.type !== "Names" ? (first ?? "") : part.parameter;
  const value = name === part.parameter ? first : parameterValue(name, state, tools);
  if (part.prefix === "#") {
    if (part.parameter === "@" || part.parameter === "*") return String(state.positional.length);
    return String([...(value ?? "")].length);
  }
  if (part.operation) return operate(name, value, part.operation, state, read);
  if (value === undefined && state.options.has("nounset")) throw new CommandFault(`bash: ${name}: unbound variable`);
  return value ?? "";
}

async function operate(
  name: string,
  value: string | undefined,
  operation: ParameterOperation,
  state: ShellState,
  read: OperandReader,
): Promise<string> {
  const text = value ?? "";
  switch (operation.type) {
    case "Default":
      return defaulted(name, value, operation.operator, () => read.text(operation.operand), state);
    case "Remove": {
      const pattern = await read.pattern(operation.operand);
      const front = operation.operator.startsWith("#");
      const longest = operation.operator.length === 2;
      return removed(text, pattern, front, longest);
    }
    case "Replace": {
      const pattern = await read.pattern(operation.pattern);
      if (pattern === "") return text;
      const by = await read.text(operation.replacement);
      const anchored = { "/#": (source: string) => `^(?:${source})`, "/%": (source: string) => `(?:${source})$` };
      const build = anchored[operation.operator as keyof typeof anchored] ?? ((source: string) => source);
      const expression = patternExpression(pattern, build);
      const result = text.replace(new RegExp(expression, operation.operator === "//" ? "g" : ""), () => by);
      return result.length > byteLimit ? tooMuch(name) : result;
    }
    case "Slice": {
      const offset = await read.number(operation.offset);
      const start = offset < 0 ? Math.max(0, text.length + offset) : offset;
      if (offset < 0 && text.length + offset < 0) return "";
      if (!operation.length) return text.slice(start);
      const length = await read.number(operation.length);
      if (length < 0 && text.length + length < start) {
        throw new CommandFault(`bash: ${length}: substring expression < 0`);
      }
      return length < 0 ? text.slice(start, text.length + length) : text.slice(start, start + length);
    }
    case "CaseModification": {
      const pattern = operation.operand ? await read.pattern(operation.operand) : "?";
      const expression = patternExpression(pattern);
      const upper = operation.operator.startsWith("^");
      const change = (char: string) =>
        expression.test(char) ? (upper ? char.toUpperCase() : char.toLowerCase()) : char;
      if (operation.operator.length === 2) return [...text].map(change).join("");
      return change(text.slice(0, 1)) + text.slice(1);
    }
    case "Transform": {
      const how = await read.text(operation.operand);
      if (how === "Q") return singleQuoted(text);
      if (how === "U") return text.toUpperCase();
      if (how === "L") return text.toLowerCase();
      if (how === "u") return text.slice(0, 1).toUpperCase() + text.slice(1);
      return notSimulated(`the parameter transformation @${how}`);
    }
    case "Names":
      return [...state.variables.keys()]
        .filter((candidate) => candidate.startsWith(name))
        .sort()
        .join(" ");
    case "Unknown":
      return text;
  }
}

async function defaulted(
  name: string,
  value: string | undefined,
  operator: string,
  operand: () => Promise<string>,
  state: ShellState,
): Promise<string> {
  const there = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  switch (operator.replace(":", "")) {
    case "-":
      return there ? (value ?? "") : operand();
    case "+":
      return there ? operand() : "";
    case "=": {
      if (there) return value ?? "";
      if (!/^[A-Za-z_]/.test(name)) throw new CommandFault(`bash: $${name}: cannot assign in this way`);
      const word = await operand();
      state.set(name, word);
      return word;
    }
    default: {
      if (there) return value ?? "";
      const message = await operand();
      const usual = operator.startsWith(":") ? "parameter null or not set" : "parameter not set";
      throw new CommandFault(`bash: ${name}: ${message || usual}`, 127);
    }
  }
}

/** Takes away the shortest or longest piece that matches, at the front or at the end. */
function removed(text: string, pattern: string, front: boolean, longest: boolean): string {
  const source = patternSource(pattern);
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${source})$`);
  } catch {
    return text;
  }
  const lengths = Array.from({ length: text.length + 1 }, (_, index) => (longest ? text.length - index : index));
  // Trying each length costs its square; beyond this a pattern is only tried as a whole.
  for (const length of lengths.length > 5_000 ? [text.length] : lengths) {
    const piece = front ? text.slice(0, length) : text.slice(text.length - length);
    if (expression.test(piece)) return front ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}
