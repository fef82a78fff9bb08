import type { Expression } from "../syntax.ts";
import { bound } from "./destructuring.ts";
import { valuesOf } from "./values-of.ts";
import { computed, type Item, type Stream } from "./item.ts";
import type { Scope } from "./scope.ts";

/** `reduce` gives the last state, `foreach` every one. */
export function* fold(
  expression: Extract<Expression, { kind: "reduce" | "foreach" }>,
  scope: Scope,
  item: Item,
): Stream {
  for (const init of scope.evaluate(expression.init, item)) {
    let state: Item | undefined = init;
    for (const value of valuesOf(expression.source, scope, item)) {
      for (const inside of bound(expression.pattern, value, scope, item)) {
        let last: Item | undefined;
        for (const next of inside.evaluate(expression.update, state ?? computed(null, item))) {
          last = next;
          if (expression.kind === "reduce") continue;
          if (expression.extract) yield* inside.evaluate(expression.extract, next);
          else yield next;
        }
        if (last || expression.kind === "reduce") state = last ?? computed(null, item);
      }
    }
    if (expression.kind === "reduce" && state) yield state;
  }
}
