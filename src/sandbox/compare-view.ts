import { diffWorlds } from "../simulator/world/diff.ts";
import type { World } from "../simulator/world/world.ts";
import { namedChanges } from "./changes.ts";
import { fieldsOf } from "./fields.ts";

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
  groups: { kind: string; differences: Difference[]; omitted: number }[];
}

/** Things of one kind and fields of one thing that are shown; the rest is counted or left out. */
const shownThings = 40;
const shownFields = 12;

function differencesOf(before: unknown, after: unknown): FieldDifference[] {
  const [was, is] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
  return paths.slice(0, shownFields).map((path) => {
    const [valueBefore, valueAfter] = [was.get(path), is.get(path)];
    return {
      path,
      ...(valueBefore !== undefined && { before: valueBefore }),
      ...(valueAfter !== undefined && { after: valueAfter }),
    };
  });
}

/** What is in one world and not, or differently, in another. Rows that came from storage are compared by what they say. */
export function compareWorlds(before: World, after: World): Comparison {
  const changes = diffWorlds(before, after).filter(
    (change) => JSON.stringify(change.before) !== JSON.stringify(change.after),
  );
  const groups = new Map<string, Difference[]>();
  for (const { sign, kind, name, before: was, after: is } of namedChanges(changes)) {
    const fields = sign === "~" ? differencesOf(was, is) : [];
    groups.set(kind, [...(groups.get(kind) ?? []), { sign, name, fields }]);
  }
  return {
    groups: Array.from(groups, ([kind, all]) => ({
      kind,
      differences: all.slice(0, shownThings),
      omitted: Math.max(0, all.length - shownThings),
    })),
  };
}
