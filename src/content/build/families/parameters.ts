import { createHash } from "node:crypto";
import type { Family, ParameterValue } from "./family-schema.ts";

export type Scalar = string | number | boolean;

/** A value of each parameter of a family. */
export type Parameters = Readonly<Record<string, Scalar>>;

/** Returns what a value is called in parameters and expressions. */
export const scalarOf = (value: ParameterValue): Scalar => (typeof value === "object" ? value.value : value);

/** Returns the fields of a value: its text, and what else the file says of it. */
export const fieldsOf = (value: ParameterValue): Readonly<Record<string, string>> =>
  typeof value === "object"
    ? (Object.fromEntries(Object.entries(value).map(([key, field]) => [key, String(field)])) as Record<string, string>)
    : { value: String(value) };

/** Returns a number from 0 to 2^32 - 1 that depends on a text alone. */
export const numberFrom = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);

/** Returns the short id of a combination of parameters, by its content: the order of parameters doesn't matter. */
export function variantKey(parameters: Parameters): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 8);
}

/** Returns every combination of the parameters of a family. */
export function combinations({ parameters }: Pick<Family, "parameters">): Parameters[] {
  let all: Record<string, Scalar>[] = [{}];
  for (const [name, values] of Object.entries(parameters)) {
    all = all.flatMap((before) => values.map((value) => ({ ...before, [name]: scalarOf(value) })));
  }
  return all;
}

/** Chooses the names of a variant; `first` gives those that its environment is observed with. */
export function chooseNames({ names }: Pick<Family, "names">, variant: string, first = false): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, values]) => {
      const value = values[first ? 0 : numberFrom(`${variant}/${name}`) % values.length];
      return value === undefined ? [] : [[name, scalarOf(value)]];
    }),
  );
}
