import type { CommandDefinition, OptionDefinition } from "../definition.ts";
import { FileError, resolvePath } from "../file-system.ts";
import { readGoLine, type GoLine } from "../go-options.ts";
import { optionLines } from "../option-lines.ts";
import { ExitError, type Call, type Program } from "../program.ts";

/** Options as short notation: `-n, --lines NUM` and what it does. */
export type FilterOption = readonly [spelling: string, help: string];

export interface FilterDefinition {
  name: string;
  summary: string;
  /** `[FILE]...` */
  operands?: CommandDefinition["operands"];
  options?: readonly FilterOption[];
  examples?: readonly string[];
  /** Exit status for a line that cannot be read; GNU tools use 1 or 2. */
  fault?: number;
  /** Options stand before operands only, e.g. where the rest is another command. */
  optionsFirst?: boolean;
}

const optionOf = ([spelling, help]: FilterOption): OptionDefinition => {
  const [words = "", value] = spelling.split(" ");
  const flags = spelling.includes(", ") ? spelling.split(", ").map((form) => form.split(" ")[0] ?? "") : [words];
  const named = spelling.includes(", ") ? spelling.split(", ").at(-1)?.split(" ")[1] : value;
  const ordered = [...flags].sort((a, b) => b.length - a.length);
  return { flags: ordered, help, ...(named !== undefined && { value: named }), repeatable: true };
};

export const definitionOf = ({
  name,
  summary,
  operands,
  options = [],
  examples,
}: FilterDefinition): CommandDefinition => ({
  name,
  summary,
  options: options.map(optionOf),
  ...(operands && { operands }),
  ...(examples && { examples }),
});

/** Many files, as most filters take. */
export const filesOperand: NonNullable<CommandDefinition["operands"]> = [
  { name: "FILE", required: false, many: true, live: "file" },
];

/** Reads the options of a GNU tool, in its words when they are wrong; `--help` prints help and gives undefined. */
export function readLine(call: Call, filter: FilterDefinition, args = call.args): GoLine | undefined {
  const definition = definitionOf(filter);
  const line = readGoLine(args, definition, { interspersed: !filter.optionsFirst });
  if (!("kind" in line)) return line;
  const { name, fault: exitCode = 1 } = filter;
  if (line.kind === "help" && !args.includes("-h")) {
    const operands = (filter.operands ?? []).map(
      (operand) => ` ${operand.required ? operand.name : `[${operand.name}]`}${operand.many ? "..." : ""}`,
    );
    const options = definition.options.length > 0 ? `\n${optionLines(definition.options)}` : "";
    call.out(
      `Usage: ${name}${definition.options.length > 0 ? " [OPTION]..." : ""}${operands.join("")}\n${filter.summary}\n${options}`,
    );
    return undefined;
  }
  const letter = line.kind === "help" ? "h" : (/'(.)'/.exec(line.text)?.[1] ?? "");
  const long = line.kind !== "help" && line.word.startsWith("--") ? (line.word.split("=")[0] ?? "") : undefined;
  const problem =
    line.kind === "missingValue"
      ? long
        ? `option '${long}' requires an argument`
        : `option requires an argument -- '${letter}'`
      : long
        ? line.kind === "badValue"
          ? `option '${long}' doesn't allow an argument`
          : `unrecognized option '${long}'`
        : `invalid option -- '${letter}'`;
  throw new ExitError(exitCode, `${name}: ${problem}\nTry '${name} --help' for more information.`, {
    code: "UnknownOption",
    text:
      line.kind === "missingValue"
        ? `${name} needs a value for this option.`
        : `Here ${name} doesn't have this option.`,
    next: `\`${name} --help\` lists its options.`,
  });
}

/** A program that reads files or its input and prints. */
export const filter = (
  definition: FilterDefinition,
  execute: (call: Call, line: GoLine) => Promise<number | void> | number | void,
): Program => ({
  name: definition.name,
  summary: definition.summary,
  commands: () => [definitionOf(definition)],
  async execute(call) {
    const line = readLine(call, definition);
    return line ? ((await execute(call, line)) ?? 0) : 0;
  },
});

export const pathOf = ({ folder, machine }: Call, path: string): string => resolvePath(path, folder, machine.home);

/** Everything on standard input; at a terminal, what is typed until the learner ends it with Ctrl-D. */
export async function standardInput(call: Call): Promise<Uint8Array> {
  if (call.input) return call.input;
  let text = "";
  for (;;) {
    const line = await call.terminal?.ask("");
    if (line === undefined) return new TextEncoder().encode(text);
    text += `${line}\n`;
  }
}

/** Content of a file, or of standard input for `-`. Says on standard error why not, and gives undefined. */
export async function contentOf(
  call: Call,
  name: string,
  path: string,
  fault = (reason: string) => `${name}: ${path}: ${reason}`,
) {
  if (path === "-") return standardInput(call);
  try {
    return call.machine.files.bytes(pathOf(call, path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    call.err(`${fault(error.reason)}\n`);
    return undefined;
  }
}

const decoder = new TextDecoder();

export async function textOfFile(call: Call, name: string, path: string): Promise<string | undefined> {
  const bytes = await contentOf(call, name, path);
  return bytes && decoder.decode(bytes);
}

/** The texts of all files named, or of standard input when none is; `failed` says that one could not be read. */
export async function textsOf(call: Call, name: string, paths: readonly string[]) {
  const texts: { path: string; text: string }[] = [];
  let failed = false;
  for (const path of paths.length > 0 ? paths : ["-"]) {
    const text = await textOfFile(call, name, path);
    if (text === undefined) failed = true;
    else texts.push({ path, text });
  }
  return { texts, failed };
}

/** Lines without their ends; a last line counts with or without one. */
export const linesOf = (text: string): string[] => {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
};

/** A count as head, tail and the like take it. */
export function countOf(name: string, value: string, subject: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new ExitError(1, `${name}: invalid number of ${subject}: '${value}'`);
}
