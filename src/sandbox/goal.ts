import { evaluate, readQuery } from "../simulator/cli/output/query-evaluator.ts";
import type { JsonValue } from "../simulator/world/json.ts";

type Node = ReturnType<typeof readQuery>;

/** What a goal may ask about an environment, by the name that an expression calls it by. */
export type Terms = Readonly<Record<string, (...args: JsonValue[]) => JsonValue>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** Returns the name of the term that a node calls: `tag(…)` or, in two parts, `host.image(…)`. */
function calledTerm(node: Node, terms: Terms): { name: string; call: Node & { type: "Function" } } | undefined {
  if (node.type === "Function" && Object.hasOwn(terms, node.name)) return { name: node.name, call: node };
  if (node.type !== "Subexpression" || node.left.type !== "Field" || node.right.type !== "Function") return undefined;
  const name = `${node.left.name}.${node.right.name}`;
  return Object.hasOwn(terms, name) ? { name, call: node.right } : undefined;
}

/** Replaces each call of a term by its value, so that the rest is plain JMESPath. */
function resolved(node: Node, terms: Terms): Node {
  if (node.type === "Literal") return node;
  const called = calledTerm(node, terms);
  if (called) {
    const args = called.call.children.map((child) => evaluate(resolved(child, terms), null));
    return { type: "Literal", value: terms[called.name]?.(...args) ?? null } as Node;
  }
  const parts = Object.entries(node).map(([key, part]: [string, unknown]) => [
    key,
    Array.isArray(part)
      ? part.map((child: unknown) => (isNode(child) ? resolved(child, terms) : child))
      : isNode(part)
        ? resolved(part, terms)
        : part,
  ]);
  return Object.fromEntries(parts) as Node;
}

/**
 * Tells whether a goal's test holds. A test is a JMESPath expression in which terms are called like functions, with literal
 * arguments: `pod('shop-aks', 'web').phase == 'Running'`. It holds unless its value is null, false or empty. Throws when the
 * test isn't an expression or calls a term that doesn't exist. `!` takes parentheses: `!(host.image('web:v1'))`.
 */
export function isSatisfied(test: string, terms: Terms): boolean {
  const value = evaluate(resolved(readQuery(test), terms), null);
  return evaluate({ type: "NotExpression", child: { type: "Literal", value } } as Node, null) === false;
}
