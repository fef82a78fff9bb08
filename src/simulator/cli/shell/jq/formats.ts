import { singleQuoted } from "../single-quoted.ts";
import { JqError, named, toText, typeOf } from "./values.ts";
import type { JsonValue } from "../../../world/json.ts";

const encoder = new TextEncoder();

export const toBase64 = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

const row = (value: JsonValue, name: string, cell: (element: JsonValue) => string, between: string): string => {
  if (!Array.isArray(value)) throw new JqError(`${named(value)} cannot be ${name}-formatted, only an array can be`);
  return value.map(cell).join(between);
};

const scalar = (value: JsonValue, format: string): JsonValue => {
  if (typeof value === "object" && value !== null) throw new JqError(`${named(value)} is not valid in a ${format} row`);
  return value;
};

const html: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", '"': "&quot;" };

/** A value as `@name` writes it. */
export function formatText(name: string, value: JsonValue): string {
  switch (name) {
    case "@text":
      return toText(value);
    case "@json":
      return JSON.stringify(value);
    case "@base64":
      return toBase64(toText(value));
    case "@base64d": {
      const text = toText(value).replace(/[-_]/g, (char) => (char === "-" ? "+" : "/"));
      try {
        const bytes = Uint8Array.from(atob(text.replace(/=+$/, "")), (char) => char.charCodeAt(0));
        return new TextDecoder().decode(bytes);
      } catch {
        throw new JqError(`${named(value)} is not valid base64 data`);
      }
    }
    case "@uri":
      return encodeURIComponent(toText(value)).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    case "@html":
      return toText(value).replace(/[<>&'"]/g, (char) => html[char] ?? char);
    case "@csv":
      return row(value, "csv", (element) => csvCell(scalar(element, "csv")), ",");
    case "@tsv":
      return row(value, "tsv", (element) => tsvCell(scalar(element, "tsv")), "\t");
    case "@sh": {
      const list = Array.isArray(value) ? value : [value];
      return list
        .map((element) => {
          if (typeof element === "object" && element !== null)
            throw new JqError(`${named(element)} can not be escaped for shell`);
          return typeof element === "string" ? singleQuoted(element) : toText(element);
        })
        .join(" ");
    }
    default:
      throw new JqError(`${name.slice(1)} is not a valid format`);
  }
}

const csvCell = (value: JsonValue): string =>
  typeof value === "string" ? `"${value.replace(/"/g, '""')}"` : value === null ? "" : toText(value);

const tsvCell = (value: JsonValue): string =>
  typeof value === "string"
    ? value.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r")
    : value === null
      ? ""
      : toText(value);

export const formatNames = ["@text", "@json", "@base64", "@base64d", "@uri", "@html", "@csv", "@tsv", "@sh"];

export const lengthOf = (value: JsonValue): number => {
  if (value === null) return 0;
  if (typeof value === "number") return Math.abs(value);
  if (typeof value === "string") return [...value].length;
  if (typeof value === "boolean") throw new JqError(`${typeOf(value)} (${value}) has no length`);
  return Array.isArray(value) ? value.length : Object.keys(value).length;
};
