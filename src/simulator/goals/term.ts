import type { World } from "../world/world.ts";
import type { GoalSource } from "./goal-source.ts";

/** A field of an object type: its type in the expression language, and what it says. */
export interface Field {
  type: string;
  says: string;
}

/**
 * A type whose values have fields. What doesn't exist is a value too: its `exists` is false, and its other fields are empty
 * (`''`, `0`, `false`, `[]`).
 */
export interface ObjectType {
  says: string;
  fields: Record<string, Field>;
}

/** What a term reads: the source, and the world that it asks about, which is an earlier one below `start`. */
export interface Reading {
  source: GoalSource;
  world: World;
}

/** A function of the expression language. */
export interface Term {
  /** `tag`, or `host.image` for one that belongs to a group. */
  name: string;
  params: readonly { name: string; type: string }[];
  /** Type of its value: bool, int, double, string, list<…>, map<…> or an object type. */
  returns: string;
  /** One sentence for authors. */
  says: string;
  /** An expression with the term that is true in the example environment; a test evaluates it. */
  example: string;
  /** Whether it may also be asked about the beginning: `start.tag(…)`. */
  atStart: boolean;
  /** Returns plain data; `undefined` stands for what doesn't exist. Whole numbers are numbers. */
  read(reading: Reading, ...args: never[]): unknown;
}

/** Terms of one subject and the object types that they use. */
export interface TermGroup {
  title: string;
  types: Record<string, ObjectType>;
  terms: readonly Term[];
}

/** Makes the parameters of a term that takes texts only. */
export const texts = (...names: string[]): { name: string; type: string }[] =>
  names.map((name) => ({ name, type: "string" }));
