import { isJsonObject, type JsonValue } from "../../world/json.ts";

/** A member below others, null where one is missing. */
export function memberOf(item: JsonValue | undefined, ...path: (string | number)[]): JsonValue {
  let value: JsonValue | undefined = item;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isJsonObject(value)) value = value[String(part)];
    else return null;
  }
  return value ?? null;
}

/** A cell of the client's own tables: a blank for what is missing, empty or false. */
export function cell(item: JsonValue | undefined, ...path: (string | number)[]): string {
  const value = memberOf(item, ...path);
  if (value === null || value === "" || value === false) return " ";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A moment in a table: cut to seconds, with `Z`. */
export function dateCell(item: JsonValue | undefined, ...path: (string | number)[]): string {
  const text = cell(item, ...path);
  const [, seconds] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})/.exec(text) ?? [];
  return seconds === undefined ? text : `${seconds}Z`;
}

/** Time between two moments as hh:mm:ss; a blank when one is missing. */
export function durationCell(start: JsonValue, finish: JsonValue): string {
  const [from, to] = [Date.parse(String(start)), Date.parse(String(finish))];
  if (Number.isNaN(from) || Number.isNaN(to)) return " ";
  const seconds = Math.floor((to - from) / 1000);
  return [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** Rows of a result: the list, or the one object of it. */
export const rowsOf = (result: JsonValue): JsonValue[] => (Array.isArray(result) ? result : [result]);

/** An object with every key of the client's model; null where the service left one out. */
export const withKeys = (value: JsonValue | undefined, keys: readonly string[]): JsonValue =>
  isJsonObject(value) ? { ...Object.fromEntries(keys.map((key) => [key, null])), ...value } : null;
