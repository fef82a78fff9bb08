import { Stop } from "../program.ts";
import { parseTemplate, type Node, type Operand, type Pipeline } from "./go-template-parser.ts";

type Value = unknown;

const bad = (template: string, why: string): Stop =>
  new Stop(64, `template parsing error: template: :1: ${why}`, {
    code: "BadTemplate",
    text: `The template ${template} can't be read.`,
    next: 'It can have {{.A.B}}, {{json .A}}, {{index .A 0}}, {{join .A ", "}}, {{len .A}}, {{range .A}}…{{end}} and {{if .A}}…{{else if .B}}…{{else}}…{{end}}.',
  });

/** A value as Go prints it. */
function shown(value: Value): string {
  if (value === undefined || value === null) return "<no value>";
  if (Array.isArray(value)) return `[${value.map(shown).join(" ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, member]) => `${key}:${shown(member)}`).join(" ")}]`;
  }
  return String(value as string | number | boolean);
}

const truthy = (value: Value): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === "object" && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);

const memberOf = (value: Value, key: string): Value =>
  typeof value === "object" && value !== null ? (value as Record<string, Value>)[key] : undefined;

const sizeOf = (value: Value): number =>
  Array.isArray(value) || typeof value === "string" ? value.length : Object.keys((value ?? {}) as object).length;

const order = (a: Value, b: Value): number =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;

/** `%s`, `%d`, `%q`, `%v` and `%t` with a width, as fmt.Sprintf writes them. */
function printf([format, ...values]: Value[]): string {
  let next = 0;
  return shown(format).replace(/%(-?)(\d*)([sdqvt%])/g, (_, left: string, width: string, verb: string) => {
    if (verb === "%") return "%";
    const value = values[next++];
    const text = verb === "q" ? JSON.stringify(shown(value)) : shown(value);
    return left === "-" ? text.padEnd(Number(width)) : text.padStart(Number(width));
  });
}

/** The functions of Go's templates and those that docker adds (docker/cli, templates). */
const functions: Record<string, (values: Value[]) => Value> = {
  json: ([value]) => JSON.stringify(value ?? null),
  len: ([value]) => sizeOf(value),
  join: ([list, separator]) => (Array.isArray(list) ? list.map(shown).join(shown(separator)) : ""),
  split: ([text, separator]) => shown(text).split(shown(separator)),
  index: ([value, ...keys]) => keys.reduce((inner, key) => memberOf(inner, String(key)), value),
  upper: ([text]) => shown(text).toUpperCase(),
  lower: ([text]) => shown(text).toLowerCase(),
  title: ([text]) => shown(text).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  println: (values) => `${values.map(shown).join(" ")}\n`,
  print: (values) => values.map(shown).join(""),
  printf,
  eq: ([value, ...others]) => others.some((other) => other === value),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  and: (values) => values.find((value) => !truthy(value)) ?? values.at(-1),
  or: (values) => values.find(truthy) ?? values.at(-1),
  not: ([value]) => !truthy(value),
};

/** Variables by name, `$` being the root; a body sees and changes those around it. */
type Scope = Map<string, { value: Value }>;

/** Renders Go's text/template with the functions that docker gives it. Throws Stop with docker's words for a bad template. */
export function renderTemplate(template: string, root: Value): string {
  const fault = (why: string) => bad(template, why);
  const nodes = parseTemplate(template, (name) => Object.hasOwn(functions, name), fault);

  const valueOf = (operand: Operand, dot: Value, scope: Scope): Value => {
    switch (operand.kind) {
      case "value":
        return operand.value;
      case "name":
        return functions[operand.name]?.([]);
      case "group":
        return operand.fields.reduce(memberOf, evaluate(operand.pipeline, dot, scope));
      case "path": {
        const { variable, fields } = operand;
        const known = variable === undefined ? { value: dot } : scope.get(variable);
        if (!known) throw fault(`undefined variable "${variable}"`);
        return fields.reduce(memberOf, known.value);
      }
    }
  };

  const evaluate = (pipeline: Pipeline, dot: Value, scope: Scope): Value => {
    let piped: Value[] = [];
    for (const [first, ...rest] of pipeline) {
      if (!first) continue;
      const values = [...rest.map((operand) => valueOf(operand, dot, scope)), ...piped];
      const value = first.kind === "name" ? functions[first.name]?.(values) : valueOf(first, dot, scope);
      piped = [value];
    }
    return piped[0];
  };

  const printRange = (
    node: Exclude<Node, { kind: "text" | "print" | "assign" }>,
    value: Value,
    scope: Scope,
  ): string => {
    const entries: [Value, Value][] = Array.isArray(value)
      ? value.map((member, index) => [index, member])
      : Object.entries((value ?? {}) as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries
      .map(([key, member]) => {
        const inner = new Map(scope);
        const [first, second] = node.variables;
        if (second !== undefined) inner.set(second, { value: member });
        if (first !== undefined) inner.set(first, { value: second === undefined ? member : key });
        return print(node.body, member, inner);
      })
      .join("");
  };

  const print = (list: readonly Node[], dot: Value, outer: Scope): string => {
    const scope = new Map(outer);
    let text = "";
    for (const node of list) {
      if (node.kind === "text") {
        text += node.text;
        continue;
      }
      const value = evaluate(node.pipeline, dot, scope);
      if (node.kind === "print") text += shown(value);
      else if (node.kind === "assign") {
        const known = scope.get(node.variable);
        if (node.declares || !known) scope.set(node.variable, { value });
        else known.value = value;
      } else if (!truthy(value)) text += print(node.otherwise, dot, scope);
      else if (node.kind === "range") text += printRange(node, value, scope);
      else {
        const inner = new Map(scope);
        for (const variable of node.variables) inner.set(variable, { value });
        text += print(node.body, node.kind === "with" ? value : dot, inner);
      }
    }
    return text;
  };

  return print(nodes, root, new Map([["$", { value: root }]]));
}
