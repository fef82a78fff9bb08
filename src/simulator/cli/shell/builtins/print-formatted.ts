import { ExitError } from "../../program.ts";
import type { BuiltinCall } from "../builtin.ts";
import { readEscapes } from "./escapes.ts";

/** Writes a number with so many places as C does: a tie is rounded to the even digit, where JavaScript rounds it up. */
function fixed(value: number, places: number): string {
  const exact = value.toFixed(Math.min(100, places + 60));
  const kept = exact.slice(0, exact.length - (Math.min(100, places + 60) - places)).replace(/\.$/, "");
  const isTie = /^\.?50*$/.test(exact.slice(kept.length));
  return isTie && /[02468]$/.test(kept) ? kept : value.toFixed(places);
}

/** Longest width or precision; a real terminal holds no more either. */
const widthLimit = 10_000;

const padded = (text: string, flags: string, width: number): string =>
  flags.includes("-") ? text.padEnd(width) : text.padStart(width);

/** A word as it can be typed again. */
const quotedWord = (word: string): string => {
  if (word === "") return "''";
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (/[\n\t]/.test(word)) return `$'${word.replace(/['\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t")}'`;
  return word.replace(/[^\w@%+=:,./-]/g, "\\$&");
};

/** Prints arguments in a format, or stores the text in a variable. Returns the exit status. */
export function printFormatted({ args, state, out, err }: BuiltinCall): number {
  const into = args[0] === "-v" ? args[1] : undefined;
  const rest = (into === undefined ? args : args.slice(2)).filter((word, at) => !(at === 0 && word === "--"));
  const [format, ...words] = rest;
  if (format === undefined) throw new ExitError(2, "printf: usage: printf [-v var] format [arguments]");
  const remaining = [...words];
  let text = "";
  let failed = false;
  let stop = false;
  const numberOf = (word: string | undefined): number => {
    if (word === undefined || word === "") return 0;
    if (/^['"]/.test(word)) return word.codePointAt(1) ?? 0;
    const value = /^[-+]?(0x[0-9a-f]+|\d+)$/i.test(word) ? Number(word) : Number.NaN;
    if (!Number.isNaN(value)) return value;
    err(`bash: printf: ${word}: invalid number\n`);
    failed = true;
    return Number.parseInt(word, 10) || 0;
  };
  const convert = (flags: string, width: string, precision: string | undefined, kind: string): string => {
    const wide = Math.min(widthLimit, width === "*" ? numberOf(remaining.shift()) : Number(width || 0));
    const places =
      precision === undefined
        ? undefined
        : Math.min(100, Number(precision === "*" ? numberOf(remaining.shift()) : precision || 0));
    if (kind === "s" || kind === "b") {
      const word = remaining.shift() ?? "";
      const read = kind === "b" ? readEscapes(word, { octalZero: true }) : { text: word, stop: false };
      stop ||= read.stop;
      return padded(places === undefined ? read.text : read.text.slice(0, places), flags, wide);
    }
    if (kind === "q") return padded(quotedWord(remaining.shift() ?? ""), flags, wide);
    if (kind === "c") return padded((remaining.shift() ?? "").slice(0, 1), flags, wide);
    if (kind === "f" || kind === "e" || kind === "g") {
      const value = Number(remaining.shift() ?? 0) || 0;
      const numberText =
        kind === "f" ? fixed(value, places ?? 6) : kind === "e" ? value.toExponential(places ?? 6) : String(value);
      return flags.includes("0") ? numberText.padStart(wide, "0") : padded(numberText, flags, wide);
    }
    const value = numberOf(remaining.shift());
    const base = { x: 16, X: 16, o: 8 }[kind] ?? 10;
    const plain = Math.abs(value)
      .toString(base)
      .padStart(places ?? 0, "0");
    const digits = kind === "X" ? plain.toUpperCase() : plain;
    const sign = value < 0 ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
    const prefix = flags.includes("#") && base === 16 ? `0${kind}` : "";
    if (flags.includes("0") && !flags.includes("-")) {
      return sign + prefix + digits.padStart(wide - sign.length - prefix.length, "0");
    }
    return padded(sign + prefix + digits, flags, wide);
  };
  do {
    const before = remaining.length;
    const pattern =
      /%([-+ 0#]*)(\d+|\*)?(?:\.(\d+|\*)?)?([a-zA-Z%])|(\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|.))|[^%\\]+|[\s\S]/g;
    for (const found of format.matchAll(pattern)) {
      if (stop) break;
      const [whole, flags = "", width = "", precision, kind, escape] = found;
      if (kind === "%") text += "%";
      else if (kind !== undefined && /[sbqcdiuxXofeg]/.test(kind)) {
        text += convert(flags, width, whole.includes(".") ? (precision ?? "0") : undefined, kind);
      } else if (kind !== undefined) {
        throw new ExitError(1, `bash: printf: \`${kind}': invalid format character`);
      } else if (escape !== undefined) {
        const read = readEscapes(escape);
        text += read.text;
        stop ||= read.stop;
      } else text += whole;
    }
    if (remaining.length === before) break;
  } while (remaining.length > 0 && !stop);
  if (into === undefined) {
    if (text !== "") out(text);
  } else state.set(into, text);
  return failed ? 1 : 0;
}
