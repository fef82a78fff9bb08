import type { Explanation } from "../program.ts";
import { functions, memberOf, printed, truthy, type Value } from "./go-template-functions.ts";
import { parseTemplate } from "./go-template-parser.ts";
import type { ControlNode, Node, Operand, Pipeline } from "./go-template-syntax.ts";

/** Makes the error of a program for a template it can't use; `why` is what Go says, from `template: ` on. */
export type TemplateFault = (why: string, phase: "parsing" | "executing") => Error;

/** Explains a template that can't be read. */
export const badTemplate = (template: string): Explanation => ({
  code: "BadTemplate",
  text: `The template ${template} can't be read.`,
  next: 'It can have {{.A.B}}, {{json .A}}, {{index .A 0}}, {{join .A ", "}}, {{len .A}}, {{range .A}}…{{end}} and {{if .A}}…{{else if .B}}…{{else}}…{{end}}.',
});

/** Variables by name, `$` being the root; a body sees and changes those around it. */
type Scope = Map<string, { value: Value }>;

/** What ended a list of nodes before its last. */
type Jump = "break" | "continue" | undefined;

/**
 * Renders Go's text/template with the functions that docker gives it. `name` is the name under which the program parses its
 * template; Go's errors have it. Throws what `fault` makes for a template that can't be read or executed.
 */
export function renderTemplate(template: string, root: Value, name: string, fault: TemplateFault): string {
  const { nodes, definitions } = parseTemplate(
    template,
    (word) => Object.hasOwn(functions, word),
    (why, line) => fault(`template: ${name}:${line}: ${why}`, "parsing"),
  );
  let text = "";

  const valueOf = (operand: Operand, dot: Value, scope: Scope): Value => {
    switch (operand.kind) {
      case "value":
        return operand.value;
      case "function":
        return functions[operand.name]?.([]);
      case "group":
        return evaluate(operand.pipeline, dot, scope);
      case "chain":
        return operand.fields.reduce(memberOf, valueOf(operand.operand, dot, scope));
      case "path":
        return operand.fields.reduce(memberOf, operand.variable ? scope.get(operand.variable)?.value : dot);
    }
  };

  const evaluate = (pipeline: Pipeline, dot: Value, scope: Scope): Value => {
    let piped: Value[] = [];
    for (const [first, ...rest] of pipeline.commands) {
      if (!first) continue;
      const values = [...rest.map((operand) => valueOf(operand, dot, scope)), ...piped];
      const value = first.kind === "function" ? functions[first.name]?.(values) : valueOf(first, dot, scope);
      piped = [value];
    }
    return piped[0];
  };

  /** Sets the variables of a pipeline, outside a range. */
  const assign = ({ variables, declares }: Pipeline, value: Value, scope: Scope): void => {
    for (const variable of variables) {
      const known = scope.get(variable);
      if (declares || !known) scope.set(variable, { value });
      else known.value = value;
    }
  };

  const printRange = (body: readonly Node[], [first, second]: string[], value: Value, scope: Scope): void => {
    const entries: [Value, Value][] = Array.isArray(value)
      ? value.map((member, index) => [index, member])
      : Object.entries((value ?? {}) as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, member] of entries) {
      const inner = new Map(scope);
      if (second !== undefined) inner.set(second, { value: member });
      if (first !== undefined) inner.set(first, { value: second === undefined ? member : key });
      if (print(body, member, inner) === "break") return;
    }
  };

  const printControl = (node: ControlNode, dot: Value, scope: Scope): Jump => {
    const { kind, pipeline, body, otherwise } = node;
    const value = evaluate(pipeline, dot, scope);
    const inner = new Map(scope);
    if (kind !== "range") assign(pipeline, value, inner);
    if (!truthy(value)) return print(otherwise, dot, inner);
    if (kind !== "range") return print(body, kind === "with" ? value : dot, inner);
    printRange(body, pipeline.variables, value, scope);
    return undefined;
  };

  const printTemplate = (node: Extract<Node, { kind: "template" }>, dot: Value, scope: Scope): void => {
    const defined = definitions.get(node.name);
    if (!defined) {
      const before = template.slice(0, node.position).split("\n");
      const place = `${before.length}:${before.at(-1)?.length ?? 0}`;
      const why = `executing "${name}" at <${node.source}>: template ${JSON.stringify(node.name)} not defined`;
      throw fault(`template: ${name}:${place}: ${why}`, "executing");
    }
    const value = node.pipeline && evaluate(node.pipeline, dot, scope);
    print(defined, value, new Map([["$", { value }]]));
  };

  /** Adds what the nodes print to the text. Returns the break or continue that stopped them. */
  const print = (list: readonly Node[], dot: Value, outer: Scope): Jump => {
    const scope = new Map(outer);
    for (const node of list) {
      if (node.kind === "break" || node.kind === "continue") return node.kind;
      if (node.kind === "text") text += node.text;
      else if (node.kind === "template") printTemplate(node, dot, scope);
      else if (node.kind === "print") {
        const value = evaluate(node.pipeline, dot, scope);
        if (node.pipeline.variables.length === 0) text += printed(value);
        else assign(node.pipeline, value, scope);
      } else {
        const jump = printControl(node, dot, scope);
        if (jump) return jump;
      }
    }
    return undefined;
  };

  print(nodes, root, new Map([["$", { value: root }]]));
  return text;
}
