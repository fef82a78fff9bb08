/** Parts of Kubernetes objects, read without trust in their shape. */
export type Json = Record<string, unknown>;

export const asRecord = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const asList = (value: unknown): Json[] => (Array.isArray(value) ? value.map(asRecord) : []);
export const asText = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const metadataOf = (object: Json): Json => asRecord(object["metadata"]);
export const specOf = (object: Json): Json => asRecord(object["spec"]);
export const statusOf = (object: Json): Json => asRecord(object["status"]);
export const nameOf = (object: Json): string => asText(metadataOf(object)["name"]);
export const namespaceOf = (object: Json): string => asText(metadataOf(object)["namespace"]);

/** What a merge patch would make of an object (RFC 7396). */
export function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result: Json = { ...asRecord(target) };
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
  return [...keys].every((key) => same((a as Json)[key], (b as Json)[key]));
}
