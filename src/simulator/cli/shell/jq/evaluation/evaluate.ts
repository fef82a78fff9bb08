import { formatText } from "../formats.ts";
import { operate } from "../operators.ts";
import type { Expression } from "../syntax.ts";
import { JqError, named, truthy, typeOf } from "../values.ts";
import { assigned } from "./assignment.ts";
import { call } from "./call.ts";
import { objects, texts } from "./construction.ts";
import { alternative, attempt, breakTo, labelled } from "./control-flow.ts";
import { bind } from "./destructuring.ts";
import { below, computed, iterate, recurse, type Item, type Stream } from "./item.ts";
import { fold } from "./reduction.ts";
import { Scope, type Outside } from "./scope.ts";
import { valuesOf } from "./values-of.ts";
import type { JsonValue } from "../../../../world/json.ts";

/** Creates the scope of a program: no names but what comes from outside. */
export const createScope = (outside: Outside): Scope => new Scope(outside, evaluate);

/** Runs an expression on an input; it may give none, one or many. */
function* evaluate(expression: Expression, scope: Scope, item: Item): Stream {
  scope.outside.steps.step();
  switch (expression.kind) {
    case "identity":
      yield item;
      return;
    case "recurse":
      yield* recurse(item);
      return;
    case "literal":
      yield computed(expression.value, item);
      return;
    case "text":
      for (const text of texts(expression.segments, expression.format, scope, item)) yield computed(text, item);
      return;
    case "format":
      yield computed(formatText(expression.name, item.value), item);
      return;
    case "index":
      for (const of of evaluate(expression.of, scope, item)) {
        for (const key of valuesOf(expression.by, scope, item)) yield below(of, key);
      }
      return;
    case "slice":
      for (const of of evaluate(expression.of, scope, item)) {
        for (const end of expression.to ? valuesOf(expression.to, scope, item) : [null]) {
          for (const start of expression.from ? valuesOf(expression.from, scope, item) : [null]) {
            if (of.value !== null && typeof of.value !== "string" && !Array.isArray(of.value)) {
              throw new JqError(`Cannot index ${typeOf(of.value)} with object`);
            }
            yield below(of, { start, end });
          }
        }
      }
      return;
    case "iterate":
      for (const of of evaluate(expression.of, scope, item)) yield* iterate(of);
      return;
    case "array":
      yield computed(expression.of ? [...valuesOf(expression.of, scope, item)] : [], item);
      return;
    case "object":
      for (const object of objects(expression.entries, scope, item)) yield computed(object, item);
      return;
    case "negate":
      for (const value of valuesOf(expression.of, scope, item)) {
        if (typeof value !== "number") throw new JqError(`${named(value)} cannot be negated`);
        yield computed(-value, item);
      }
      return;
    case "pipe":
      for (const left of evaluate(expression.left, scope, item)) yield* evaluate(expression.right, scope, left);
      return;
    case "comma":
      yield* evaluate(expression.left, scope, item);
      yield* evaluate(expression.right, scope, item);
      return;
    case "and":
    case "or":
      for (const left of valuesOf(expression.left, scope, item)) {
        if (truthy(left) === (expression.kind === "or")) yield computed(expression.kind === "or", item);
        else for (const right of valuesOf(expression.right, scope, item)) yield computed(truthy(right), item);
      }
      return;
    case "otherwise":
      yield* alternative(expression.left, expression.right, scope, item);
      return;
    case "binary":
      for (const right of valuesOf(expression.right, scope, item)) {
        for (const left of valuesOf(expression.left, scope, item)) {
          yield computed(operate(expression.operator, left, right), item);
        }
      }
      return;
    case "assign":
      for (const value of assigned(expression, scope, item)) yield computed(value, item);
      return;
    case "if":
      for (const test of valuesOf(expression.test, scope, item)) {
        if (truthy(test)) yield* evaluate(expression.yes, scope, item);
        else if (expression.no) yield* evaluate(expression.no, scope, item);
        else yield item;
      }
      return;
    case "try":
      yield* attempt(expression.body, expression.catch, scope, item);
      return;
    case "reduce":
    case "foreach":
      yield* fold(expression, scope, item);
      return;
    case "bind":
      for (const value of valuesOf(expression.source, scope, item)) {
        yield* bind(expression, value, scope, item);
      }
      return;
    case "define":
      yield* evaluate(expression.body, scope.withDefinition(expression.definition), item);
      return;
    case "call":
      yield* call(expression.name, expression.args, scope, item);
      return;
    case "variable":
      yield computed(variable(expression.name, scope), item);
      return;
    case "label":
      yield* labelled(expression.name, expression.body, scope, item);
      return;
    case "break":
      breakTo(expression.name, scope);
  }
}

function variable(name: string, scope: Scope): JsonValue {
  if (name === "ENV") return scope.outside.environment;
  const value = scope.variable(name);
  if (value === undefined) throw new JqError(`$${name} is not defined`);
  return value;
}
