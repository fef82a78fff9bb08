import type { JsonValue } from "../../world/json.ts";

const newline = "\n";

/** Keys of an object in the order of Python's sort: by code point. */
export const sortedKeys = (value: { [key: string]: JsonValue }): string[] => Object.keys(value).sort();

function write(value: JsonValue, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${write(item, inner)}`)
    : sortedKeys(value).map((key) => `${inner}${JSON.stringify(key)}: ${write(value[key] ?? null, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return items.length === 0
    ? `${open}${close}`
    : `${open}${newline}${items.join(`,${newline}`)}${newline}${indent}${close}`;
}

/** `json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)` and a newline (knack, output.py). */
export const jsonText = (value: JsonValue): string => `${write(value, "")}${newline}`;
