import { isRecord } from "../../simulator/world/json.ts";
/** Plain data in rows and bodies. */
type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain | undefined };

/** Stands for a part that differs from one world to another: an id, a time, a password. Text, so that it can be stored. */
export const varying = "<varies>";

/** What two values have in common; `varying` where they have nothing in common. */
export type Shared = Plain | Shared[] | { [key: string]: Shared };

/**
 * Returns what is the same in two values that the same commands made in two worlds. Records leave out fields that differ;
 * arrays have `varying` in their place.
 */
export function sharedBy(first: unknown, other: unknown): Shared {
  if (Array.isArray(first) && Array.isArray(other)) {
    return first.length === other.length ? first.map((element, at) => sharedBy(element, other[at])) : varying;
  }
  if (isRecord(first) && isRecord(other)) {
    return Object.fromEntries(
      Object.entries(first).flatMap(([key, value]): [string, Shared][] => {
        if (value === undefined) return [];
        const shared = sharedBy(value, other[key]);
        return shared === varying ? [] : [[key, shared]];
      }),
    );
  }
  return first === other ? (first as Plain) : varying;
}

/** Returns whether every value matches, because all parts vary. */
export const saysNothing = (shared: Shared): boolean =>
  shared === varying ||
  (typeof shared === "object" && shared !== null && Object.values(shared).every((part) => saysNothing(part as Shared)));

/** Returns whether a value has everything that is expected; records and arrays may have more. */
export function has(value: unknown, expected: Shared): boolean {
  if (expected === varying) return true;
  if (Array.isArray(expected)) {
    return Array.isArray(value) && expected.every((part) => value.some((element) => has(element, part)));
  }
  if (isRecord(expected)) {
    return isRecord(value) && Object.entries(expected).every(([key, part]) => has(value[key], part as Shared));
  }
  return value === expected;
}

/** Returns the fields of `after` that differ from `before`, at any depth; an empty record if nothing changed. */
export function changedFields(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.map((element, at) => changedFields(before[at], element));
  }
  if (!isRecord(before) || !isRecord(after)) return before === after ? {} : after;
  return Object.fromEntries(
    Object.entries(after).flatMap(([key, value]): [string, unknown][] => {
      if (JSON.stringify(value) === JSON.stringify(before[key])) return [];
      return [[key, changedFields(before[key], value)]];
    }),
  );
}

/** Parses JSON text; returns other text unchanged. */
export function readText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
