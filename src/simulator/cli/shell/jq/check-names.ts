import { formatNames } from "./formats.ts";
import { natives } from "./natives/all.ts";
import { prelude } from "./prelude.ts";
import { JqSyntaxError, namesOf, type Definition, type Expression, type Pattern } from "./syntax.ts";

interface Names {
  functions: ReadonlySet<string>;
  variables: ReadonlySet<string>;
  labels: ReadonlySet<string>;
}

const keyOf = ({ name, params }: Definition): string => `${name}/${params.length}`;

const keysIn = (pattern: Pattern): Expression[] => {
  if (pattern.kind === "name") return [];
  if (pattern.kind === "list") return pattern.items.flatMap(keysIn);
  return pattern.members.flatMap(({ key, pattern: deeper }) => [key, ...(deeper ? keysIn(deeper) : [])]);
};

const more = (set: ReadonlySet<string>, ...names: string[]): ReadonlySet<string> => new Set([...set, ...names]);

function check(expression: Expression, names: Names): void {
  const inside = (pattern: Pattern): Names => {
    for (const key of keysIn(pattern)) check(key, names);
    return { ...names, variables: more(names.variables, ...namesOf(pattern)) };
  };
  switch (expression.kind) {
    case "call": {
      const key = `${expression.name}/${expression.args.length}`;
      if (!names.functions.has(key)) throw new JqSyntaxError(`${key} is not defined`);
      for (const arg of expression.args) check(arg, names);
      return;
    }
    case "variable":
      if (!names.variables.has(expression.name)) throw new JqSyntaxError(`$${expression.name} is not defined`);
      return;
    case "break":
      if (!names.labels.has(expression.name)) throw new JqSyntaxError(`$*label-${expression.name} is not defined`);
      return;
    case "format":
      if (!formatNames.includes(expression.name))
        throw new JqSyntaxError(`${expression.name.slice(1)} is not a valid format`);
      return;
    case "define": {
      checkDefinition(expression.definition, names);
      check(expression.body, { ...names, functions: more(names.functions, keyOf(expression.definition)) });
      return;
    }
    case "label":
      check(expression.body, { ...names, labels: more(names.labels, expression.name) });
      return;
    case "bind": {
      check(expression.source, names);
      for (const pattern of expression.patterns) inside(pattern);
      check(expression.body, { ...names, variables: more(names.variables, ...expression.patterns.flatMap(namesOf)) });
      return;
    }
    case "reduce":
    case "foreach": {
      check(expression.source, names);
      check(expression.init, names);
      const bound = inside(expression.pattern);
      check(expression.update, bound);
      if (expression.kind === "foreach" && expression.extract) check(expression.extract, bound);
      return;
    }
    default:
      for (const part of partsOf(expression)) check(part, names);
  }
}

function checkDefinition(definition: Definition, names: Names): void {
  const params = definition.params.map((param) => param.replace("$", ""));
  check(definition.body, {
    ...names,
    functions: more(names.functions, keyOf(definition), ...params.map((param) => `${param}/0`)),
    variables: more(
      names.variables,
      ...definition.params.filter((param) => param.startsWith("$")).map((param) => param.slice(1)),
    ),
  });
}

function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "text":
      return expression.segments.filter((part): part is Expression => typeof part !== "string");
    case "index":
      return [expression.of, expression.by];
    case "slice":
      return [expression.of, expression.from, expression.to].filter((part) => part !== undefined);
    case "array":
      return expression.of ? [expression.of] : [];
    case "iterate":
    case "negate":
      return [expression.of];
    case "object":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "pipe":
    case "comma":
    case "and":
    case "or":
    case "otherwise":
    case "binary":
    case "assign":
      return [expression.left, expression.right];
    case "if":
      return [expression.test, expression.yes, ...(expression.no ? [expression.no] : [])];
    case "try":
      return [expression.body, ...(expression.catch ? [expression.catch] : [])];
    default:
      return [];
  }
}

/** Throws a JqSyntaxError for a function or variable that a program uses and nobody defined. */
export function checkNames(program: Expression, variables: Iterable<string>): void {
  const functions = new Set([...Object.keys(natives), ...prelude().map(keyOf)]);
  check(program, { functions, variables: new Set(["ENV", ...variables]), labels: new Set() });
}
