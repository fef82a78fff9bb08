import type { GoLine } from "../../go-options.ts";
import { ExitError, type Call } from "../../program.ts";
import { checkNames } from "../jq/check-names.ts";
import { createScope } from "../jq/evaluation/evaluate.ts";
import { Steps, type Outside } from "../jq/evaluation/scope.ts";
import { parseJq } from "../jq/parser/parse.ts";
import { prelude } from "../jq/prelude.ts";
import { JsonFault, readValues } from "../jq/read-values.ts";
import { JqSyntaxError, type Expression } from "../jq/syntax.ts";
import { JqError, print, truthy, type PrintOptions } from "../jq/values.ts";
import { contentOf, definitionOf, linesOf, readLine, textOfFile, type FilterDefinition } from "../filter.ts";
import type { Program } from "../../program.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";
import { summaries } from "../../summaries.ts";

const definition: FilterDefinition = {
  name: "jq",
  summary: summaries.jq,
  operands: [
    { name: "PROGRAM", required: true },
    { name: "FILE", required: false, many: true, live: "file" },
  ],
  options: [
    ["-r, --raw-output", "Print strings without quotes."],
    ["-j, --join-output", "Same as -r, without newlines."],
    ["-c, --compact-output", "Print each value on one line."],
    ["-e, --exit-status", "Exit with code 1 if the last value is false or null, and with 4 if there is none."],
    ["-s, --slurp", "Read all input into one array."],
    ["-n, --null-input", "Use null as the input."],
    ["-R, --raw-input", "Read each line as a string."],
    ["-S, --sort-keys", "Sort object keys."],
    ["-a, --ascii-output", "Print only ASCII characters."],
    ["-C, --color-output", "Ignored: the output has no color."],
    ["-M, --monochrome-output", "Print without color, which is the default here."],
    ["--tab", "Indent with tabs."],
    ["--indent N", "Number of spaces to indent with."],
    ["-f, --from-file FILE", "File to read the program from."],
  ],
  examples: ['echo \'{"name":"contoso"}\' | jq -r .name'],
  fault: 2,
};

/** `--arg name value` and its kind take two words, which no other tool does; they are taken out first. */
async function takeVariables(call: Call): Promise<{ args: string[]; variables: Map<string, JsonValue> }> {
  const args: string[] = [];
  const variables = new Map<string, JsonValue>();
  const words = [...call.args];
  const bad = (flag: string, why: string) =>
    new ExitError(
      2,
      `jq: ${why}\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq`,
      {
        code: "UnknownOption",
        text: `${flag} takes a name and a value.`,
      },
    );
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--args" || word === "--jsonargs") throw bad(word, `Unknown option: ${word}`);
    if (!["--arg", "--argjson", "--slurpfile", "--rawfile"].includes(word)) {
      // What follows the dash makes an option only when it is a letter or a dash; a program like `-1` gets a blank in front.
      args.push(/^-[^-a-zA-Z]/.test(word) ? ` ${word}` : word);
      continue;
    }
    const [name, value] = [words.shift(), words.shift()];
    if (name === undefined || value === undefined) {
      throw bad(
        word,
        `${word} takes two parameters (e.g. ${word} varname ${word.includes("file") ? "filename" : "value"})`,
      );
    }
    if (word === "--arg") variables.set(name, value);
    else if (word === "--argjson") variables.set(name, oneValue(value, name));
    else {
      const text = await textOfFile(call, "jq", value);
      if (text === undefined) throw new ExitError(2, "");
      variables.set(name, word === "--rawfile" ? text : [...readValues(text)]);
    }
  }
  return { args, variables };
}

function oneValue(text: string, name: string): JsonValue {
  try {
    const [value, ...others] = readValues(text);
    if (value !== undefined && others.length === 0) return value;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
  }
  throw new ExitError(
    2,
    `jq: Invalid JSON text passed to --argjson\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq`,
    {
      code: "NotJson",
      text: `The value of ${name} is not JSON; a text needs quotes within the shell's quotes, or --arg.`,
    },
  );
}

function compile(source: string, variables: Iterable<string>): Expression {
  try {
    const program = parseJq(source);
    checkNames(program, variables);
    return program;
  } catch (error) {
    if (!(error instanceof JqSyntaxError)) throw error;
    throw new ExitError(3, `jq: error: ${error.message} at <top-level>, line 1:\n${source}\njq: 1 compile error`, {
      code: "JqProgram",
      text: `jq can't parse the program: ${error.message}.`,
      next: "Put the program in single quotes, so that the shell leaves it alone.",
    });
  }
}

function* inputsOf(line: GoLine, text: string): Generator<JsonValue> {
  if (line.on("--raw-input")) {
    if (line.on("--slurp")) yield text;
    else yield* linesOf(text);
  } else if (line.on("--slurp")) yield [...readValues(text)];
  else yield* readValues(text);
}

