import { natives } from "../natives/all.ts";
import type { Definition, Expression } from "../syntax.ts";
import { JqError } from "../values.ts";
import { valuesOf } from "./values-of.ts";
import type { Item, Stream } from "./item.ts";
import type { Callable, Scope } from "./scope.ts";

/** The call of a definition, of an argument of one, or of a native function. */
export function* call(name: string, args: readonly Expression[], scope: Scope, item: Item): Stream {
  const key = `${name}/${args.length}`;
  const found = scope.function(key);
  if (!found) {
    const native = natives[key];
    if (!native) throw new JqError(`${key} is not defined`);
    yield* native(item, args, scope);
    return;
  }
  if (found.kind === "argument") {
    yield* found.scope.evaluate(found.body, item);
    return;
  }
  yield* applied(found.definition, 0, args, scope, found.scope(), item);
}

/** Gives a definition its arguments in order; `$x` ones by value. */
function* applied(
  definition: Definition,
  at: number,
  args: readonly Expression[],
  caller: Scope,
  inside: Scope,
  item: Item,
): Stream {
  const param = definition.params[at];
  const arg = args[at];
  if (param === undefined || !arg) {
    yield* inside.evaluate(definition.body, item);
    return;
  }
  const name = param.replace("$", "");
  const closure: Callable = { kind: "argument", body: arg, scope: caller };
  if (!param.startsWith("$")) {
    yield* applied(definition, at + 1, args, caller, inside.withFunction(`${name}/0`, closure), item);
    return;
  }
  for (const value of valuesOf(arg, caller, item)) {
    const bound = inside.withVariable(name, value);
    const byName: Callable = { kind: "argument", body: { kind: "variable", name }, scope: bound };
    yield* applied(definition, at + 1, args, caller, bound.withFunction(`${name}/0`, byName), item);
  }
}
