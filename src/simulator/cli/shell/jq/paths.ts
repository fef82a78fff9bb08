import { compare, equal, JqError, memberOf, typeOf } from "./values.ts";
import { isJsonObject, type JsonValue } from "../../../world/json.ts";

/** Keys from the root to a value: names, positions, and slices as objects. */
export type Path = readonly JsonValue[];

/** Longest list that setting one of its places may make. */
const lengthLimit = 100_000;

interface Slice {
  start: number;
  end: number;
}

const isSlice = (key: JsonValue): boolean => isJsonObject(key) && "start" in key && "end" in key;

/** The places that a slice covers in a list or text of some length. */
export function bounds(key: JsonValue, length: number): Slice {
  const part = (name: string, missing: number, round: (value: number) => number) => {
    const value = isJsonObject(key) ? memberOf(key, name) : null;
    if (value === null) return missing;
    if (typeof value !== "number") throw new JqError("Start and end indices of an array slice must be numbers");
    return Math.min(length, Math.max(0, round(value < 0 ? value + length : value)));
  };
  const start = part("start", 0, Math.floor);
  return { start, end: Math.max(start, part("end", length, Math.ceil)) };
}

/** Where a list has these values in a row. */
export const indicesOf = (list: readonly JsonValue[], sequence: readonly JsonValue[]): JsonValue[] => {
  if (sequence.length === 0) return [];
  return list.flatMap((_, at) =>
    sequence.every((element, next) => at + next < list.length && equal(list[at + next] ?? null, element)) ? [at] : [],
  );
};

/** `value[key]` */
export function index(value: JsonValue, key: JsonValue): JsonValue {
  if (isSlice(key)) {
    if (value === null) return null;
    if (typeof value === "string") {
      const chars = [...value];
      const { start, end } = bounds(key, chars.length);
      return chars.slice(start, end).join("");
    }
    if (!Array.isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with object`);
    const { start, end } = bounds(key, value.length);
    return value.slice(start, end);
  }
  if (isJsonObject(value) && typeof key === "string") return memberOf(value, key);
  if (Array.isArray(value) && typeof key === "number") {
    const at = Math.floor(key);
    return value[at < 0 ? at + value.length : at] ?? null;
  }
  if (Array.isArray(value) && Array.isArray(key)) return indicesOf(value, key);
  if (value === null && (typeof key === "string" || typeof key === "number" || key === null)) return null;
  throw new JqError(`Cannot index ${typeOf(value)} with ${typeof key === "string" ? `"${key}"` : typeOf(key)}`);
}

export const getPath = (value: JsonValue, path: Path): JsonValue =>
  path.reduce<JsonValue>((at, key) => (at === null ? null : index(at, key)), value);

/** The value with another one at a path; what is missing on the way is made. */
export function setPath(value: JsonValue, path: Path, put: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (isSlice(key)) {
    if (value !== null && !Array.isArray(value))
      throw new JqError(`Cannot update field at object index of ${typeOf(value)}`);
    const list = value ?? [];
    const { start, end } = bounds(key, list.length);
    const inside = setPath(list.slice(start, end), rest, put);
    if (!Array.isArray(inside)) throw new JqError("A slice of an array can only be assigned another array");
    return [...list.slice(0, start), ...inside, ...list.slice(end)];
  }
  if (typeof key === "string" && (value === null || isJsonObject(value))) {
    const inside = setPath(value === null ? null : memberOf(value, key), rest, put);
    return Object.fromEntries([...Object.entries(value ?? {}), [key, inside]]);
  }
  if (typeof key === "number" && (value === null || Array.isArray(value))) {
    const list = [...(value ?? [])];
    const at = key < 0 ? Math.floor(key) + list.length : Math.floor(key);
    if (at < 0) throw new JqError("Out of bounds negative array index");
    if (at > lengthLimit) throw new JqError("Array index too large");
    while (list.length <= at) list.push(null);
    list[at] = setPath(list[at] ?? null, rest, put);
    return list;
  }
  index(value, key);
  throw new JqError(`Invalid path component: ${typeOf(key)}`);
}

/** Deletes members of one object or array at once, so that negative positions count from its old end. */
function deleteKeys(value: JsonValue, keys: readonly JsonValue[]): JsonValue {
  for (const key of keys) {
    const fits = Array.isArray(value)
      ? typeof key === "number" || isSlice(key)
      : isJsonObject(value) && typeof key === "string";
    if (!fits)
      throw new JqError(
        `Cannot delete field at ${typeof key === "string" ? "object" : "array"} index of ${typeOf(value)}`,
      );
  }
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).filter(([name]) => !keys.includes(name)));
  if (!Array.isArray(value)) return value;
  const ranges = keys.map((key): Slice => {
    if (typeof key !== "number") return bounds(key, value.length);
    const at = key < 0 ? Math.floor(key) + value.length : Math.floor(key);
    return { start: at, end: at + 1 };
  });
  return value.filter((_, at) => !ranges.some(({ start, end }) => at >= start && at < end));
}

/** Returns the value without what is at the paths; `null` when one of them is the path of the value itself. */
export function deletePaths(value: JsonValue, paths: readonly JsonValue[]): JsonValue {
  const sorted = [...paths].sort(compare).map((path) => {
    if (!Array.isArray(path)) throw new JqError("Path must be specified as an array");
    return path;
  });
  return deleteSorted(value, sorted);
}

function deleteSorted(value: JsonValue, paths: readonly JsonValue[][]): JsonValue {
  if (paths.some((path) => path.length === 0)) return null;
  if (value === null) return null;
  let result: JsonValue = value;
  const keys: JsonValue[] = [];
  for (let at = 0; at < paths.length;) {
    const [key = null] = paths[at] ?? [];
    const from = at;
    while (at < paths.length && equal(paths[at]?.[0] ?? null, key)) at++;
    const deeper = paths.slice(from, at).map((path) => path.slice(1));
    if (deeper.some((path) => path.length === 0)) keys.push(key);
    else {
      const inside = index(result, key);
      if (inside !== null) result = setPath(result, [key], deleteSorted(inside, deeper));
    }
  }
  return keys.length > 0 ? deleteKeys(result, keys) : result;
}
