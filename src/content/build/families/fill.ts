import type { Family, Wording } from "./family-schema.ts";
import { fieldsOf, numberFrom, scalarOf, type Parameters } from "./parameters.ts";

/** What placeholders and conditions of a text are read from. */
export interface Filling {
  family: Pick<Family, "parameters" | "names">;
  /** Values of the parameters and names. */
  parameters: Parameters;
  /** Other values, such as `value` of an option. */
  more?: Readonly<Record<string, string>>;
  /** Evaluates an expression; throws an Error where expressions can't be used. */
  evaluate(expression: string): unknown;
}

const placeholder = /\$\{([^{}]+)\}/g;
const nesting = 4;

/** Returns the placeholders of a text, without the braces. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(placeholder)].map((match) => match[1] ?? "");

/** Returns the values that the file lists for a parameter or name. */
export const valuesOf = (family: Filling["family"], name: string) => family.parameters[name] ?? family.names[name];

function valueOf(path: string, filling: Filling): string {
  const { family, parameters, more, evaluate } = filling;
  if (path.startsWith("=")) return String(evaluate(path.slice(1).trim()));
  const own = more?.[path];
  if (own !== undefined) return own;
  const [name = "", field] = path.split(".");
  const fields = valuesOf(family, name)?.find((value) => scalarOf(value) === parameters[name]);
  const found = fields === undefined ? undefined : fieldsOf(fields);
  const text = field === undefined ? (found?.["text"] ?? found?.["value"]) : found?.[field];
  if (text === undefined) throw new Error(`nothing is called \`\${${path}}\``);
  return text.trim();
}

/**
 * Fills the placeholders of a text: `${role}` is the text of a parameter's value (the value itself where it has none),
 * `${role.field}` another field of it, and `${= expression}` the value of an expression. Fields may hold placeholders.
 */
export function fill(text: string, filling: Filling): string {
  let filled = text;
  for (let depth = 0; depth < nesting && filled.includes("${"); depth++) {
    filled = filled.replace(placeholder, (_, path: string) => valueOf(path.trim(), filling));
  }
  return filled.trim();
}

/** Chooses the wording for a case, and fills it. Undefined when no wording fits. `seed` decides between equal ones. */
export function say(wording: Wording | undefined, filling: Filling, seed: string): string | undefined {
  if (wording === undefined) return undefined;
  const one = (texts: string | string[]): string | undefined => {
    const list = typeof texts === "string" ? [texts] : texts;
    const text = list[numberFrom(seed) % list.length];
    return text === undefined ? undefined : fill(text, filling);
  };
  if (typeof wording === "string") return one(wording);
  const texts = wording.filter((part) => typeof part === "string");
  if (texts.length > 0) return one(texts);
  for (const part of wording) {
    if (typeof part === "string") continue;
    if (part.when === undefined || filling.evaluate(part.when) === true) return one(part.text);
  }
  return undefined;
}
