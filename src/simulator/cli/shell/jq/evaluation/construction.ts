import { formatText } from "../formats.ts";
import type { Expression } from "../syntax.ts";
import { JqError, withMember } from "../values.ts";
import { valuesOf } from "./values-of.ts";
import type { Item } from "./item.ts";
import type { Scope } from "./scope.ts";
import type { JsonObject } from "../../../../world/json.ts";

interface Member {
  key: Expression;
  value: Expression;
}

/** The texts of a string with interpolated values, one for each combination of these. */
export function* texts(
  segments: readonly (string | Expression)[],
  format: string | undefined,
  scope: Scope,
  item: Item,
): Generator<string> {
  const [first, ...rest] = segments;
  if (first === undefined) {
    yield "";
    return;
  }
  for (const after of texts(rest, format, scope, item)) {
    if (typeof first === "string") yield first + after;
    else for (const value of valuesOf(first, scope, item)) yield formatText(format ?? "@text", value) + after;
  }
}

/** The objects that members make, one for each combination of their keys and values. */
export const objects = (entries: readonly Member[], scope: Scope, item: Item): Generator<JsonObject> =>
  objectsOfFirst(entries.length, entries, scope, item);

/** The last member changes slowest, as in jq. */
function* objectsOfFirst(count: number, entries: readonly Member[], scope: Scope, item: Item): Generator<JsonObject> {
  const entry = entries[count - 1];
  if (!entry) {
    yield {};
    return;
  }
  for (const key of valuesOf(entry.key, scope, item)) {
    if (typeof key !== "string") throw new JqError(`Object keys must be strings`);
    for (const value of valuesOf(entry.value, scope, item)) {
      for (const before of objectsOfFirst(count - 1, entries, scope, item)) yield withMember(before, key, value);
    }
  }
}
