import { formatText } from "./formats.ts";
import { natives } from "./natives.ts";
import { operate } from "./operators.ts";
import { deletePaths, getPath, index, setPath, type Path } from "./paths.ts";
import type { Definition, Expression, Pattern } from "./syntax.ts";
import { isObject, JqError, named, truthy, typeOf, withMember, type Json, type JsonObject } from "./values.ts";

/** A value, and where it stands in the input while paths are asked for; `null` when it stands nowhere. */
export interface Item {
  value: Json;
  path: Path | null | undefined;
}

export type Stream = Generator<Item, void, undefined>;

/** Ends the expressions up to a label. */
class Break extends Error {
  constructor(readonly label: object) {
    super("break");
  }
}

/** Work that one run of a program may do. */
const stepLimit = 2_000_000;

export class Steps {
  private count = 0;

  step(): void {
    if (++this.count > stepLimit) throw new JqError(`stopped after ${stepLimit} steps`);
  }
}

/** What a program asks of the world around it. */
export interface Outside {
  steps: Steps;
  now(): number;
  environment: JsonObject;
  /** The next input, for `input`; undefined when there is none. */
  input(): Json | undefined;
  debug(text: string): void;
}

type Named<T> = { name: string; held: T; next: Named<T> } | undefined;

type Callable =
  | { kind: "definition"; definition: Definition; scope: () => Scope }
  | { kind: "argument"; body: Expression; scope: Scope };

/** Names that an expression can use. */
export class Scope {
  constructor(
    readonly outside: Outside,
    private readonly variables: Named<Json> = undefined,
    private readonly functions: Named<Callable> = undefined,
    private readonly labels: Named<object> = undefined,
  ) {}

  withVariable(name: string, held: Json): Scope {
    return new Scope(this.outside, { name, held, next: this.variables }, this.functions, this.labels);
  }

  withFunction(name: string, held: Callable): Scope {
    return new Scope(this.outside, this.variables, { name, held, next: this.functions }, this.labels);
  }

  withLabel(name: string, held: object): Scope {
    return new Scope(this.outside, this.variables, this.functions, { name, held, next: this.labels });
  }

  withDefinition(definition: Definition): Scope {
    const scope: Scope = this.withFunction(`${definition.name}/${definition.params.length}`, {
      kind: "definition",
      definition,
      scope: () => scope,
    });
    return scope;
  }

  variable(name: string): Json | undefined {
    return find(this.variables, name);
  }

  function(name: string): Callable | undefined {
    return find(this.functions, name);
  }

  label(name: string): object | undefined {
    return find(this.labels, name);
  }
}

function find<T>(list: Named<T>, name: string): T | undefined {
  for (let one = list; one; one = one.next) if (one.name === name) return one.held;
  return undefined;
}

/** The input without its place, for what is only asked for its value. */
const plain = ({ value }: Item): Item => ({ value, path: undefined });

/** A computed value: it stands nowhere. */
const computed = (value: Json, { path }: Item): Item => ({ value, path: path === undefined ? undefined : null });

/** Values of an expression on an input. */
export function* valuesOf(expression: Expression, scope: Scope, item: Item): Generator<Json, void, undefined> {
  for (const { value } of evaluate(expression, scope, plain(item))) yield value;
}

/** Paths that an expression names in a value. */
export function* pathsOf(expression: Expression, scope: Scope, value: Json): Generator<Path, void, undefined> {
  for (const found of evaluate(expression, scope, { value, path: [] })) {
    if (!found.path) throw new JqError(`Invalid path expression with result ${named(found.value)}`);
    yield found.path;
  }
}

function below({ value, path }: Item, key: Json): Item {
  if (path === null) throw new JqError(`Invalid path expression with result ${named(value)}`);
  return { value: index(value, key), path: path && [...path, key] };
}

function* iterate(item: Item): Stream {
  const { value } = item;
  if (Array.isArray(value)) for (const at of value.keys()) yield below(item, at);
  else if (isObject(value)) for (const key of Object.keys(value)) yield below(item, key);
  else throw new JqError(`Cannot iterate over ${value === null ? "null" : named(value)}`);
}

function* recurse(item: Item): Stream {
  yield item;
  if (typeof item.value === "object" && item.value !== null) for (const one of iterate(item)) yield* recurse(one);
}

/** Runs an expression on an input; it may give none, one or many. */
export function* evaluate(expression: Expression, scope: Scope, item: Item): Stream {
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
      for (const text of texts(expression.parts, expression.format, scope, item)) yield computed(text, item);
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
      for (const object of objects(expression.entries, expression.entries.length, scope, item))
        yield computed(object, item);
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
      yield* otherwise(expression.left, expression.right, scope, item);
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
        for (const inside of bound(expression.pattern, value, scope, item)) {
          yield* evaluate(expression.body, inside, item);
        }
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
    case "label": {
      const label = {};
      try {
        yield* evaluate(expression.body, scope.withLabel(expression.name, label), item);
      } catch (error) {
        if (!(error instanceof Break) || error.label !== label) throw error;
      }
      return;
    }
    case "break":
      throw new Break(scope.label(expression.name) ?? {});
  }
}

function variable(name: string, scope: Scope): Json {
  if (name === "ENV") return scope.outside.environment;
  const value = scope.variable(name);
  if (value === undefined) throw new JqError(`$${name} is not defined`);
  return value;
}

