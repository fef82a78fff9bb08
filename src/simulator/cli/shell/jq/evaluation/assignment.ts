import { operate } from "../operators.ts";
import { deletePaths, getPath, setPath } from "../paths.ts";
import type { Expression } from "../syntax.ts";
import { truthy } from "../values.ts";
import { pathsOf, valuesOf } from "./values-of.ts";
import type { Item } from "./item.ts";
import type { Scope } from "./scope.ts";
import type { JsonValue } from "../../../../world/json.ts";

type Assignment = Extract<Expression, { kind: "assign" }>;

/** The input with new values at the places that the left side names. */
export function assigned(assignment: Assignment, scope: Scope, item: Item): Generator<JsonValue> {
  return assignment.operator === "|=" ? updated(assignment, scope, item) : replaced(assignment, scope, item);
}

/** `|=`: each place gets what the right side makes of its own value, and goes when that is nothing. */
function* updated({ left, right }: Assignment, scope: Scope, item: Item): Generator<JsonValue> {
  let result = item.value;
  const gone: JsonValue[] = [];
  for (const path of pathsOf(left, scope, item.value)) {
    const [first] = valuesOf(right, scope, { value: getPath(result, path), path: undefined });
    if (first === undefined) gone.push([...path]);
    else result = setPath(result, path, first);
  }
  yield deletePaths(result, gone);
}

/** `=` and the operators with a sign before it: the right side is a value of the whole input. */
function* replaced({ operator, left, right }: Assignment, scope: Scope, item: Item): Generator<JsonValue> {
  for (const value of valuesOf(right, scope, item)) {
    let result = item.value;
    for (const path of pathsOf(left, scope, item.value)) {
      result = setPath(result, path, put(operator, getPath(result, path), value));
    }
    yield result;
  }
}

function put(operator: string, was: JsonValue, value: JsonValue): JsonValue {
  if (operator === "=") return value;
  if (operator === "//=") return truthy(was) ? was : value;
  return operate(operator.slice(0, -1), was, value);
}
