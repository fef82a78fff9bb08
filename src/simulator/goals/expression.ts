import { EvaluationError, ParseError, TypeError as ExpressionTypeError, type ASTNode } from "@marcbachmann/cel-js";
import { nearest } from "../cli/nearest.ts";
import type { GoalSource } from "./goal-source.ts";
import { createLanguage, walk, type KnownName, type Language, type Variables } from "./language.ts";
import { httpKeys } from "./terms/trace-terms.ts";
import { toData } from "./values.ts";

/** The outcome of a check: the type of the value, or what is wrong and where in the expression it begins. */
export type Checked = { ok: true; type: string } | { ok: false; message: string; at: number };

let common: Language | undefined;

/** Returns the language with the common terms alone, made at its first use. */
export const goalLanguage = (): Language => (common ??= createLanguage());

const meant = (name: string | undefined): string => (name === undefined ? "" : `; did you mean \`${name}\`?`);

const signature = ({ name, params }: KnownName): string =>
  `${name}(${(params ?? []).map((param) => `${param.name}: ${param.type}`).join(", ")})`;

/** The type that the checker found for a node. */
const typeOf = (node: unknown): string =>
  String((node as { checkedType?: { name?: string } } | undefined)?.checkedType?.name ?? "value");

/** Words a call of something that doesn't exist, or with arguments that it doesn't take. */
function callProblem(node: ASTNode, { names }: Language): string | undefined {
  if (node.op !== "call" && node.op !== "rcall") return undefined;
  const receiver = node.op === "rcall" ? node.args[1] : undefined;
  const group = receiver?.op === "id" && ["host", "start"].includes(receiver.args) ? `${receiver.args}.` : "";
  const own = node.args[0];
  const args = (node.op === "rcall" ? node.args[2] : node.args[1]) as unknown as ASTNode[];
  const written = `${group}${own}`;
  const functions = names.filter(({ params }) => params !== undefined);
  const known = functions.find(({ name }) => name === written);
  if (known) return `\`${signature(known)}\` was given (${args.map(typeOf).join(", ")})`;
  if (receiver && group === "") return undefined;
  return `unknown term \`${written}\`${meant(
    nearest(
      written,
      functions.map(({ name }) => name),
    ),
  )}`;
}

function problemOf(error: ParseError | ExpressionTypeError, language: Language): string {
  const node = error.node as ASTNode | undefined;
  if (error.code === "unknown_variable" && node?.op === "id") {
    return `unknown term \`${node.args}\`${meant(
      nearest(
        node.args,
        language.names.map(({ name }) => name),
      ),
    )}`;
  }
  if (error.code === "no_matching_overload" && node) return callProblem(node, language) ?? error.summary;
  if (error.code === "no_such_key" && node?.op === ".") {
    const [object, field] = node.args;
    const type = typeOf(object);
    const fields = Object.keys(language.types.get(type)?.fields ?? {});
    return `\`${type}\` has no field \`${field}\`${meant(nearest(field, fields))}`;
  }
  return error.summary;
}

/** Finds a key that `http` doesn't know, or a value of the wrong type. */
function httpProblem(root: ASTNode): { message: string; at: number } | undefined {
  let found: { message: string; at: number } | undefined;
  walk(root, (node) => {
    if (found || node.op !== "call" || node.args[0] !== "http") return;
    const [argument] = node.args[1] as unknown as ASTNode[];
    if (argument?.op !== "map") {
      found = { message: "`http` takes a map, such as {'path': '/v2/*', 'status': 200}", at: node.start };
      return;
    }
    for (const [key, value] of argument.args) {
      const name = key.op === "value" ? String(key.args) : "";
      const expectedType = httpKeys[name];
      if (expectedType === undefined) {
        found = {
          message: `\`http\` knows no \`${name}\`${meant(nearest(name, Object.keys(httpKeys)))}`,
          at: key.start,
        };
      } else if (typeOf(value) !== expectedType && typeOf(value) !== "dyn") {
        found = { message: `\`${name}\` of \`http\` is ${typeOf(value)}, not ${expectedType}`, at: value.start };
      }
    }
  });
  return found;
}

/** Checks the terms and types of an expression without evaluating it. */
export function checkExpression(expression: string, language: Language = goalLanguage()): Checked {
  try {
    const parsed = language.environment.parse(expression);
    const checked = parsed.check();
    if (!checked.valid) throw checked.error ?? new Error("the expression is wrong");
    const http = httpProblem(parsed.ast);
    return http ? { ok: false, ...http } : { ok: true, type: checked.type ?? "dyn" };
  } catch (error) {
    if (!(error instanceof ParseError) && !(error instanceof ExpressionTypeError)) throw error;
    return { ok: false, message: problemOf(error, language), at: error.range?.start ?? 0 };
  }
}

/**
 * Checks a goal: a condition on the environment as it is now. Only families know how it was before, so `start` is a mistake.
 */
export function checkGoal(expression: string): { ok: true } | { ok: false; message: string } {
  const checked = checkExpression(expression);
  if (!checked.ok) return { ok: false, message: `${expression}: ${checked.message}` };
  if (checked.type !== "bool") return { ok: false, message: `${expression}: a goal has to be true or false` };
  let asksStart = false;
  walk(goalLanguage().environment.parse(expression).ast, (node) => {
    asksStart ||= node.op === "id" && node.args === "start";
  });
  if (!asksStart) return { ok: true };
  return { ok: false, message: `${expression}: a goal can't ask for \`start\`, which only question families know` };
}

/**
 * Evaluates an expression and returns plain data. Throws an Error with the expression in its message when it can't be read or
 * evaluated.
 */
export function evaluateExpression(
  expression: string,
  source: GoalSource,
  { language = goalLanguage(), variables = {} }: { language?: Language; variables?: Variables } = {},
): unknown {
  const checked = checkExpression(expression, language);
  if (!checked.ok) throw new Error(`${expression}: ${checked.message}`);
  try {
    return toData(language.run(language.environment.parse(expression), source, variables));
  } catch (error) {
    const message = error instanceof EvaluationError ? error.summary : error instanceof Error ? error.message : "";
    throw new Error(`${expression}: ${message}`, { cause: error });
  }
}

/** Tells whether a goal is met. Throws an Error when the expression isn't a condition or can't be evaluated. */
export function evaluateGoal(expression: string, source: GoalSource): boolean {
  const value = evaluateExpression(expression, source);
  if (typeof value !== "boolean") throw new Error(`${expression}: a goal has to be true or false`);
  return value;
}
