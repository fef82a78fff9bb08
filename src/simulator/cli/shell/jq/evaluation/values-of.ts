import type { Path } from "../paths.ts";
import type { Expression } from "../syntax.ts";
import { invalidPath, plain, type Item } from "./item.ts";
import type { Scope } from "./scope.ts";
import type { JsonValue } from "../../../../world/json.ts";

/** Yields the values of an expression on an input. */
export function* valuesOf(expression: Expression, scope: Scope, item: Item): Generator<JsonValue, void, undefined> {
  for (const { value } of scope.evaluate(expression, plain(item))) yield value;
}

/** Yields the paths that an expression names in a value; throws a JqError when the expression computes one of its results. */
export function* pathsOf(expression: Expression, scope: Scope, value: JsonValue): Generator<Path, void, undefined> {
  for (const found of scope.evaluate(expression, { value, path: [] })) {
    if (!found.path) throw invalidPath(found.value);
    yield found.path;
  }
}
