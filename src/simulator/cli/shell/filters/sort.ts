import { Stop } from "../../program.ts";
import { filesOperand, filter, linesOf, pathOf, textsOf } from "./filter.ts";

interface Key {
  from: number;
  to: number;
  numeric: boolean;
  reverse: boolean;
  fold: boolean;
}

function keyOf(text: string): Key {
  const found = /^(\d+)(?:\.\d+)?([a-zA-Z]*)(?:,(\d+)(?:\.\d+)?([a-zA-Z]*))?$/.exec(text);
  if (!found || Number(found[1]) < 1)
    throw new Stop(2, `sort: invalid number at field start: invalid count at start of '${text}'`);
  const letters = `${found[2]}${found[4] ?? ""}`;
  const to = found[3] === undefined ? Number.POSITIVE_INFINITY : Number(found[3]);
  return {
    from: Number(found[1]),
    to,
    numeric: letters.includes("n"),
    reverse: letters.includes("r"),
    fold: letters.includes("f"),
  };
}

const fieldsOf = (line: string, separator: string | undefined): string[] =>
  separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);

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
    const [one, two] = [left[at] ?? "", right[at] ?? ""];
    if (one === two) continue;
    const difference = Number(one) - Number(two);
    if (/^\d+$/.test(one) && /^\d+$/.test(two) && difference !== 0) return difference;
    return one < two ? -1 : 1;
  }
  return 0;
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sort = filter(
  {
    name: "sort",
    summary: "Print lines in order.",
    operands: filesOperand,
    options: [
      ["-r, --reverse", "The other way round."],
      ["-n, --numeric-sort", "By number."],
      ["-h, --human-numeric-sort", "By size, such as 2K and 1G."],
      ["-V, --version-sort", "By version."],
      ["-f, --ignore-case", "Upper and lower case alike."],
      ["-u, --unique", "Each only once."],
      ["-k, --key KEY", "By these fields: 2, 2,3 or 2n."],
      ["-t, --field-separator CHAR", "What parts fields; blanks when not given."],
      ["-o, --output FILE", "Write to this file."],
    ],
    examples: ["sort -u names.txt"],
    fault: 2,
  },
  async (call, line) => {
    const keys = line.texts("--key").map(keyOf);
    const separator = line.text("--field-separator");
    if (separator !== undefined && [...separator].length !== 1)
      throw new Stop(2, `sort: multi-character tab '${separator}'`);
    const { texts, failed } = await textsOf(call, "sort", line.operands);
    if (failed) return 2;
    const whole: Key = { from: 1, to: Number.POSITIVE_INFINITY, numeric: false, reverse: false, fold: false };
    const compareBy = (key: Key, a: string, b: string): number => {
      const part = (text: string) =>
        key === whole
          ? text
          : fieldsOf(text, separator)
              .slice(key.from - 1, key.to)
              .join(separator ?? "");
      const [one, two] = [part(a), part(b)];
      if (key.numeric || line.on("--numeric-sort")) return numberOf(one) - numberOf(two);
      if (line.on("--human-numeric-sort")) return humanOf(one) - humanOf(two);
      if (line.on("--version-sort")) return compareVersions(one, two);
      return key.fold || line.on("--ignore-case") ? byBytes(one.toUpperCase(), two.toUpperCase()) : byBytes(one, two);
    };
    const compare = (a: string, b: string): number => {
      for (const key of keys.length > 0 ? keys : [whole]) {
        const order = compareBy(key, a, b);
        if (order !== 0) return key.reverse !== line.on("--reverse") ? -order : order;
      }
      return 0;
    };
    const lines = texts.flatMap(({ text }) => linesOf(text));
    const last = (a: string, b: string) =>
      line.on("--unique") ? 0 : line.on("--reverse") ? byBytes(b, a) : byBytes(a, b);
    lines.sort((a, b) => compare(a, b) || last(a, b));
    const kept = line.on("--unique")
      ? lines.filter((one, at) => at === 0 || compare(lines[at - 1] ?? "", one) !== 0)
      : lines;
    const text = kept.map((one) => `${one}\n`).join("");
    const target = line.text("--output");
    if (target === undefined) call.out(text);
    else call.machine.files.write(pathOf(call, target), text);
    return 0;
  },
);

export const uniq = filter(
  {
    name: "uniq",
    summary: "Print lines that repeat only once.",
    operands: [{ name: "FILE", required: false, live: "file" }],
    options: [
      ["-c, --count", "With how often."],
      ["-d, --repeated", "Only those that repeat."],
      ["-u, --unique", "Only those that do not."],
      ["-i, --ignore-case", "Upper and lower case alike."],
    ],
    examples: ["sort names.txt | uniq -c"],
  },
  async (call, line) => {
    const { texts, failed } = await textsOf(call, "uniq", line.operands.slice(0, 1));
    const groups: { text: string; count: number }[] = [];
    const same = (a: string, b: string) => (line.on("--ignore-case") ? a.toLowerCase() === b.toLowerCase() : a === b);
    for (const text of linesOf(texts.map((one) => one.text).join(""))) {
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
