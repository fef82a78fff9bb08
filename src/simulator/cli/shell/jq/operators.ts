import { compare, equal, JqError, named } from "./values.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../world/json.ts";

const cannot = (a: JsonValue, b: JsonValue, operation: string): JqError =>
  new JqError(`${named(a)} and ${named(b)} cannot be ${operation}`);

/** Longest text that repetition may make. */
const textLimit = 2 ** 24;

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const result = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const own = result.get(key);
    result.set(key, own !== undefined && isJsonObject(own) && isJsonObject(value) ? merged(own, value) : value);
  }
  return Object.fromEntries(result);
}

function add(a: JsonValue, b: JsonValue): JsonValue {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (isJsonObject(a) && isJsonObject(b)) return Object.fromEntries([...Object.entries(a), ...Object.entries(b)]);
  throw cannot(a, b, "added");
}

function subtract(a: JsonValue, b: JsonValue): JsonValue {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (Array.isArray(a) && Array.isArray(b)) return a.filter((element) => !b.some((other) => equal(element, other)));
  throw cannot(a, b, "subtracted");
}

function multiply(a: JsonValue, b: JsonValue): JsonValue {
  if (typeof a === "number" && typeof b === "number") return a * b;
  const [text, count] = typeof a === "string" ? [a, b] : [b, a];
  if (typeof text === "string" && typeof count === "number") {
    if (text.length * count > textLimit) throw new JqError("Repeat string result too long");
    return count <= 0 ? null : text.repeat(Math.max(1, Math.floor(count)));
  }
  if (isJsonObject(a) && isJsonObject(b)) return merged(a, b);
  throw cannot(a, b, "multiplied");
}

function divide(a: JsonValue, b: JsonValue, rest: boolean): JsonValue {
  if (typeof a === "number" && typeof b === "number") {
    if (b === 0 || (rest && Math.trunc(b) === 0))
      throw cannot(a, b, `divided ${rest ? "(remainder) " : ""}because the divisor is zero`);
    return rest ? Math.trunc(a) % Math.abs(Math.trunc(b)) : a / b;
  }
  if (!rest && typeof a === "string" && typeof b === "string") return b === "" ? [...a] : a === "" ? [] : a.split(b);
  throw cannot(a, b, "divided");
}

/** A binary operator on two values. */
export function operate(operator: string, a: JsonValue, b: JsonValue): JsonValue {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divide(a, b, false);
    case "%":
      return divide(a, b, true);
    case "==":
      return equal(a, b);
    case "!=":
      return !equal(a, b);
    case "<":
      return compare(a, b) < 0;
    case "<=":
      return compare(a, b) <= 0;
    case ">":
      return compare(a, b) > 0;
    default:
      return compare(a, b) >= 0;
  }
}
