import type { JsonValue } from "../../world/json.ts";

/** A query cannot be carried out; worded as jmespath.py words it. */
export class QueryError extends Error {}

/** What a function is given: a value, or an expression to apply to values (`&name`). */
export type Argument = { value: JsonValue } | { apply: (value: JsonValue) => JsonValue };

type TypeName = "string" | "number" | "boolean" | "array" | "object" | "null";

export function typeOf(value: JsonValue): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

/** A value as Python's `repr` writes it. */
function pythonRepr(value: JsonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
  }
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  const members = Object.entries(value).map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`);
  return `{${members.join(", ")}}`;
}

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : pythonRepr(value));

const wrongType = (name: string, value: JsonValue, expected: readonly string[]) =>
  new QueryError(
    `In function ${name}(), invalid type for value: ${textOf(value)}, expected one of: ` +
      `[${expected.map((type) => `'${type}'`).join(", ")}], received: "${typeOf(value)}"`,
  );

/** `json.dumps(value, separators=(",", ":"))`, which writes every character beyond ASCII as an escape. */
const compactJson = (value: JsonValue): string =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** Order of Python: numbers by size, texts by code point. */
const compare = (a: JsonValue, b: JsonValue): number => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Type of a parameter: any value, an expression, or one of these; `array-number` is an array of numbers only. */
type Parameter = readonly string[];

interface QueryFunction {
  parameters: readonly Parameter[];
  variadic?: boolean;
  call(...values: never[]): JsonValue;
}

function matches(value: JsonValue, types: Parameter): boolean {
  return types.some((type) => {
    const [outer, inner] = type.split("-");
    if (typeOf(value) !== outer) return false;
    return inner === undefined || (value as JsonValue[]).every((item) => typeOf(item) === inner);
  });
}

type Apply = (value: JsonValue) => JsonValue;

/** Keys of elements, which have to be all numbers or all texts. */
function keysOf(name: string, items: readonly JsonValue[], apply: Apply): { item: JsonValue; key: JsonValue }[] {
  const keyed = items.map((item) => ({ item, key: apply(item) }));
  const first = keyed[0] ? typeOf(keyed[0].key) : "string";
  if (keyed[0] && first !== "number" && first !== "string") throw wrongType(name, keyed[0].key, ["number", "string"]);
  const other = keyed.find(({ key }) => typeOf(key) !== first);
  if (other) throw wrongType(name, other.key, [first]);
  return keyed;
}

const extreme = (values: readonly { item: JsonValue; key: JsonValue }[], sign: number): JsonValue =>
  values.reduce<{ item: JsonValue; key: JsonValue } | undefined>(
    (best, member) => (best === undefined || sign * compare(member.key, best.key) > 0 ? member : best),
    undefined,
  )?.item ?? null;

const plain = (values: readonly JsonValue[]) => values.map((item) => ({ item, key: item }));

function toNumber(value: JsonValue): JsonValue {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[+-]?(\d+(_\d+)*)?(\.\d*)?([eE][+-]?\d+)?\s*$/.test(value)) return null;
  const number = Number(value.replaceAll("_", ""));
  return value.trim() === "" || Number.isNaN(number) ? null : number;
}

const any: Parameter = [];
const expression: Parameter = ["expref"];
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** The functions of JMESPath 1.0 (jmespath.py, functions.py). */
const functions: Record<string, QueryFunction> = {
  abs: { parameters: [["number"]], call: (value: number) => Math.abs(value) },
  avg: {
    parameters: [["array-number"]],
    call: (values: number[]) => (values.length === 0 ? null : sum(values) / values.length),
  },
  ceil: { parameters: [["number"]], call: (value: number) => Math.ceil(value) },
  contains: {
    parameters: [["array", "string"], any],
    call: (subject: JsonValue[] | string, search: JsonValue) =>
      typeof subject === "string"
        ? typeof search === "string" && subject.includes(search)
        : subject.some((item) => JSON.stringify(item) === JSON.stringify(search)),
  },
  ends_with: { parameters: [["string"], ["string"]], call: (text: string, end: string) => text.endsWith(end) },
  floor: { parameters: [["number"]], call: (value: number) => Math.floor(value) },
  join: { parameters: [["string"], ["array-string"]], call: (glue: string, texts: string[]) => texts.join(glue) },
  keys: { parameters: [["object"]], call: (value: { [key: string]: JsonValue }) => Object.keys(value) },
  length: {
    parameters: [["string", "array", "object"]],
    call: (value: string | JsonValue[] | { [key: string]: JsonValue }) =>
      typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : Object.keys(value).length,
  },
  map: { parameters: [expression, ["array"]], call: (apply: Apply, values: JsonValue[]) => values.map(apply) },
  max: { parameters: [["array-number", "array-string"]], call: (values: JsonValue[]) => extreme(plain(values), 1) },
  max_by: {
    parameters: [["array"], expression],
    call: (values: JsonValue[], apply: Apply) => extreme(keysOf("max_by", values, apply), 1),
  },
  merge: {
    parameters: [["object"]],
    variadic: true,
    call: (...values: { [key: string]: JsonValue }[]) => Object.assign({}, ...values) as JsonValue,
  },
  min: { parameters: [["array-number", "array-string"]], call: (values: JsonValue[]) => extreme(plain(values), -1) },
  min_by: {
    parameters: [["array"], expression],
    call: (values: JsonValue[], apply: Apply) => extreme(keysOf("min_by", values, apply), -1),
  },
  not_null: {
    parameters: [any],
    variadic: true,
    call: (...values: JsonValue[]) => values.find((candidate) => candidate !== null) ?? null,
  },
  reverse: {
    parameters: [["array", "string"]],
    call: (value: JsonValue[] | string) =>
      typeof value === "string" ? [...value].reverse().join("") : [...value].reverse(),
  },
  sort: { parameters: [["array-string", "array-number"]], call: (values: JsonValue[]) => [...values].sort(compare) },
  sort_by: {
    parameters: [["array"], expression],
    call: (values: JsonValue[], apply: Apply) =>
      keysOf("sort_by", values, apply)
        .sort((a, b) => compare(a.key, b.key))
        .map(({ item }) => item),
  },
  starts_with: { parameters: [["string"], ["string"]], call: (text: string, start: string) => text.startsWith(start) },
  sum: { parameters: [["array-number"]], call: (values: number[]) => sum(values) },
  to_array: { parameters: [any], call: (value: JsonValue) => (Array.isArray(value) ? value : [value]) },
  to_number: { parameters: [any], call: (value: JsonValue) => toNumber(value) },
  to_string: {
    parameters: [any],
    call: (value: JsonValue) => (typeof value === "string" ? value : compactJson(value)),
  },
  type: { parameters: [any], call: (value: JsonValue) => typeOf(value) },
  values: { parameters: [["object"]], call: (value: { [key: string]: JsonValue }) => Object.values(value) },
};

function checkCount(name: string, { parameters, variadic }: QueryFunction, count: number): void {
  const arity = parameters.length;
  if (variadic ? count >= arity : count === arity) return;
  const noun = arity === 1 ? "argument" : "arguments";
  throw new QueryError(
    `Expected ${variadic ? "at least " : ""}${arity} ${noun} for function ${name}(), received ${count}`,
  );
}

/** Calls a function of a query; throws a QueryError when there is none or its arguments do not fit. */
export function callFunction(name: string, args: readonly Argument[]): JsonValue {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known) throw new QueryError(`Unknown function: ${name}()`);
  checkCount(name, known, args.length);
  const values = args.map((argument, at) => {
    const accepted = known.parameters[Math.min(at, known.parameters.length - 1)] ?? any;
    if ("apply" in argument) {
      if (accepted.includes("expref")) return argument.apply;
      throw new QueryError(`In function ${name}(), invalid type for value: an expression, received: "expref"`);
    }
    if (accepted === any || matches(argument.value, accepted)) return argument.value;
    throw wrongType(name, argument.value, accepted);
  });
  return known.call(...(values as never[]));
}
