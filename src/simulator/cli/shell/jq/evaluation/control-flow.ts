import type { Expression } from "../syntax.ts";
import { JqError, truthy } from "../values.ts";
import { computed, type Item, type Stream } from "./item.ts";
import type { Scope } from "./scope.ts";

/** `left // right`: what is true of `left`; without any, `right`. */
export function* alternative(left: Expression, right: Expression, scope: Scope, item: Item): Stream {
  let found = false;
  try {
    for (const output of scope.evaluate(left, item)) {
      if (!truthy(output.value)) continue;
      found = true;
      yield output;
    }
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
  }
  if (!found) yield* scope.evaluate(right, item);
}

/** Yields items up to an error of the program, and returns that error. An error of what consumes the items is not caught. */
export function* untilError(stream: Stream): Generator<Item, JqError | undefined, undefined> {
  for (;;) {
    let next: IteratorResult<Item, void>;
    try {
      next = stream.next();
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      return error;
    }
    if (next.done) return undefined;
    yield next.value;
  }
}

/** `try body catch otherwise` */
export function* attempt(body: Expression, otherwise: Expression | undefined, scope: Scope, item: Item): Stream {
  const error = yield* untilError(scope.evaluate(body, item));
  if (error && otherwise) yield* scope.evaluate(otherwise, computed(error.value, item));
}

/** Ends the expressions up to a label. */
class Break extends Error {
  constructor(readonly label: object) {
    super("break");
  }
}

/** `label $name | body` */
export function* labelled(name: string, body: Expression, scope: Scope, item: Item): Stream {
  const label = {};
  try {
    yield* scope.withLabel(name, label).evaluate(body, item);
  } catch (error) {
    if (!(error instanceof Break) || error.label !== label) throw error;
  }
}

/** `break $name` */
export function breakTo(name: string, scope: Scope): never {
  throw new Break(scope.label(name) ?? {});
}
