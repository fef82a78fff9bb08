import { sortedKeys } from "./json.ts";
import type { JsonValue } from "../../world/json.ts";

/** A value as Python's `str` writes it. */
export function pythonText(value: JsonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : String(value);
}

/** A cell: a list is its length, an object nothing, so that rows keep their columns (knack, output.py `_TsvOutput`). */
function cell(value: JsonValue): string {
  if (Array.isArray(value)) return String(value.length);
  return typeof value === "object" && value !== null ? "" : pythonText(value);
}

function row(value: JsonValue, ordered: boolean): string {
  if (Array.isArray(value)) return value.map(cell).join("\t");
  if (typeof value === "object" && value !== null) {
    const keys = ordered ? Object.keys(value) : sortedKeys(value);
    return keys.map((key) => cell(value[key] ?? null)).join("\t");
  }
  return typeof value === "boolean" ? String(value) : cell(value);
}

/** Rows without a header. Keys of a query's objects keep the query's order (`ordered`); others are sorted. */
export const tsvText = (value: JsonValue, ordered: boolean): string =>
  (Array.isArray(value) ? value : [value]).map((item) => `${row(item, ordered)}\n`).join("");
