import { isJsonObject, type JsonObject, type JsonValue } from "../../../world/json.ts";
/** What a program of jq throws, and `try … catch` catches. */
export class JqError extends Error {
  constructor(readonly value: JsonValue) {
    super(typeof value === "string" ? value : `${JSON.stringify(value)} (not a string)`);
  }
}

export const typeOf = (value: JsonValue): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

export const truthy = (value: JsonValue): boolean => value !== null && value !== false;

const order = ["null", "false", "true", "number", "string", "array", "object"];
const rank = (value: JsonValue): number => order.indexOf(typeof value === "boolean" ? String(value) : typeOf(value));

/** Text by code points, as jq orders it. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of jq: null, false, true, numbers, texts, lists, objects. */
export function compare(a: JsonValue, b: JsonValue): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const elementOrder = compare(a[at] ?? null, b[at] ?? null);
      if (elementOrder !== 0) return elementOrder;
    }
    return a.length - b.length;
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const [left, right] = [Object.keys(a).sort(compareText), Object.keys(b).sort(compareText)];
    const keys = compare(left, right);
    if (keys !== 0) return keys;
    for (const key of left) {
      const memberOrder = compare(a[key] ?? null, b[key] ?? null);
      if (memberOrder !== 0) return memberOrder;
    }
  }
  return 0;
}

export const equal = (a: JsonValue, b: JsonValue): boolean => compare(a, b) === 0;

/** An object's own member; names such as `constructor` are no members by themselves. */
export const memberOf = (object: JsonObject, key: string): JsonValue =>
  Object.hasOwn(object, key) ? (object[key] ?? null) : null;

export const withMember = (object: JsonObject, key: string, value: JsonValue): JsonObject =>
  Object.fromEntries([...Object.entries(object), [key, value]]);

/** Returns the JSON of a value, cut to a number of characters, as jq's error messages quote it. */
export const shortened = (value: JsonValue, length = 14): string => {
  const text = JSON.stringify(value);
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
};

/** `string ("abc")`, as errors name a value. */
export const named = (value: JsonValue): string => `${typeOf(value)} (${shortened(value)})`;

/** How a value is printed. */
export interface PrintOptions {
  indent: string;
  sorted: boolean;
  ascii: boolean;
}

export function print(value: JsonValue, { indent, sorted, ascii }: PrintOptions): string {
  const ready = sorted ? withSortedKeys(value) : value;
  const text = JSON.stringify(finite(ready), null, indent);
  return ascii
    ? text.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    : text;
}

/** Infinity is printed as the largest number there is, NaN as null. */
function finite(value: JsonValue): JsonValue {
  if (typeof value === "number") {
    return value === Infinity ? Number.MAX_VALUE : value === -Infinity ? -Number.MAX_VALUE : value;
  }
  if (Array.isArray(value)) return value.map(finite);
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, finite(member)]))
    : value;
}

export function withSortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareText)
      .map((key) => [key, withSortedKeys(value[key] ?? null)]),
  );
}

export const toText = (value: JsonValue): string =>
  typeof value === "string" ? value : print(value, { indent: "", sorted: false, ascii: false });
