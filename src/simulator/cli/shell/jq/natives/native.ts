import type { Expression } from "../syntax.ts";
import { valuesOf } from "../evaluation/values-of.ts";
import { computed, type Item, type Stream } from "../evaluation/item.ts";
import type { Scope } from "../evaluation/scope.ts";
import { JqError, named } from "../values.ts";
import type { JsonValue } from "../../../../world/json.ts";

/** A function that is not written in jq itself. */
export type Native = (item: Item, args: readonly Expression[], scope: Scope) => Stream;

/** Functions by name and number of arguments, e.g. `has/1`. */
export type NativeTable = Readonly<Record<string, Native>>;

/** A function of the input alone. */
export function pure(compute: (value: JsonValue, scope: Scope) => JsonValue): Native {
  return function* (item, _args, scope) {
    yield computed(compute(item.value, scope), item);
  };
}

/** A function of the input and the values of its arguments. */
export function withValues(compute: (value: JsonValue, args: JsonValue[]) => JsonValue): Native {
  return function* (item, args, scope) {
    for (const values of combinations(args, scope, item)) yield computed(compute(item.value, values), item);
  };
}

/** Every combination of the arguments' values; the first changes fastest. */
export function* combinations(args: readonly Expression[], scope: Scope, item: Item): Generator<JsonValue[]> {
  const last = args.at(-1);
  if (!last) {
    yield [];
    return;
  }
  for (const value of valuesOf(last, scope, item)) {
    for (const before of combinations(args.slice(0, -1), scope, item)) yield [...before, value];
  }
}

/** The value as a string, or an error that says `subject` of one of another kind. */
export function stringOf(value: JsonValue, subject: string): string {
  if (typeof value !== "string") throw new JqError(`${named(value)} ${subject}`);
  return value;
}

/** The value as an array, or an error that says `subject` of one of another kind. */
export function arrayOf(value: JsonValue, subject: string): JsonValue[] {
  if (!Array.isArray(value)) throw new JqError(`${named(value)} ${subject}`);
  return value;
}