function* texts(
  parts: readonly (string | Expression)[],
  format: string | undefined,
  scope: Scope,
  item: Item,
): Generator<string> {
  const [first, ...rest] = parts;
  if (first === undefined) {
    yield "";
    return;
  }
  for (const after of texts(rest, format, scope, item)) {
    if (typeof first === "string") yield first + after;
    else for (const value of valuesOf(first, scope, item)) yield formatText(format ?? "@text", value) + after;
  }
}

/** The last member changes slowest, as in jq. */
function* objects(
  entries: readonly { key: Expression; value: Expression }[],
  count: number,
  scope: Scope,
  item: Item,
): Generator<JsonObject> {
  const entry = entries[count - 1];
  if (!entry) {
    yield {};
    return;
  }
  for (const key of valuesOf(entry.key, scope, item)) {
    if (typeof key !== "string") throw new JqError(`Object keys must be strings`);
    for (const value of valuesOf(entry.value, scope, item)) {
      for (const before of objects(entries, count - 1, scope, item)) yield withMember(before, key, value);
    }
  }
}

function* otherwise(left: Expression, right: Expression, scope: Scope, item: Item): Stream {
  let found = false;
  try {
    for (const one of evaluate(left, scope, item)) {
      if (!truthy(one.value)) continue;
      found = true;
      yield one;
    }
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
  }
  if (!found) yield* evaluate(right, scope, item);
}

function* attempt(body: Expression, otherwise: Expression | undefined, scope: Scope, item: Item): Stream {
  const stream = evaluate(body, scope, item);
  for (;;) {
    // Only what the body throws is caught, not what its consumer throws.
    let next: IteratorResult<Item, void>;
    try {
      next = stream.next();
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (otherwise) yield* evaluate(otherwise, scope, computed(error.value, item));
      return;
    }
    if (next.done) return;
    yield next.value;
  }
}

function* assigned(
  { operator, left, right }: { operator: string; left: Expression; right: Expression },
  scope: Scope,
  item: Item,
): Generator<Json> {
  if (operator === "|=") {
    let result = item.value;
    const gone: Json[] = [];
    for (const path of pathsOf(left, scope, item.value)) {
      const [first] = take(valuesOf(right, scope, { value: getPath(result, path), path: undefined }), 1);
      if (first === undefined) gone.push([...path]);
      else result = setPath(result, path, first);
    }
    yield deletePaths(result, gone);
    return;
  }
  for (const value of valuesOf(right, scope, item)) {
    let result = item.value;
    for (const path of pathsOf(left, scope, item.value)) {
      const was = getPath(result, path);
      const put =
        operator === "="
          ? value
          : operator === "//="
            ? truthy(was)
              ? was
              : value
            : operate(operator.slice(0, -1), was, value);
      result = setPath(result, path, put);
    }
    yield result;
  }
}

function* fold(expression: Extract<Expression, { kind: "reduce" | "foreach" }>, scope: Scope, item: Item): Stream {
  for (const init of evaluate(expression.init, scope, item)) {
    let state: Item | undefined = init;
    for (const value of valuesOf(expression.source, scope, item)) {
      for (const inside of bound(expression.pattern, value, scope, item)) {
        let last: Item | undefined;
        for (const next of evaluate(expression.update, inside, state ?? computed(null, item))) {
          last = next;
          if (expression.kind === "reduce") continue;
          if (expression.extract) yield* evaluate(expression.extract, inside, next);
          else yield next;
        }
        if (last || expression.kind === "reduce") state = last ?? computed(null, item);
      }
    }
    if (expression.kind === "reduce" && state) yield state;
  }
}

/** The scopes in which the names of a pattern have their values. */
function* bound(pattern: Pattern, value: Json, scope: Scope, item: Item): Generator<Scope> {
  if (pattern.kind === "name") {
    yield scope.withVariable(pattern.name, value);
    return;
  }
  if (pattern.kind === "list") {
    if (value !== null && !Array.isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`);
    yield* inTurn(
      pattern.items.map((one, at) => (inside) => bound(one, index(value, at), inside, item)),
      scope,
    );
    return;
  }
  const steps = pattern.members.map(
    ({ key, name, pattern: deeper }) =>
      function* (inside: Scope): Generator<Scope> {
        for (const one of valuesOf(key, inside, item)) {
          if (typeof one !== "string") throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(one)}`);
          const member = index(value, one);
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

function* take<T>(values: Generator<T>, count: number): Generator<T> {
  let left = count;
  if (left <= 0) return;
  for (const value of values) {
    yield value;
    if (--left <= 0) return;
  }
}

function* call(name: string, args: readonly Expression[], scope: Scope, item: Item): Stream {
  const key = `${name}/${args.length}`;
  const found = scope.function(key);
  if (!found) {
    const native = natives[key];
    if (!native) throw new JqError(`${key} is not defined`);
    yield* native(item, args, scope);
    return;
  }
  if (found.kind === "argument") {
    yield* evaluate(found.body, found.scope, item);
    return;
  }
  yield* applied(found.definition, 0, args, scope, found.scope(), item);
}

/** Gives a definition its arguments, one after the other; `$x` ones by value. */
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
    yield* evaluate(definition.body, inside, item);
    return;
  }
  const name = param.replace("$", "");
  const closure: Callable = { kind: "argument", body: arg, scope: caller };
  if (!param.startsWith("$")) {
    yield* applied(definition, at + 1, args, caller, inside.withFunction(`${name}/0`, closure), item);
    return;
  }
  for (const value of valuesOf(arg, caller, item)) {
    const held = inside.withVariable(name, value);
    const byName: Callable = { kind: "argument", body: { kind: "variable", name }, scope: held };
    yield* applied(definition, at + 1, args, caller, held.withFunction(`${name}/0`, byName), item);
  }
}
