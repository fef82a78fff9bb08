import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import type { GoalSource } from "./goal-source.ts";
import type { ObjectType, Reading, Term, TermGroup } from "./term.ts";
import { registryView } from "./terms/registry-terms.ts";
import { termGroups } from "./terms/all.ts";
import { classFor, toValue, type TypeEntry } from "./values.ts";

/** What a language has beyond the common terms, e.g. the parameters of a question family. */
export interface LanguageExtras {
  /** Type of each variable. */
  variables?: Readonly<Record<string, string>>;
  groups?: readonly TermGroup[];
}

/** Values for the variables of a language. */
export type Variables = Readonly<Record<string, unknown>>;

/** A name that an expression can use, and how it is written. */
export interface KnownName {
  /** `tag`, `host.image`, `start.tag`, or a variable. */
  name: string;
  params: Term["params"] | undefined;
}

/** The expression language: Common Expression Language (cel.dev) with the terms of the simulator. */
export interface Language {
  environment: Environment;
  types: ReadonlyMap<string, TypeEntry>;
  names: readonly KnownName[];
  variables: Readonly<Record<string, string>>;
  /** Evaluates a parsed expression over a source. */
  run(evaluate: (context: Record<string, unknown>) => unknown, source: GoalSource, variables: Variables): unknown;
}

/** The groups that functions may belong to, by the type that stands for each. */
const groupTypes: Readonly<Record<string, string>> = { host: "Host", start: "Start" };

/** Reads `host.image` as the group `host` and the function `image`. */
const splitName = (name: string): { group?: string; own: string } => {
  const at = name.indexOf(".");
  return at < 0 ? { own: name } : { group: name.slice(0, at), own: name.slice(at + 1) };
};

/** Creates a language with the common terms and the extras. Costs some milliseconds; keep it. */
export function createLanguage({ variables = {}, groups = [] }: LanguageExtras = {}): Language {
  const environment = new Environment({ homogeneousAggregateLiterals: false });
  const all = [...termGroups, ...groups];
  const types = new Map<string, TypeEntry>();
  const register = (name: string, type: ObjectType) => {
    const make = classFor();
    types.set(name, { ...type, make });
    const fields = Object.fromEntries(Object.entries(type.fields).map(([field, { type: own }]) => [field, own]));
    environment.registerType(name, { ctor: make, fields });
  };
  for (const name of Object.values(groupTypes)) register(name, { says: "", fields: {} });
  for (const group of all) for (const [name, type] of Object.entries(group.types)) register(name, type);

  // Evaluation is synchronous, so what is being read is the same from the first term of an expression to its last.
  let reading: { source: GoalSource } | undefined;
  const call = (term: Term, atStart: boolean, args: unknown[]): unknown => {
    if (!reading) throw new Error(`${term.name} was called outside an expression`);
    const { source } = reading;
    const world = atStart ? source.start : source.world;
    if (!world) throw new Error(`start.${term.name} was called where the start isn't known`);
    const read = term.read as (reading: Reading, ...args: unknown[]) => unknown;
    return toValue(term.returns, read({ source, world }, ...args), types);
  };
  const names: KnownName[] = [];
  const add = (term: Term, written: string, atStart: boolean) => {
    const { group, own } = splitName(written);
    const receiverType = group === undefined ? undefined : groupTypes[group];
    environment.registerFunction({
      name: own,
      params: [...term.params],
      returnType: term.returns,
      description: term.says,
      handler: (...args: unknown[]) => call(term, atStart, receiverType === undefined ? args : args.slice(1)),
      ...(receiverType !== undefined && { receiverType }),
    });
    names.push({ name: written, params: term.params });
  };
  for (const { terms } of all) {
    for (const term of terms) {
      add(term, term.name, false);
      if (term.atStart) add(term, `start.${term.name}`, true);
    }
  }
  environment.registerFunction("count(list): int", (list: unknown[]) => BigInt(list.length));
  names.push({ name: "count", params: [{ name: "list", type: "list" }] });

  const declared: Record<string, string> = { host: "Host", start: "Start", reg: "Registry", ...variables };
  for (const [name, type] of Object.entries(declared)) {
    environment.registerVariable(name, type);
    names.push({ name, params: undefined });
  }
  const instance = (type: string) => toValue(type, {}, types);
  const common = { host: instance("Host"), start: instance("Start") };

  return {
    environment,
    types,
    names,
    variables: declared,
    run(evaluate, source, values) {
      const outer = reading;
      reading = { source };
      try {
        const main = source.registry ?? firstRegistry(source);
        const variableValues = Object.fromEntries(
          Object.entries(variables).map(([name, type]) => [name, toValue(type, values[name], types)]),
        );
        const reg = toValue("Registry", main === undefined ? undefined : registryView(source.world, main), types);
        return evaluate({ ...common, reg, ...variableValues });
      } finally {
        reading = outer;
      }
    },
  };
}

function firstRegistry({ world }: GoalSource): string | undefined {
  for (const { rest } of world.scan("registry", [], { limit: 1 })) return rest[0];
  return undefined;
}

/** Calls `visit` for every node of an expression. */
export function walk(node: ASTNode, visit: (node: ASTNode) => void): void {
  visit(node);
  const enter = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(enter);
    else if (typeof part === "object" && part !== null && "op" in part && "args" in part) walk(part as ASTNode, visit);
  };
  enter(node.args);
}
