import { asPrintable } from "./objects.ts";
import type { JsonRecord } from "../../world/json.ts";

/** Returns true for a JSON object. */
export const isObject = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the members of an object by the order of their keys, in which Go prints them. */
export const sortedEntries = (value: JsonRecord): [string, unknown][] =>
  Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/** Returns a value as Go's `%#v` writes it; kubectl shows the object that way beside an error. */
export function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`;
  if (isObject(value)) {
    const members = sortedEntries(value).map(([key, member]) => `${JSON.stringify(key)}:${goSyntax(member)}`);
    return `map[string]interface {}{${members.join(", ")}}`;
  }
  return value === null || value === undefined ? "interface {}(nil)" : JSON.stringify(value);
}

/** Returns a value as Go's `%v` writes it. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (isObject(value))
    return `map[${sortedEntries(value)
      .map(([key, member]) => `${key}:${goText(member)}`)
      .join(" ")}]`;
  return value === null || value === undefined ? "<nil>" : asPrintable(value);
}

/** Returns Go's type of a value that was read from JSON. */
export function goType(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  if (typeof value === "boolean") return "bool";
  return Array.isArray(value) ? "[]interface {}" : isObject(value) ? "map[string]interface {}" : "string";
}

/** Returns JSON as Go writes it: keys in order, and no characters that HTML gives a meaning. */
export const goJson = (value: unknown): string => {
  const ordered = (part: unknown): unknown =>
    Array.isArray(part)
      ? part.map(ordered)
      : isObject(part)
        ? Object.fromEntries(sortedEntries(part).map(([key, member]) => [key, ordered(member)]))
        : part;
  return JSON.stringify(ordered(value)).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
};
