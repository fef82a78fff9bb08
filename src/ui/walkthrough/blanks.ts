import type { CommandPart } from "../../content/content.ts";

/** A piece of a command: text, or a blank with its answer. */
export type Piece = { text: string } | { answer: string; label: string };

interface Span {
  from: number;
  to: number;
  label: string;
}

const isWord = (character: string | undefined): boolean => character === undefined || /[\s"'=(]/.test(character);

/** Returns the index of a part in a command as whole words outside the taken spans; -1 if it isn't there. */
function find(command: string, part: string, taken: readonly Span[]): number {
  for (let at = command.indexOf(part); at !== -1; at = command.indexOf(part, at + 1)) {
    const end = at + part.length;
    const free = taken.every(({ from, to }) => end <= from || at >= to);
    if (free && isWord(command[at - 1]) && (isWord(command[end]) || command[end] === ")")) return at;
  }
  return -1;
}

/** Splits an option from its value (`--sku Premium`, `--image=app:v1`); undefined for other parts. */
export function readOption(part: string): { option: string; value: string } | undefined {
  const [, option, value] = /^(--?[\w-]+)[ =](.+)$/s.exec(part) ?? [];
  return option === undefined || value === undefined ? undefined : { option, value };
}

/** Returns the names and values that a step gives to a learner who doesn't see its command. */
export const givenBy = (options: readonly CommandPart[]): string[] => [
  ...new Set(options.filter(({ recall }) => !recall).map(({ part }) => readOption(part)?.value ?? part)),
];

/** Returns the span to leave out: an option's value, or with `whole` the option as well; other parts entirely. */
function spanOf(part: string, at: number, whole: boolean): Span {
  const read = readOption(part);
  if (!read) return { from: at, to: at + part.length, label: "missing words" };
  if (whole) return { from: at, to: at + part.length, label: "missing option and its value" };
  const { option, value } = read;
  return { from: at + part.length - value.length, to: at + part.length, label: `value of ${option}` };
}

/**
 * Returns a command with blanks in place of the parts that a step explains: the values of its options, and with `whole` the
 * options as well. If a step explains none, everything but the program's name is blank. Joined, the pieces are the command.
 */
export function blanksOf(command: string, optionParts: readonly string[], whole: boolean): Piece[] {
  const spans: Span[] = [];
  for (const part of optionParts) {
    const at = find(command, part, spans);
    if (at !== -1) spans.push(spanOf(part, at, whole));
  }
  const [program = ""] = command.split(" ", 1);
  if (spans.length === 0) spans.push({ from: program.length + 1, to: command.length, label: "missing words" });
  const pieces: Piece[] = [];
  let from = 0;
  for (const { from: start, to, label } of spans.sort((a, b) => a.from - b.from)) {
    if (start > from) pieces.push({ text: command.slice(from, start) });
    pieces.push({ answer: command.slice(start, to), label });
    from = to;
  }
  if (from < command.length) pieces.push({ text: command.slice(from) });
  return pieces;
}

/** Returns the lines of a command with its blanks filled in; `answers` are in the order of the blanks. */
export function filledIn(pieces: readonly Piece[], answers: readonly string[]): string[] {
  let blank = 0;
  const text = pieces.map((piece) => ("text" in piece ? piece.text : (answers[blank++] ?? "").trim())).join("");
  return linesOf(text);
}

/** Returns the lines of a step's command. */
export const linesOf = (command: string): string[] => command.split("\n").filter((line) => line.trim() !== "");
