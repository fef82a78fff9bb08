import { ExitError, type Call } from "../../program.ts";
import { filesOperand, filter, linesOf, pathOf, textsOf } from "../filter.ts";
import { summaries } from "../../summaries.ts";

/** How two texts are compared, by the letters of an option or a key. */
interface Ordering {
  /** Letters that choose an order: b, d, f, g, h, M, n, r and V. */
  letters: string;
}

/** A place in a line: a field, and a character of it (0 is its end). */
interface Place {
  field: number;
  character: number;
  skipBlanks: boolean;
}

interface Key extends Ordering {
  from: Place;
  to: Place | undefined;
}

const badKey = (why: string, text: string): ExitError => new ExitError(2, `sort: ${why} '${text}'`);

/** Reads a key as `-k` takes it: F[.C][letters][,F[.C][letters]]. */
function keyOf(text: string): Key {
  const [start = "", ...more] = text.split(",");
  const from = placeOf(start, text, "start");
  const to = more.length > 0 ? placeOf(more.join(","), text, "end") : undefined;
  return {
    from: { field: from.field, character: from.character ?? 1, skipBlanks: from.letters.includes("b") },
    to: to && { field: to.field, character: to.character ?? 0, skipBlanks: to.letters.includes("b") },
    letters: `${from.letters}${to?.letters ?? ""}`,
  };
}

function placeOf(part: string, whole: string, end: "start" | "end") {
  const [, field, character, letters = ""] = /^(\d+)(?:\.(\d+))?(.*)$/.exec(part) ?? [];
  if (field === undefined) throw badKey(`invalid number at field ${end}: invalid count at start of`, part);
  if (Number(field) === 0) throw badKey("field number is zero: invalid field specification", whole);
  if (end === "start" && character !== undefined && Number(character) === 0) {
    throw badKey("character offset is zero: invalid field specification", whole);
  }
  if (/[^bdfghMnrV]/.test(letters)) throw badKey("stray character in field spec: invalid field specification", whole);
  return { field: Number(field), character: character === undefined ? undefined : Number(character), letters };
}

/** Start and end of a field in a line; without a separator the blanks before a field belong to it. */
function fieldBounds(line: string, field: number, separator: string | undefined): { start: number; end: number } {
  const pattern = separator === undefined ? /[ \t]*[^ \t]+/g : undefined;
  if (pattern) {
    const found = [...line.matchAll(pattern)][field - 1];
    return found
      ? { start: found.index, end: found.index + found[0].length }
      : { start: line.length, end: line.length };
  }
  const fields = line.split(separator ?? "");
  const start = fields.slice(0, field - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const own = fields[field - 1];
  return own === undefined ? { start: line.length, end: line.length } : { start, end: start + own.length };
}

const afterBlanks = (line: string, at: number): number => at + (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0);

/** The part of a line that a key compares. */
function partOf(line: string, { from, to }: Key, separator: string | undefined): string {
  const first = fieldBounds(line, from.field, separator).start;
  const start = (from.skipBlanks ? afterBlanks(line, first) : first) + from.character - 1;
  if (!to) return line.slice(start);
  const last = fieldBounds(line, to.field, separator);
  const base = to.skipBlanks ? afterBlanks(line, last.start) : last.start;
  return line.slice(start, to.character === 0 ? last.end : Math.min(base + to.character, line.length));
}

const numberOf = (text: string): number => Number.parseFloat(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] ?? "") || 0;

const units: Record<string, number> = { K: 1, M: 2, G: 3, T: 4, P: 5 };
const humanOf = (text: string): number => {
  const [, digits = "0", unit = ""] = /^\s*(-?[\d.]+)\s*([KMGTP]?)/i.exec(text) ?? [];
  return Number(digits) * 1024 ** (units[unit.toUpperCase()] ?? 0);
};

/** `v1.10` after `v1.9`: digits are compared as numbers, the rest as text. */
function compareVersions(a: string, b: string): number {
  const pieces = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [first, two] = [left[at] ?? "", right[at] ?? ""];
    if (first === two) continue;
    const difference = Number(first) - Number(two);
    if (/^\d+$/.test(first) && /^\d+$/.test(two) && difference !== 0) return difference;
    return first < two ? -1 : 1;
  }
  return 0;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const monthOf = (text: string): number => months.indexOf(text.trimStart().slice(0, 3).toUpperCase());

const floatOf = (text: string): number => {
  const value = Number.parseFloat(text);
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
};

