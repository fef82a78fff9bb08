import { checkExpression, evaluateExpression } from "../../../simulator/goals/expression.ts";
import type { GoalSource } from "../../../simulator/goals/goal-source.ts";
import { createLanguage, type Language } from "../../../simulator/goals/language.ts";
import { texts, type TermGroup } from "../../../simulator/goals/term.ts";
import type { Family } from "./family-schema.ts";
import { fieldsOf, scalarOf, type Parameters, type Scalar } from "./parameters.ts";

/** What came of a probe. */
export interface Outcome {
  ok: boolean;
  exitCode: number;
  /** Status of the response that made it fail; 0 when it succeeded or no response did. */
  status: number;
  /** Error code of that response, such as `DENIED` or `MANIFEST_UNKNOWN`. */
  code: string;
  /** What it printed to standard output and to standard error. */
  output: string;
  error: string;
  /** Requests that it made. */
  requests: number;
}

/** What the expressions of one variant are evaluated over. */
export interface FamilySource {
  /** The environment after the probe that the question is about; `start` is the environment before it. */
  goals: GoalSource;
  outcomes: Readonly<Record<string, Outcome>>;
}

/** A family's language: the terms of goals, its parameters, and the outcomes of its probes. */
export interface FamilyLanguage {
  check(expression: string): ReturnType<typeof checkExpression>;
  evaluate(expression: string, source: FamilySource, parameters: Parameters, key: Scalar): unknown;
  /** Evaluates a condition. */
  holds(expression: string, parameters: Parameters, source: FamilySource): boolean;
  /** Returns the probe for lack of whose outcome the last evaluation failed, and forgets it; undefined when it failed otherwise. */
  takeMissing(): string | undefined;
}

const typeOf = (values: readonly Scalar[]): string => {
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size > 1) return "dyn";
  if (kinds.has("number")) return "int";
  return kinds.has("boolean") ? "bool" : "string";
};

/** What the fields of outcomes say; shown in the authoring guide. */
export const outcomeFields = {
  ok: { type: "bool", says: "whether the last command succeeded" },
  exitCode: { type: "int", says: "its exit code" },
  status: { type: "int", says: "status code of the response that made it fail; 0 when it succeeded" },
  code: { type: "string", says: "error code of that response" },
  output: { type: "string", says: "what it printed to standard output" },
  error: { type: "string", says: "what it printed to standard error" },
  requests: { type: "int", says: "how many requests it made" },
};

/** Creates the language of a family. */
export function createFamilyLanguage(family: Pick<Family, "parameters" | "names">): FamilyLanguage {
  const lists = { ...family.parameters, ...family.names };
  const variables = Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name, typeOf(values.map(scalarOf))]),
  );
  let outcomes: FamilySource["outcomes"] = {};
  let current: Parameters = {};
  let missing: string | undefined;
  const group: TermGroup = {
    title: "Question families",
    types: { Outcome: { says: "What came of a probe.", fields: outcomeFields } },
    terms: [
      {
        name: "outcome",
        params: texts("probe"),
        returns: "Outcome",
        says: "What came of a probe.",
        example: "",
        atStart: false,
        read: (_, probe: string) => {
          const found = outcomes[probe];
          if (!found) {
            missing = probe;
            throw new Error(`the probe \`${probe}\` wasn't run`);
          }
          return found;
        },
      },
      {
        name: "field",
        params: texts("parameter", "field"),
        returns: "string",
        says: "A field of the value that a parameter has.",
        example: "",
        atStart: false,
        read: (_, parameter: string, field: string) => {
          const value = lists[parameter]?.find((one) => scalarOf(one) === current[parameter]);
          if (value === undefined) throw new Error(`no parameter is called \`${parameter}\``);
          return fieldsOf(value)[field] ?? "";
        },
      },
    ],
  };
  const language: Language = createLanguage({ variables: { ...variables, key: "dyn" }, groups: [group] });
  const evaluate: FamilyLanguage["evaluate"] = (expression, source, parameters, key) => {
    outcomes = source.outcomes;
    current = parameters;
    return evaluateExpression(expression, source.goals, { language, variables: { ...parameters, key } });
  };
  return {
    check: (expression) => checkExpression(expression, language),
    evaluate,
    takeMissing() {
      const probe = missing;
      missing = undefined;
      return probe;
    },
    holds(expression, parameters, source) {
      const value = evaluate(expression, source, parameters, "");
      if (typeof value !== "boolean") throw new Error(`${expression}: has to be true or false`);
      return value;
    },
  };
}
