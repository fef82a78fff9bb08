import { JqError, named } from "./values.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

/** What a regular expression finds in a text, in the form of jq's `match`. */
export function matchesOf(value: JsonValue, expression: JsonValue, flags: JsonValue): JsonObject[] {
  const [pattern, letters] = Array.isArray(expression)
    ? [expression[0] ?? null, expression[1] ?? null]
    : [expression, flags];
  if (typeof value !== "string") throw new JqError(`${named(value)} cannot be matched, as it is not a string`);
  if (typeof pattern !== "string") throw new JqError(`${named(pattern)} cannot be matched, as it is not a string`);
  if (letters !== null && typeof letters !== "string") throw new JqError(`${named(letters)} is not a string`);
  const letterFlags = letters ?? "";
  if (/[^gimnpslx]/.test(letterFlags)) throw new JqError(`${letterFlags} is not a valid modifier string`);
  const source = letterFlags.includes("x")
    ? pattern.replace(/\\#|\\\s|#[^\n]*|\s+/g, (token) => (token.startsWith("\\") ? token : ""))
    : pattern;
  let found: RegExp;
  try {
    const dotAll = letterFlags.includes("s") || letterFlags.includes("p");
    found = new RegExp(source, `gu${letterFlags.includes("i") ? "i" : ""}${dotAll ? "s" : ""}`);
  } catch {
    throw new JqError(`${pattern} (at offset 0) is not a valid regex`);
  }
  const names = [...source.matchAll(/\(\?<([A-Za-z_]\w*)>|\\.|\((?!\?)/gs)]
    .filter(([token]) => !token.startsWith("\\"))
    .map(([, name]) => name ?? null);
  const lengthOf = (text: string) => [...text].length;
  const all: JsonObject[] = [];
  for (const match of value.matchAll(found)) {
    const groups = match.slice(1) as (string | undefined)[];
    if (letterFlags.includes("n") && match[0] === "") continue;
    all.push({
      offset: lengthOf(value.slice(0, match.index)),
      length: lengthOf(match[0]),
      string: match[0],
      captures: groups.map((text, at) => ({
        offset: text === undefined ? -1 : lengthOf(value.slice(0, match.index + Math.max(0, match[0].indexOf(text)))),
        length: text === undefined ? 0 : lengthOf(text),
        string: text ?? null,
        name: names[at] ?? null,
      })),
    });
    if (!letterFlags.includes("g")) break;
  }
  return all;
}
