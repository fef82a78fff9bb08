import type { Token } from "./go-template-tokens.ts";
import { unquote } from "./template-scanner.ts";

/** Makes the error for what can't be read, from Go's words and the line, counted from 1. */
export type ParseFault = (why: string, line: number) => Error;

/** Returns the text of a string token, quoted or raw. Throws for an escape that Go doesn't have. */
export function stringOf({ kind, text, line }: Token, fault: ParseFault): string {
  const value = kind === "rawString" ? text.slice(1, -1) : unquote(text);
  if (value === undefined) throw fault("invalid syntax", line);
  return value;
}

/** Returns the value of a number token: decimal, hexadecimal, octal or binary. Imaginary numbers are rejected. */
export function numberOf({ text, line }: Token, fault: ParseFault): number {
  const plain = text.replaceAll("_", "").toLowerCase();
  const digits = plain.replace(/^[+-]/, "");
  const value = digits === "" ? Number.NaN : Number(digits);
  if (Number.isNaN(value)) throw fault(`illegal number syntax: ${JSON.stringify(text)}`, line);
  return plain.startsWith("-") ? -value : value;
}

/** Returns the code point of a character token, as Go prints it: `'a'` is 97. */
export function characterOf({ text, line }: Token, fault: ParseFault): number {
  const value = unquote(text);
  if (value === undefined || [...value].length !== 1) throw fault(`malformed character constant: ${text}`, line);
  return value.codePointAt(0) ?? 0;
}
