import { asRecord, type JsonRecord } from "../../world/json.ts";
/** Returns a text, number or boolean as text, and an empty text for any other value. */
export const asPrintable = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** Returns the `metadata` of an object, and the two below its `spec` and `status`; empty where they are missing. */
export const metadataOf = (object: JsonRecord): JsonRecord => asRecord(object["metadata"]);
export const specOf = (object: JsonRecord): JsonRecord => asRecord(object["spec"]);
export const statusOf = (object: JsonRecord): JsonRecord => asRecord(object["status"]);
/** Returns the name of an object; empty when it has none. */
export const nameOf = (object: JsonRecord): string => asPrintable(metadataOf(object)["name"]);
/** Returns the namespace of an object; empty when it isn't namespaced. */
export const namespaceOf = (object: JsonRecord): string => asPrintable(metadataOf(object)["namespace"]);

/** Returns what a merge patch makes of a value, which stays as it is (RFC 7396). */
export function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result: JsonRecord = { ...asRecord(target) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** Returns whether two JSON values are equal, with their keys in any order. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same((a as JsonRecord)[key], (b as JsonRecord)[key]));
}
