import { formatText } from "../formats.ts";
import { matchesOf } from "../regular-expressions.ts";
import { JqError } from "../values.ts";
import { arrayOf, pure, stringOf, withValues, type Native, type NativeTable } from "./native.ts";
import type { JsonValue } from "../../../../world/json.ts";

const trimmed = (start: boolean, end: boolean): Native =>
  pure((value) => {
    const whole = stringOf(value, "cannot be trimmed");
    return start && end ? whole.trim() : start ? whole.trimStart() : whole.trimEnd();
  });

const cut = (front: boolean): Native =>
  withValues((value, [part = null]) => {
    if (typeof value !== "string" || typeof part !== "string" || part === "") return value;
    if (front) return value.startsWith(part) ? value.slice(part.length) : value;
    return value.endsWith(part) ? value.slice(0, -part.length) : value;
  });

const edge = (name: string, test: (value: string, part: string) => boolean): Native =>
  withValues((value, [part = null]) => {
    if (typeof value !== "string" || typeof part !== "string") throw new JqError(`${name}() requires string inputs`);
    return test(value, part);
  });

const cased = (change: (value: string) => string): Native =>
  pure((value) => stringOf(value, "explode input must be a string").replace(/[A-Za-z]+/g, change));

const matching = (compute: (found: ReturnType<typeof matchesOf>) => JsonValue): Native =>
  withValues((value, [expression = null, flags = null]) => compute(matchesOf(value, expression, flags)));

/** Strings. */
export const stringNatives: NativeTable = {
  "utf8bytelength/0": pure(
    (value) => new TextEncoder().encode(stringOf(value, "only strings have UTF-8 byte length")).length,
  ),
  "ascii_downcase/0": cased((letters) => letters.toLowerCase()),
  "ascii_upcase/0": cased((letters) => letters.toUpperCase()),
  "explode/0": pure((value) => [...stringOf(value, "cannot be exploded")].map((char) => char.codePointAt(0) ?? 0)),
  "implode/0": pure((value) => {
    const codes = arrayOf(value, "implode input must be an array");
    if (!codes.every((code) => typeof code === "number" && code >= 0 && code <= 0x10ffff)) {
      throw new JqError("Unicode codepoint must be numeric");
    }
    return codes.map((code) => String.fromCodePoint(Number(code))).join("");
  }),
  "ascii/0": pure((value) => String.fromCharCode(Number(value))),
  "trim/0": trimmed(true, true),
  "ltrim/0": trimmed(true, false),
  "rtrim/0": trimmed(false, true),
  "ltrimstr/1": cut(true),
  "rtrimstr/1": cut(false),
  "startswith/1": edge("startswith", (value, part) => value.startsWith(part)),
  "endswith/1": edge("endswith", (value, part) => value.endsWith(part)),
  "split/1": withValues((value, [by = null]) => {
    if (typeof value !== "string" || typeof by !== "string")
      throw new JqError("split input and separator must be strings");
    return value === "" ? [] : by === "" ? [...value] : value.split(by);
  }),
  "test/1": matching((found) => found.length > 0),
  "test/2": matching((found) => found.length > 0),
  "_match/2": matching((found) => found),
  "format/1": withValues((value, [name = null]) => formatText(`@${stringOf(name, "is not a valid format")}`, value)),
};
