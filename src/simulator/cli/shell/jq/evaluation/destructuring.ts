import { index } from "../paths.ts";
import { namesOf, type Expression, type Pattern } from "../syntax.ts";
import { JqError, typeOf } from "../values.ts";
import { valuesOf } from "./values-of.ts";
import { untilError } from "./control-flow.ts";
import type { Item, Stream } from "./item.ts";
import type { Scope } from "./scope.ts";
import type { JsonValue } from "../../../../world/json.ts";

/**
 * `source as first ?// second | body`, for one value of the source: when a pattern or the body fails, the next pattern is tried.
 * The variables of the other patterns are null.
 */
export function* bind(
  { patterns, body }: Extract<Expression, { kind: "bind" }>,
  value: JsonValue,
  scope: Scope,
  item: Item,
): Stream {
  const names = patterns.length > 1 ? patterns.flatMap(namesOf) : [];
  const withNulls = names.reduce((inside, name) => inside.withVariable(name, null), scope);
  for (const [at, pattern] of patterns.entries()) {
    const stream = runWithin(bound(pattern, value, withNulls, item), body, item);
    if (at === patterns.length - 1) yield* stream;
    else if (!(yield* untilError(stream))) return;
  }
}

function* runWithin(scopes: Iterable<Scope>, body: Expression, item: Item): Stream {
  for (const scope of scopes) yield* scope.evaluate(body, item);
}

/** The scopes in which the names of a pattern have their values. */
export function* bound(pattern: Pattern, value: JsonValue, scope: Scope, item: Item): Generator<Scope> {
  if (pattern.kind === "name") {
    yield scope.withVariable(pattern.name, value);
    return;
  }
  if (pattern.kind === "list") {
    if (value !== null && !Array.isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`);
    yield* inTurn(
      pattern.items.map((element, at) => (inside) => bound(element, index(value, at), inside, item)),
      scope,
    );
    return;
  }
  const steps = pattern.members.map(
    ({ key, name, pattern: deeper }) =>
      function* (inside: Scope): Generator<Scope> {
        for (const memberKey of valuesOf(key, inside, item)) {
          if (typeof memberKey !== "string")
            throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(memberKey)}`);
          const member = index(value, memberKey);
          const withName = name === undefined ? inside : inside.withVariable(name, member);
          if (deeper) yield* bound(deeper, member, withName, item);
          else yield withName;
        }
      },
  );
  yield* inTurn(steps, scope);
}

function* inTurn(steps: readonly ((scope: Scope) => Generator<Scope>)[], scope: Scope): Generator<Scope> {
  const [first, ...rest] = steps;
  if (!first) yield scope;
  else for (const inside of first(scope)) yield* inTurn(rest, inside);
}
