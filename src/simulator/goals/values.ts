import { asRecord } from "../world/json.ts";
import type { ObjectType } from "./term.ts";

/** A value with fields in the expression language; each object type has a class of its own. */
export type ObjectClass = new (fields: Record<string, unknown>) => object;

/** An object type, and the class by which the language recognizes its values. */
export interface TypeEntry extends ObjectType {
  make: ObjectClass;
}

const listItem = (type: string): string | undefined => /^list<(.+)>$/.exec(type)?.[1];

/** Makes the class of an object type. */
export const classFor = (): ObjectClass =>
  class {
    constructor(fields: Record<string, unknown>) {
      Object.assign(this, fields);
    }
  };

/**
 * Converts plain data to a value of a type: whole numbers to bigint, records to instances of their class. What is missing
 * becomes the empty value of its type.
 */
export function toValue(type: string, data: unknown, types: ReadonlyMap<string, TypeEntry>): unknown {
  const item = listItem(type);
  if (item !== undefined) return (Array.isArray(data) ? data : []).map((element) => toValue(item, element, types));
  const entry = types.get(type);
  if (entry) {
    const record = asRecord(data);
    return new entry.make(
      Object.fromEntries(
        Object.entries(entry.fields).map(([name, field]) => [name, toValue(field.type, record[name], types)]),
      ),
    );
  }
  switch (type) {
    case "int":
      return BigInt(Math.round(Number(data ?? 0)));
    case "double":
      return Number(data ?? 0);
    case "bool":
      return data === true;
    case "string":
      return typeof data === "string" ? data : "";
    default:
      return data;
  }
}

/** Converts a value of the language to plain data. */
export function toData(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(toData);
  if (typeof value === "object" && value !== null) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    return Object.fromEntries(entries.map(([key, member]) => [String(key), toData(member)]));
  }
  return value;
}
