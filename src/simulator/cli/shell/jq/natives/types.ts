import { lengthOf } from "../formats.ts";
import { compare, equal, JqError, memberOf, named, toText, truthy, typeOf } from "../values.ts";
import { pure, stringOf, withValues, type NativeTable } from "./native.ts";
import { isJsonObject, type JsonValue } from "../../../../world/json.ts";

function contains(a: JsonValue, b: JsonValue): boolean {
  if (isJsonObject(a) && isJsonObject(b)) {
    return Object.entries(b).every(([key, value]) => Object.hasOwn(a, key) && contains(memberOf(a, key), value));
  }
  if (Array.isArray(a) && Array.isArray(b)) return b.every((element) => a.some((own) => contains(own, element)));
  if (typeof a === "string" && typeof b === "string") return a.includes(b);
  if (typeOf(a) === typeOf(b)) return equal(a, b);
  throw new JqError(`${named(a)} and ${named(b)} cannot have their containment checked`);
}

function has(value: JsonValue, key: JsonValue): boolean {
  if (isJsonObject(value) && typeof key === "string") return Object.hasOwn(value, key);
  if (Array.isArray(value) && typeof key === "number") return key >= 0 && key < value.length;
  throw new JqError(
    `Cannot check whether ${typeOf(value)} has a ${typeof key === "string" ? "string" : typeOf(key)} key`,
  );
}

function keys(value: JsonValue): JsonValue[] {
  if (Array.isArray(value)) return [...value.keys()];
  if (isJsonObject(value)) return Object.keys(value);
  throw new JqError(`${named(value)} has no keys`);
}

function toNumber(value: JsonValue): number {
  if (typeof value === "number") return value;
  const found = typeof value === "string" && /^\s*-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);
  if (found) return Number(value);
  throw new JqError(`${named(value)} cannot be parsed as a number`);
}

const fromJson = (value: JsonValue): JsonValue => {
  const source = stringOf(value, "only strings can be parsed");
  try {
    return JSON.parse(source) as JsonValue;
  } catch {
    throw new JqError(`Invalid JSON text (while parsing '${source}')`);
  }
};

/** What concerns values of several kinds: their type, size, members and conversion. */
export const typeNatives: NativeTable = {
  "not/0": pure((value) => !truthy(value)),
  "length/0": pure(lengthOf),
  "type/0": pure(typeOf),
  "keys/0": pure((value) => keys(value).sort(compare)),
  "keys_unsorted/0": pure(keys),
  "has/1": withValues((value, [key = null]) => has(value, key)),
  "contains/1": withValues((value, [part = null]) => contains(value, part)),
  "tostring/0": pure(toText),
  "tojson/0": pure((value) => JSON.stringify(value)),
  "fromjson/0": pure(fromJson),
  "tonumber/0": pure(toNumber),
};
