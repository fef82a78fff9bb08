import type { Definition, Expression } from "../syntax.ts";
import { JqError } from "../values.ts";
import type { Item, Stream } from "./item.ts";
import type { JsonObject, JsonValue } from "../../../../world/json.ts";

/** Work that one run of a program may do. */
const stepLimit = 2_000_000;

/** Counts the work of a program, so that none runs without end. */
export class Steps {
  private count = 0;

  step(): void {
    if (++this.count > stepLimit) throw new JqError(`stopped after ${stepLimit} steps`);
  }
}

/** What a program needs from its surroundings. */
export interface Outside {
  steps: Steps;
  now(): number;
  environment: JsonObject;
  /** The next input, for `input`; undefined when there is none. */
  input(): JsonValue | undefined;
  debug(text: string): void;
}

/** Runs an expression on an input; it may give none, one or many values. */
type Evaluate = (expression: Expression, scope: Scope, item: Item) => Stream;

type Named<T> = { name: string; value: T; next: Named<T> } | undefined;

/** What a name of a function stands for. */
export type Callable =
  | { kind: "definition"; definition: Definition; scope: () => Scope }
  | { kind: "argument"; body: Expression; scope: Scope };

/**
 * Names that an expression can use, and the evaluator: forms and functions run the expressions inside them through the scope, so
 * that they need not import the file that imports them.
 */
export class Scope {
  constructor(
    readonly outside: Outside,
    private readonly evaluator: Evaluate,
    private readonly variables: Named<JsonValue> = undefined,
    private readonly functions: Named<Callable> = undefined,
    private readonly labels: Named<object> = undefined,
  ) {}

  /** Runs an expression with the names of this scope. */
  evaluate(expression: Expression, item: Item): Stream {
    return this.evaluator(expression, this, item);
  }

  withVariable(name: string, value: JsonValue): Scope {
    return new Scope(this.outside, this.evaluator, { name, value, next: this.variables }, this.functions, this.labels);
  }

  withFunction(name: string, callable: Callable): Scope {
    return new Scope(
      this.outside,
      this.evaluator,
      this.variables,
      { name, value: callable, next: this.functions },
      this.labels,
    );
  }

  withLabel(name: string, label: object): Scope {
    return new Scope(this.outside, this.evaluator, this.variables, this.functions, {
      name,
      value: label,
      next: this.labels,
    });
  }

  withDefinition(definition: Definition): Scope {
    const scope: Scope = this.withFunction(`${definition.name}/${definition.params.length}`, {
      kind: "definition",
      definition,
      scope: () => scope,
    });
    return scope;
  }

  variable(name: string): JsonValue | undefined {
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
  for (let binding = list; binding; binding = binding.next) if (binding.name === name) return binding.value;
  return undefined;
}
