import type { JsonValue } from "../../../world/json.ts";

/** Input that is not JSON, in jq's words. */
export class JsonFault extends Error {}

const position = (text: string, at: number): string => {
  const before = text.slice(0, at);
  return `line ${before.split("\n").length}, column ${at - (before.lastIndexOf("\n") + 1)}`;
};

/** Where the value that starts at `from` ends; -1 when it does not. */
function endOf(text: string, from: number): number {
  const first = text[from] ?? "";
  if (first === '"') {
    for (let at = from + 1; at < text.length; at++) {
      if (text[at] === "\\") at++;
      else if (text[at] === '"') return at + 1;
    }
    return -1;
  }
  if (first !== "{" && first !== "[") {
    const rest = /^[^\s,:[\]{}"]+/.exec(text.slice(from, from + 10_000))?.[0] ?? first;
    return from + rest.length;
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = endOf(text, at);
      if (end === -1) return -1;
      at = end - 1;
    } else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
  }
  return -1;
}

/** Values that follow one another in a text, as jq reads its input. */
export function* readValues(text: string): Generator<JsonValue> {
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "") || text[at] === "\ufeff") at++;
    if (at >= text.length) return;
    const end = endOf(text, at);
    if (end === -1) throw new JsonFault(`Unfinished JSON term at EOF at ${position(text, text.length)}`);
    let value: JsonValue;
    try {
      value = JSON.parse(text.slice(at, end)) as JsonValue;
    } catch (error) {
      const where = Number(/position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? end - at);
      const literal = /^[{["]/.test(text[at] ?? "");
      throw new JsonFault(
        `${literal ? "Invalid JSON text" : "Invalid literal"} at ${position(text, literal ? at + where : end)}`,
      );
    }
    yield value;
    at = end;
  }
}
