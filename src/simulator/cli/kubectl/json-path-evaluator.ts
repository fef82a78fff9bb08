import { goText, goType, isObject, sortedEntries } from "./go-values.ts";
import type { PathNode } from "./json-path-parser.ts";
import { asRecord } from "../../world/json.ts";

/** What goes wrong when a path meets the object, in kubectl's words. */
export class EvaluationError extends Error {}

/** What is in a value: members by the order of their keys, items, or the bytes of a string. */
function contents(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === "string") return [...new TextEncoder().encode(value)];
  return isObject(value) ? sortedEntries(value).map(([, member]) => member) : [];
}

function slice(value: unknown, { start, end, step, single }: Extract<PathNode, { kind: "slice" }>): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new EvaluationError(`${goType(value)} is not array or slice`);
  const { length } = value;
  const outside = (index: number) => new EvaluationError(`array index out of bounds: index ${index}, length ${length}`);
  const first = start < 0 ? start + length : start;
  const last = single ? first + 1 : end === undefined ? length : end < 0 ? end + length : end;
  if (first === last) return [];
  if (first >= length || first < 0) throw outside(first);
  if (last > length || last < 0) throw outside(last - 1);
  if (first > last) throw new EvaluationError(`starting index ${first} is greater than ending index ${last}`);
  if (step <= 0) throw new EvaluationError("step must be > 0");
  return (value as unknown[]).slice(first, last).filter((_, index) => index % step === 0);
}

const orderings: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compare(left: unknown, operator: string, right: unknown): boolean {
  const holds = orderings[operator];
  if (!holds) throw new EvaluationError(`unrecognized filter operator ${operator}`);
  const equality = operator === "==" || operator === "!=";
  const comparable = equality ? ["string", "number", "boolean"] : ["string", "number"];
  if (![left, right].every((value) => comparable.includes(typeof value))) {
    throw new EvaluationError("invalid type for comparison");
  }
  if (goType(left) !== goType(right)) throw new EvaluationError("incompatible types for comparison");
  const [a, b] = [left, right] as [string, string];
  return holds(a < b ? -1 : a > b ? 1 : 0);
}

/** Whether a path finds something in an item; kubectl takes a path that fails for one that does. */
function finds(path: readonly PathNode[], item: unknown): boolean {
  try {
    return follow(path, [item]).length > 0;
  } catch (error) {
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}

function filter(value: unknown, { left, comparison }: Extract<PathNode, { kind: "filter" }>): unknown[] {
  if (!Array.isArray(value)) throw new EvaluationError(`${goText(value)} is not array or slice and cannot be filtered`);
  return (value as unknown[]).filter((item) => {
    if (!comparison) return finds(left, item);
    const lefts = follow(left, [item]);
    if (lefts.length === 0) return false;
    const rights = follow(comparison.right, [item]);
    if (lefts.length > 1 || rights.length > 1) throw new EvaluationError("can only compare one element at a time");
    return rights.length > 0 && compare(lefts[0], comparison.operator, rights[0]);
  });
}

function descend(value: unknown): unknown[] {
  const below = contents(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descend)];
}

function step(node: PathNode, values: unknown[]): unknown[] {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? [node.value] : values.map(() => node.value);
    case "field":
      return values.flatMap((value) => {
        const member = asRecord(value)[node.name];
        return member === undefined || Array.isArray(value) ? [] : [member];
      });
    case "wildcard":
      return values.flatMap(contents);
    case "recursive":
      return values.flatMap(descend);
    case "slice":
      return values.flatMap((value) => slice(value, node));
    case "union":
      return node.paths.flatMap((path) => follow(path, values));
    case "filter":
      return values.flatMap((value) => filter(value, node));
    case "identifier":
      throw new EvaluationError(`unrecognized identifier ${node.name}`);
  }
}

/** Follows a path from values. Throws an EvaluationError where it doesn't fit them. */
export const follow = (path: readonly PathNode[], values: unknown[]): unknown[] =>
  path.reduce((found, node) => step(node, found), values);