function printOptions(line: GoLine): PrintOptions {
  const typedIndent = line.text("--indent");
  const width = Number(typedIndent ?? 2);
  if (!Number.isInteger(width) || width < 0 || width > 7) {
    throw new ExitError(2, `jq: Cannot indent ${width < 0 ? "less than zero" : "more than 7 characters"}`);
  }
  const indent = line.on("--compact-output") ? "" : line.on("--tab") ? "\t" : " ".repeat(width);
  return { indent, sorted: line.on("--sort-keys"), ascii: line.on("--ascii-output") };
}

async function inputText(call: Call, files: readonly string[]): Promise<{ text: string; missing: boolean }> {
  let text = "";
  let missing = false;
  for (const file of files.length > 0 ? files : ["-"]) {
    const bytes = await contentOf(call, "jq", file, (reason) => `jq: error: Could not open ${file}: ${reason}`);
    if (bytes) text += new TextDecoder().decode(bytes);
    else missing = true;
  }
  return { text, missing };
}

async function run(call: Call): Promise<number> {
  const { args, variables } = await takeVariables(call);
  const line = readLine(call, definition, args);
  if (!line) return 0;
  const from = line.text("--from-file");
  const [first, ...rest] = line.operands;
  const source = from === undefined ? first : await textOfFile(call, "jq", from);
  if (source === undefined)
    throw new ExitError(
      2,
      "Usage:\tjq [OPTIONS] FILTER [FILES...]\n\tjq [OPTIONS] -f FILE [FILES...]\nFor listing the command options, use jq --help.",
    );
  const all: JsonObject = Object.fromEntries(variables);
  const program = compile(source, [...variables.keys(), "__prog_args", "named"]);
  const options = printOptions(line);
  const raw = line.on("--raw-output") || line.on("--join-output");
  const { text, missing } =
    line.on("--null-input") && rest.length === 0 && !/\binputs?\b/.test(source)
      ? { text: "", missing: false }
      : await inputText(call, from === undefined ? rest : line.operands);
  const inputs = inputsOf(line, text);
  const outside: Outside = {
    steps: new Steps(),
    now: () => call.machine.now(),
    environment: Object.fromEntries(call.environment),
    input: () => inputs.next().value ?? undefined,
    debug: (message) => call.err(`${message}\n`),
  };
  let scope = createScope(outside).withVariable("named", all);
  for (const preludeDefinition of prelude()) scope = scope.withDefinition(preludeDefinition);
  for (const [name, value] of variables) scope = scope.withVariable(name, value);
  let status = missing ? 2 : 0;
  let last: JsonValue | undefined;
  const show = (value: JsonValue) => {
    last = value;
    const outputText = raw && typeof value === "string" ? value : print(value, options);
    call.out(line.on("--join-output") ? outputText : `${outputText}\n`);
  };
  const evaluateInput = (input: JsonValue) => {
    try {
      for (const { value } of scope.evaluate(program, { value: input, path: undefined })) show(value);
    } catch (error) {
      if (error instanceof RangeError) throw new ExitError(5, "jq: error: the program calls itself without end");
      if (!(error instanceof JqError)) throw error;
      call.err(`jq: error (at ${rest[0] ?? "<stdin>"}:${text.split("\n").length - 1}): ${error.message}\n`);
      call.explain({ code: "JqError", text: error.message, next: "`jq .` shows the whole input." });
      status = 5;
    }
  };
  try {
    if (line.on("--null-input")) evaluateInput(null);
    else for (const input of inputs) evaluateInput(input);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new ExitError(2, `jq: parse error: ${error.message}`, {
      code: "NotJson",
      text: "What came in is not JSON: perhaps the command before printed a table, a text or an error.",
      next: "Look at it without jq; with `az`, `-o json` is the format to pipe.",
    });
  }
  if (status !== 0 || !line.on("--exit-status")) return status;
  return last === undefined ? 4 : truthy(last) ? 0 : 1;
}

/**
 * jq's language is our own, in `../jq/`, because the one library without dependencies knows less of it. Of the 353 cases that jq 1.6
 * tests itself with (jq.test, onig.test, base64.test and optional.test), ours passes 334 and @michaelhomer/jqjs 1.6.0 226; of the
 * programs in our tests, 106 of 106 and 70 of 106. The library has no `try`, destructuring, labels, `input`, `env` or slices in
 * updates, other error messages, no limit on steps, and a `now` that reads the wall clock. It is twice to five times as fast, and as
 * large (14 kB compressed, ours 18 kB). Of the 19 cases that ours fails, 5 are modules, 4 differ in jq 1.7, whose wording ours
 * has, and the others are `strptime`, `$__loc__`, constants that jq checks while it compiles, Infinity as input, and details of
 * Oniguruma and base64.
 */
export const jq: Program = {
  name: "jq",
  summary: definition.summary,
  commands: () => [definitionOf(definition)],
  execute: run,
};
