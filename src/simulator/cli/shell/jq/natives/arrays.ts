import { valuesOf } from "../evaluation/values-of.ts";
import { computed, type Item } from "../evaluation/item.ts";
import type { Scope } from "../evaluation/scope.ts";
import { lengthOf } from "../formats.ts";
import { indicesOf } from "../paths.ts";
import type { Expression } from "../syntax.ts";
import { compare, equal, JqError } from "../values.ts";
import { arrayOf, pure, withValues, type Native, type NativeTable } from "./native.ts";
import type { JsonValue } from "../../../../world/json.ts";

/** Members with the keys that `f` gives each; without `f` they are their own. */
function keyed(
  item: Item,
  by: Expression | undefined,
  scope: Scope,
  filter: string,
): { key: JsonValue; value: JsonValue }[] {
  const values = arrayOf(item.value, filter);
  return values.map((value) => ({
    value,
    key: by ? [...valuesOf(by, scope, { value, path: undefined })] : value,
  }));
}

const sorted = (filter: string, pick: (entries: { key: JsonValue; value: JsonValue }[]) => JsonValue): Native =>
  function* (item, [by], scope) {
    const entries = keyed(item, by, scope, filter);
    yield computed(pick(entries.sort((a, b) => compare(a.key, b.key))), item);
  };

const cannotSort = "cannot be sorted, as it is not an array";
const cannotGroup = "cannot be grouped, as it is not an array";

function groups(entries: { key: JsonValue; value: JsonValue }[]): JsonValue[][] {
  const found: { key: JsonValue; values: JsonValue[] }[] = [];
  for (const { key, value } of entries) {
    const last = found.at(-1);
    if (last && equal(last.key, key)) last.values.push(value);
    else found.push({ key, values: [value] });
  }
  return found.map(({ values }) => values);
}

const extreme = (sign: 1 | -1): Native =>
  function* (item, [by], scope) {
    let best: { key: JsonValue; value: JsonValue } | undefined;
    for (const entry of keyed(item, by, scope, "cannot be iterated over")) {
      const order = best ? compare(entry.key, best.key) * sign : 1;
      if (order > 0 || (order === 0 && sign === 1)) best = entry;
    }
    yield computed(best?.value ?? null, item);
  };

const places = (whole: string, part: string): number[] => {
  const found: number[] = [];
  for (let at = whole.indexOf(part); part !== "" && at !== -1; at = whole.indexOf(part, at + 1)) {
    found.push(lengthOf(whole.slice(0, at)));
  }
  return found;
};

function flattened(values: readonly JsonValue[], depth: number): JsonValue[] {
  return values.flatMap((element) => (Array.isArray(element) && depth > 0 ? flattened(element, depth - 1) : [element]));
}

/** Arrays: their order, groups and places. */
export const arrayNatives: NativeTable = {
  "indices/1": withValues((value, [part = null]) => {
    if (value === null) return null;
    if (typeof value === "string" && typeof part === "string") return places(value, part);
    return indicesOf(arrayOf(value, "cannot be searched"), Array.isArray(part) ? part : [part]);
  }),
  "sort/0": sorted(cannotSort, (entries) => entries.map(({ value }) => value)),
  "sort_by/1": sorted(cannotSort, (entries) => entries.map(({ value }) => value)),
  "group_by/1": sorted(cannotGroup, groups),
  "unique/0": sorted(cannotSort, (entries) => groups(entries).map(([first = null]) => first)),
  "unique_by/1": sorted(cannotGroup, (entries) => groups(entries).map(([first = null]) => first)),
  "min/0": extreme(-1),
  "min_by/1": extreme(-1),
  "max/0": extreme(1),
  "max_by/1": extreme(1),
  "reverse/0": pure((value) => {
    if (value === null) return [];
    return typeof value === "string"
      ? [...value].reverse().join("")
      : [...arrayOf(value, "cannot be reversed")].reverse();
  }),
  "flatten/0": pure((value) => flattened(arrayOf(value, "cannot be iterated over"), 1_000)),
  "flatten/1": withValues((value, [depth = null]) => {
    if (typeof depth !== "number" || depth < 0) throw new JqError("flatten depth must not be negative");
    return flattened(arrayOf(value, "cannot be iterated over"), depth);
  }),
};