/** Compares two texts in the order that letters choose, apart from `r`. */
function compareBy(letters: string, first: string, two: string): number {
  const has = (letter: string) => letters.includes(letter);
  if (has("n")) return numberOf(first) - numberOf(two);
  if (has("g")) return floatOf(first) < floatOf(two) ? -1 : floatOf(first) > floatOf(two) ? 1 : 0;
  if (has("h")) return humanOf(first) - humanOf(two);
  if (has("M")) return monthOf(first) - monthOf(two);
  if (has("V")) return compareVersions(first, two);
  const plain = (text: string) => {
    const words = has("d") ? text.replace(/[^a-zA-Z0-9 \t]/g, "") : text;
    return has("f") ? words.toUpperCase() : words;
  };
  return byBytes(plain(first), plain(two));
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const globalLetters: readonly [string, string][] = [
  ["--ignore-leading-blanks", "b"],
  ["--dictionary-order", "d"],
  ["--ignore-case", "f"],
  ["--general-numeric-sort", "g"],
  ["--human-numeric-sort", "h"],
  ["--month-sort", "M"],
  ["--numeric-sort", "n"],
  ["--version-sort", "V"],
  ["--reverse", "r"],
];

/** Says which line is the first out of order; returns the exit status. */
function check(
  call: Call,
  texts: readonly { path: string; text: string }[],
  compare: (a: string, b: string) => number,
  unique: boolean,
): number {
  for (const { path, text } of texts) {
    const lines = linesOf(text);
    const at = lines.findIndex((line, index) => {
      const order = index === 0 ? -1 : compare(lines[index - 1] ?? "", line);
      return unique ? order >= 0 && index > 0 : order > 0;
    });
    if (at < 0) continue;
    call.err(`sort: ${path}:${at + 1}: disorder: ${lines[at]}\n`);
    return 1;
  }
  return 0;
}

export const sort = filter(
  {
    name: "sort",
    summary: summaries.sort,
    operands: filesOperand,
    options: [
      ["-r, --reverse", "Reverse the order."],
      ["-n, --numeric-sort", "Compare as numbers."],
      ["-g, --general-numeric-sort", "Compare as numbers that may have an exponent."],
      ["-h, --human-numeric-sort", "Compare as sizes, such as 2K and 1G."],
      ["-M, --month-sort", "Compare as months, such as Jan and Feb."],
      ["-V, --version-sort", "Compare as versions."],
      ["-f, --ignore-case", "Ignore case."],
      ["-d, --dictionary-order", "Compare only spaces, letters and digits."],
      ["-b, --ignore-leading-blanks", "Ignore leading spaces of a key."],
      ["-s, --stable", "Keep the order of lines that compare as equal."],
      ["-u, --unique", "Print only the first of lines that compare as equal."],
      ["-c, --check", "Check whether the lines are sorted."],
      ["-k, --key KEY", "Fields to compare, such as 2, 2,3 or 2n."],
      ["-t, --field-separator CHAR", "Field separator (default: spaces)."],
      ["-o, --output FILE", "File to write to."],
    ],
    examples: ["sort -u names.txt"],
    fault: 2,
  },
  async (call, line) => {
    const keys = line.texts("--key").map(keyOf);
    const separator = line.text("--field-separator");
    if (separator !== undefined && [...separator].length !== 1)
      throw new ExitError(2, `sort: multi-character tab '${separator}'`);
    const { texts, failed } = await textsOf(call, "sort", line.operands);
    if (failed) return 2;
    const global = globalLetters
      .filter(([option]) => line.on(option))
      .map(([, letter]) => letter)
      .join("");
    const whole: Key = {
      from: { field: 1, character: 1, skipBlanks: global.includes("b") && keys.length === 0 },
      to: undefined,
      letters: "",
    };
    // A key with letters of its own takes none of the options, not even -r (GNU coreutils, sort invocation).
    const used = (keys.length > 0 ? keys : [whole]).map((key) => {
      if (/[dfghMnrV]/.test(key.letters) || key.letters.includes("b")) return key;
      const skip = global.includes("b");
      return {
        ...key,
        from: { ...key.from, skipBlanks: skip },
        to: key.to && { ...key.to, skipBlanks: skip },
        letters: global,
      };
    });
    const compare = (a: string, b: string): number => {
      for (const key of used) {
        const order =
          key === whole && key.letters === ""
            ? byBytes(a, b)
            : compareBy(key.letters, partOf(a, key, separator), partOf(b, key, separator));
        if (order !== 0) return key.letters.includes("r") ? -order : order;
      }
      return 0;
    };
    const unique = line.on("--unique");
    const last = (a: string, b: string) =>
      unique || line.on("--stable") ? 0 : line.on("--reverse") ? byBytes(b, a) : byBytes(a, b);
    if (line.on("--check")) return check(call, texts, (a, b) => compare(a, b) || last(a, b), unique);
    const lines = texts.flatMap(({ text }) => linesOf(text));
    lines.sort((a, b) => compare(a, b) || last(a, b));
    const kept = unique
      ? lines.filter((candidate, at) => at === 0 || compare(lines[at - 1] ?? "", candidate) !== 0)
      : lines;
    const text = kept.map((keptLine) => `${keptLine}\n`).join("");
    const target = line.text("--output");
    if (target === undefined) call.out(text);
    else call.machine.files.write(pathOf(call, target), text);
    return 0;
  },
);

export const uniq = filter(
  {
    name: "uniq",
    summary: summaries.uniq,
    operands: [{ name: "FILE", required: false, live: "file" }],
    options: [
      ["-c, --count", "Print the number of repetitions."],
      ["-d, --repeated", "Print only repeated lines."],
      ["-u, --unique", "Print only lines that aren't repeated."],
      ["-i, --ignore-case", "Ignore case."],
    ],
    examples: ["sort names.txt | uniq -c"],
  },
  async (call, line) => {
    const { texts, failed } = await textsOf(call, "uniq", line.operands.slice(0, 1));
    const groups: { text: string; count: number }[] = [];
    const same = (a: string, b: string) => (line.on("--ignore-case") ? a.toLowerCase() === b.toLowerCase() : a === b);
    for (const text of linesOf(texts.map((input) => input.text).join(""))) {
      const last = groups.at(-1);
      if (last && same(last.text, text)) last.count++;
      else groups.push({ text, count: 1 });
    }
    for (const { text, count } of groups) {
      if ((line.on("--repeated") && count === 1) || (line.on("--unique") && count > 1)) continue;
      call.out(`${line.on("--count") ? `${String(count).padStart(7)} ` : ""}${text}\n`);
    }
    return failed ? 1 : 0;
  },
);
