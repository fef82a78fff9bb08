import { compile } from "@jmespath-community/jmespath";
import { callFunction, QueryError, typeOf, type Argument } from "./query-functions.ts";
import type { JsonValue } from "../../world/json.ts";

/** The library's tree of a query. */
type Node = ReturnType<typeof compile>;
type NodeType = Node["type"];

/** What the library reads beyond JMESPath 1.0; the real client's parser does not know it. */
const extensions = new Set<NodeType>([
  "Root",
  "Arithmetic",
  "Unary",
  "LetExpression",
  "Binding",
  "Variable",
  "Ternary",
]);

const childrenOf = (node: object): object[] =>
  Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value)
      ? value.filter((item): item is object => typeof item === "object" && item !== null && "type" in item)
      : typeof value === "object" && value !== null && "type" in value
        ? [value]
        : [],
  );

function refuseExtensions(node: Node): void {
  if (extensions.has(node.type)) throw new QueryError(`${node.type} is not part of JMESPath 1.0`);
  if (node.type === "Literal") return;
  for (const child of childrenOf(node)) refuseExtensions(child as Node);
}

/** Reads a query. Throws when it is not JMESPath 1.0. */
export function readQuery(query: string): Node {
  const node = compile(query, { enable_legacy_literals: true });
  refuseExtensions(node);
  return node;
}

const isFalse = (value: JsonValue): boolean =>
  value === null || value === false || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

function equals(a: JsonValue, b: JsonValue): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), b as Record<string, JsonValue>];
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && equals(value, right[key] ?? null))
  );
}

/** Numbers and texts can be put in order, each among themselves (jmespath.py, visitor.py `_is_comparable`). */
function inOrder(name: string, a: JsonValue, b: JsonValue): JsonValue {
  const comparable = typeOf(a) === typeOf(b) && (typeof a === "number" || typeof a === "string");
  if (!comparable || a === null || b === null) return null;
  switch (name) {
    case "GT":
      return a > b;
    case "GTE":
      return a >= b;
    case "LT":
      return a < b;
    default:
      return a <= b;
  }
}

/** Python's `list[start:stop:step]`. */
function slice(value: JsonValue[], start: number | null, stop: number | null, step: number | null): JsonValue[] {
  const by = step ?? 1;
  if (by === 0) throw new QueryError("slice step cannot be zero");
  const clamp = (at: number): number => {
    const fromStart = at < 0 ? at + value.length : at;
    return by > 0
      ? Math.min(Math.max(fromStart, 0), value.length)
      : Math.min(Math.max(fromStart, -1), value.length - 1);
  };
  const from = start === null ? (by > 0 ? 0 : value.length - 1) : clamp(start);
  const to = stop === null ? (by > 0 ? value.length : -1) : clamp(stop);
  const taken: JsonValue[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) taken.push(value[at] ?? null);
  return taken;
}

/** Applies an expression to each of a list's elements and drops what is null. */
const project = (items: readonly JsonValue[], right: Node): JsonValue =>
  items.map((item) => evaluate(right, item)).filter((item) => item !== null);

function argumentOf(node: Node, value: JsonValue): Argument {
  if (node.type !== "ExpressionReference") return { value: evaluate(node, value) };
  return { apply: (item) => evaluate(node.child, item) };
}

/** Evaluates a query as jmespath.py 1.0 does. Throws a QueryError when a function does not fit. */
export function evaluate(node: Node, value: JsonValue): JsonValue {
  switch (node.type) {
    case "Field":
      return typeOf(value) === "object" ? ((value as Record<string, JsonValue>)[node.name] ?? null) : null;
    case "Subexpression":
    case "IndexExpression":
    case "Pipe":
      return evaluate(node.right, evaluate(node.left, value));
    case "Index":
      return Array.isArray(value) ? (value.at(node.value) ?? null) : null;
    case "Slice":
      return Array.isArray(value) ? slice(value, node.start, node.stop, node.step) : null;
    case "Projection": {
      const base = evaluate(node.left, value);
      return Array.isArray(base) ? project(base, node.right) : null;
    }
    case "ValueProjection": {
      const base = evaluate(node.left, value);
      return typeOf(base) === "object" ? project(Object.values(base as Record<string, JsonValue>), node.right) : null;
    }
    case "FilterProjection": {
      const base = evaluate(node.left, value);
      if (!Array.isArray(base)) return null;
      return project(
        base.filter((item) => !isFalse(evaluate(node.condition, item))),
        node.right,
      );
    }
    case "Flatten": {
      const base = evaluate(node.child, value);
      return Array.isArray(base) ? base.flat() : null;
    }
    case "Comparator": {
      const [left, right] = [evaluate(node.left, value), evaluate(node.right, value)];
      if (node.name === "EQ") return equals(left, right);
      if (node.name === "NE") return !equals(left, right);
      return inOrder(node.name, left, right);
    }
    case "MultiSelectList":
      return value === null ? null : node.children.map((child) => evaluate(child, value));
    case "MultiSelectHash":
      return value === null
        ? null
        : Object.fromEntries(node.children.map(({ name, value: child }) => [name, evaluate(child, value)]));
    case "OrExpression": {
      const left = evaluate(node.left, value);
      return isFalse(left) ? evaluate(node.right, value) : left;
    }
    case "AndExpression": {
      const left = evaluate(node.left, value);
      return isFalse(left) ? left : evaluate(node.right, value);
    }
    case "NotExpression":
      return isFalse(evaluate(node.child, value));
    case "Literal":
      return node.value as JsonValue;
    case "Function":
      return callFunction(
        node.name,
        node.children.map((child) => argumentOf(child, value)),
      );
    case "Current":
    case "Identity":
      return value;
    default:
      throw new QueryError(`${node.type} is not part of JMESPath 1.0`);
  }
}
