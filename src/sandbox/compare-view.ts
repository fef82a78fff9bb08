import { diffWorlds } from "../simulator/world/diff.ts";
import type { World } from "../simulator/world/world.ts";
import { namedChanges } from "./changes.ts";

/** A value that is another one on the two sides; undefined where a side has none. */
export interface FieldDifference {
  /** `policies.retention.enabled` */
  path: string;
  before?: string;
  after?: string;
}

export interface Difference {
  sign: "+" | "~" | "-";
  name: string;
  fields: FieldDifference[];
}

/** How two worlds differ, by kind of thing. */
export interface Comparison {
  groups: { kind: string; differences: Difference[]; left: number }[];
}

/** Things of one kind, fields of one thing and characters of one value that are shown; the rest is counted or cut. */
const shownThings = 40;
const shownFields = 12;
const shownCharacters = 80;

const secret = /password|secret|privateKey/i;

function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
  }
  if (value === undefined) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const cut = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return [[path, secret.test(path) ? "(hidden)" : cut]];
}

function fieldsOf(before: unknown, after: unknown): FieldDifference[] {
  const [was, is] = [new Map(leaves(before)), new Map(leaves(after))];
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
  return paths.slice(0, shownFields).map((path) => {
    const [one, two] = [was.get(path), is.get(path)];
    return { path, ...(one !== undefined && { before: one }), ...(two !== undefined && { after: two }) };
  });
}

/** What is in one world and not, or differently, in another. Rows that came from storage are compared by what they say. */
export function compareWorlds(before: World, after: World): Comparison {
  const changes = diffWorlds(before, after).filter(
    (change) => JSON.stringify(change.before) !== JSON.stringify(change.after),
  );
  const groups = new Map<string, Difference[]>();
  for (const { sign, kind, name, before: was, after: is } of namedChanges(changes)) {
    const fields = sign === "~" ? fieldsOf(was, is) : [];
    groups.set(kind, [...(groups.get(kind) ?? []), { sign, name, fields }]);
  }
  return {
    groups: Array.from(groups, ([kind, all]) => ({
      kind,
      differences: all.slice(0, shownThings),
      left: Math.max(0, all.length - shownThings),
    })),
  };
}
