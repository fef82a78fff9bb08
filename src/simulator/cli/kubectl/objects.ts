import { asRecord, type JsonRecord } from "../../world/json.ts";
export const asPrintable = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const metadataOf = (object: JsonRecord): JsonRecord => asRecord(object["metadata"]);
export const specOf = (object: JsonRecord): JsonRecord => asRecord(object["spec"]);
export const statusOf = (object: JsonRecord): JsonRecord => asRecord(object["status"]);
export const nameOf = (object: JsonRecord): string => asPrintable(metadataOf(object)["name"]);
export const namespaceOf = (object: JsonRecord): string => asPrintable(metadataOf(object)["namespace"]);

/** What a merge patch would make of an object (RFC 7396). */
export function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result: JsonRecord = { ...asRecord(target) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** Whether two JSON values say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same((a as JsonRecord)[key], (b as JsonRecord)[key]));
}
