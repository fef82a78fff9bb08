import { valuesOf } from "../evaluation/values-of.ts";
import { computed, type Item, type Stream } from "../evaluation/item.ts";
import type { Scope } from "../evaluation/scope.ts";
import { JqError } from "../values.ts";
import { combinations, pure, type Native, type NativeTable } from "./native.ts";

function* nothing(): Stream {
  yield* [];
}

function* range(item: Item, from: number, to: number, by: number, scope: Scope): Stream {
  for (let value = from; by > 0 ? value < to : by < 0 && value > to; value += by) {
    scope.outside.steps.step();
    yield computed(value, item);
  }
}

const ranged: Native = function* (item, args, scope) {
  for (const values of combinations([...args].reverse(), scope, item)) {
    const [first, two, three] = values.reverse();
    const numbers = [two === undefined ? 0 : first, two === undefined ? first : two, three ?? 1];
    if (!numbers.every((value) => typeof value === "number")) throw new JqError("Range bounds must be numeric");
    const [from = 0, to = 0, by = 1] = numbers as number[];
    yield* range(item, from, to, by, scope);
  }
};

/** How many values there are: none, an error, some, a range. */
export const streamNatives: NativeTable = {
  "empty/0": () => nothing(),
  "error/0": pure((value) => {
    throw new JqError(value);
  }),
  "range/1": ranged,
  "range/2": ranged,
  "range/3": ranged,
  "first/1": function* (item, [of], scope) {
    if (!of) return;
    for (const found of scope.evaluate(of, item)) {
      yield found;
      return;
    }
  },
  "limit/2": function* (item, [count, of], scope) {
    if (!count || !of) return;
    for (const most of valuesOf(count, scope, item)) {
      let remaining = Number(most);
      if (remaining <= 0) continue;
      for (const found of scope.evaluate(of, item)) {
        yield found;
        if (--remaining <= 0) break;
      }
    }
  },
};
