import { ExitError } from "../../program.ts";
import { filter, linesOf, pathOf, textOfFile } from "../filter.ts";
import { SedReader, type Address, type SedCommand } from "./sed-script.ts";
import { summaries } from "../../summaries.ts";

const escapes: Record<string, string> = { n: "\n", t: "\t" };

/** Fills `&`, `\1` and the like into a replacement; `\U`, `\L`, `\u`, `\l` and `\E` change the case of what follows. */
function filled(by: string, groups: readonly (string | undefined)[]): string {
  let result = "";
  let mode: "U" | "L" | undefined;
  let next: "u" | "l" | undefined;
  const add = (text: string): void => {
    if (text === "") return;
    const cased = mode === "U" ? text.toUpperCase() : mode === "L" ? text.toLowerCase() : text;
    const first =
      next === "u" ? cased.charAt(0).toUpperCase() : next === "l" ? cased.charAt(0).toLowerCase() : undefined;
    result += first === undefined ? cased : first + cased.slice(1);
    next = undefined;
  };
  for (const [whole, escaped] of by.matchAll(/\\([\s\S])|[^\\]/g)) {
    if (escaped === undefined) add(whole === "&" ? (groups[0] ?? "") : whole);
    else if (escaped === "U" || escaped === "L") mode = escaped;
    else if (escaped === "E") mode = undefined;
    else if (escaped === "u" || escaped === "l") next = escaped;
    else if (/\d/.test(escaped)) add(groups[Number(escaped)] ?? "");
    else add(escapes[escaped] ?? escaped);
  }
  return result;
}

function hits(address: Address, number: number, last: boolean, text: string): boolean {
  switch (address.kind) {
    case "line":
      return address.line === number;
    case "step":
      return address.step === 0
        ? number === address.first
        : number >= address.first && (number - address.first) % address.step === 0;
    case "last":
      return last;
    case "more":
      return false;
    case "match":
      return address.expression.test(text);
  }
}

/** The last line of a range that starts at `number`, where that is known from the start. */
const knownEnd = (to: Address, number: number): number | undefined =>
  to.kind === "line" ? to.line : to.kind === "more" ? number + to.lines : undefined;

function applies(command: SedCommand, number: number, last: boolean, text: string): boolean {
  const { from, to } = command;
  let inside = from === undefined;
  if (from && !to) inside = hits(from, number, last, text);
  else if (from && to) {
    if (command.open) {
      inside = true;
      if (command.open === true ? hits(to, number, last, text) : number >= command.open) command.open = false;
    } else if (hits(from, number, last, text)) {
      inside = true;
      const end = knownEnd(to, number);
      command.open = end === undefined ? !(to.kind === "last" && last) : end > number && end;
    }
  }
  return inside !== command.negated;
}

/** What the commands do to one line. */
interface Cycle {
  text: string;
  number: number;
  last: boolean;
  /** What is printed before the line and after it. */
  before: string;
  after: string;
  removed: boolean;
  ended: boolean;
}

/** Runs commands on a line until one of them ends its turn. */
function run(commands: SedCommand[], cycle: Cycle): void {
  for (const command of commands) {
    if (!applies(command, cycle.number, cycle.last, cycle.text)) continue;
    if (command.block) run(command.block, cycle);
    else carryOut(command, cycle);
    if (cycle.removed || cycle.ended) return;
  }
}

function carryOut(command: SedCommand, cycle: Cycle): void {
  const { name, text = "" } = command;
  if (name === "s" && command.expression) substitute(command, command.expression, cycle);
  else if (name === "y") {
    const [set, by] = [[...text], [...(command.by ?? "")]];
    cycle.text = [...cycle.text].map((char) => by[set.indexOf(char)] ?? char).join("");
  } else if (name === "p") cycle.before += `${cycle.text}\n`;
  else if (name === "=") cycle.before += `${cycle.number}\n`;
  else if (name === "i") cycle.before += `${text}\n`;
  else if (name === "a") cycle.after += `${text}\n`;
  else if (name === "q") cycle.ended = true;
  else {
    if (name === "c") cycle.before += `${text}\n`;
    cycle.removed = true;
  }
}

function substitute({ which = 1, all, by = "", print }: SedCommand, expression: RegExp, cycle: Cycle): void {
  let count = 0;
  let changed = false;
  let end = -1;
  cycle.text = cycle.text.replace(expression, (...found: unknown[]) => {
    const groups = found.filter(
      (group): group is string | undefined => typeof group === "string" || group === undefined,
    );
    // The last text argument is the whole line.
    groups.pop();
    const [match = ""] = groups;
    const offset = found.find((candidate): candidate is number => typeof candidate === "number") ?? 0;
    // An empty match right behind another one is none (POSIX, sed).
    if (match === "" && offset === end) return "";
    end = offset + match.length;
    count++;
    if (all ? count < which : count !== which) return match;
    changed = true;
    return filled(by, groups);
  });
  if (changed && print) cycle.before += `${cycle.text}\n`;
}

/** Runs a script over lines. */
function edit(commands: SedCommand[], lines: readonly string[], quiet: boolean): string {
  let result = "";
  for (const [index, text] of lines.entries()) {
    const cycle: Cycle = {
      text,
      number: index + 1,
      last: index === lines.length - 1,
      before: "",
      after: "",
      removed: false,
      ended: false,
    };
    run(commands, cycle);
    result += cycle.before;
    if (!cycle.removed && !quiet) result += `${cycle.text}\n`;
    result += cycle.after;
    if (cycle.ended) break;
  }
  return result;
}

export const sed = filter(
  {
    name: "sed",
    summary: summaries.sed,
    operands: [
      { name: "SCRIPT", required: false },
      { name: "FILE", required: false, many: true, live: "file" },
    ],
    options: [
      ["-n, --quiet", "Print only the lines that the p command selects."],
      ["-E, --regexp-extended", "Use extended regular expressions."],
      ["-r", "Same as -E."],
      ["-i, --in-place", "Edit the files in place."],
      ["-e, --expression SCRIPT", "Script (repeatable)."],
    ],
    examples: ["sed 's/v1/v2/g' deployment.yaml"],
  },
  async (call, line) => {
    const scripts = line.texts("--expression");
    const [first, ...rest] = line.operands;
    if (scripts.length === 0 && first === undefined) {
      throw new ExitError(1, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...");
    }
    const source = scripts.length > 0 ? scripts.join("\n") : (first ?? "");
    const paths = scripts.length > 0 ? line.operands : rest;
    const extended = line.on("--regexp-extended") || line.on("-r");
    const read = () => new SedReader(source, extended).read();
    read();
    if (line.on("--in-place") && paths.length === 0) throw new ExitError(1, "sed: no input files");
    let status = 0;
    let stream = "";
    for (const path of paths.length > 0 ? paths : ["-"]) {
      const whole = pathOf(call, path);
      if (path !== "-" && !call.machine.files.stat(whole)) {
        call.err(`sed: can't read ${path}: No such file or directory\n`);
        status = 2;
        continue;
      }
      const text = await textOfFile(call, "sed", path);
      if (text === undefined) status = 2;
      else if (line.on("--in-place")) call.machine.files.write(whole, edit(read(), linesOf(text), line.on("--quiet")));
      else stream += text;
    }
    const lines = linesOf(stream);
    if (lines.length > 0) {
      const result = edit(read(), lines, line.on("--quiet"));
      if (result !== "") call.out(stream.endsWith("\n") ? result : result.replace(/\n$/, ""));
    }
    return status;
  },
);
