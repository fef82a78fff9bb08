import { diffWorlds, type RowChange } from "../../simulator/world/diff.ts";
import type { TableName } from "../../simulator/world/tables.ts";
import { rowKey, type World } from "../../simulator/world/world.ts";
import { isThing } from "../changes.ts";
import { changedFields, has, readText, saysNothing, sharedBy, type Shared } from "./common.ts";

/** A row that a step creates, changes or removes in any world. */
export interface Effect {
  table: TableName;
  /** The key's segments; null where they differ from world to world. */
  key: (string | null)[];
  /** The row's content; absent if the row was removed. */
  row?: Shared;
}

/** Docker's own files, which record tags and sign-ins on the machine. */
const dockerFiles = /^\/(?:var\/lib\/docker\/image\/|home\/learner\/\.docker\/config\.json$)/;

/** Objects that a cluster creates on its own for another object. */
const followers = new Set(["Pod", "ReplicaSet"]);

function counts(change: RowChange): boolean {
  const { table, segments } = change;
  if (table === "file" && dockerFiles.test(segments[0] ?? "")) return true;
  if (table === "clusterObject" && followers.has(segments[2] ?? "")) return false;
  return isThing(change);
}

/** Returns a row in the form in which it is compared: files by their content, cluster objects without their status. */
function comparable(table: TableName, row: unknown): unknown {
  if (table === "file") {
    const { text } = row as { text?: string };
    return text === undefined ? row : { text: readText(text) };
  }
  if (table === "clusterObject") {
    const { status, ...rest } = row as { status?: unknown };
    void status;
    return rest;
  }
  return row;
}

const keyText = ({ table, segments }: RowChange): string => JSON.stringify([table, ...segments]);

/** Returns the matching change in the other world: the one with the same key, else the one with the most similar key. */
function partner(change: RowChange, others: ReadonlyMap<string, RowChange>): RowChange | undefined {
  const same = others.get(keyText(change));
  if (same) return same;
  const likeness = (other: RowChange) => other.segments.filter((part, at) => part === change.segments[at]).length;
  return [...others.values()]
    .filter(
      (other) =>
        other.table === change.table &&
        other.segments.length === change.segments.length &&
        (other.after === undefined) === (change.after === undefined),
    )
    .sort((a, b) => likeness(b) - likeness(a))[0];
}

/** A world before and after a step. */
export interface Passage {
  before: World;
  after: World;
}

/** Returns what a step does in every world, from what it did in two. */
export function effectsOf(first: Passage, other: Passage): Effect[] {
  const others = new Map(diffWorlds(other.before, other.after).map((change) => [keyText(change), change]));
  return diffWorlds(first.before, first.after)
    .filter(counts)
    .flatMap((change): Effect[] => {
      const { table, segments, before, after } = change;
      const twin = partner(change, others);
      if (!twin) return [];
      const key = segments.map((part, at) => (twin.segments[at] === part ? part : null));
      if (after === undefined) return [{ table, key }];
      const of = (side: RowChange) => comparable(table, side.after);
      const was = (side: RowChange) => (side.before === undefined ? undefined : comparable(table, side.before));
      const shared =
        before === undefined
          ? sharedBy(of(change), of(twin))
          : sharedBy(changedFields(was(change), of(change)), changedFields(was(twin), of(twin)));
      return before !== undefined && saysNothing(shared) ? [] : [{ table, key, row: shared }];
    });
}

/** Returns whether a world has an effect. */
export function isSatisfied(effect: Effect, world: World): boolean {
  const { table, key, row } = effect;
  const open = key.indexOf(null);
  if (open === -1) {
    const found = world.at(rowKey(table, key as string[]));
    return row === undefined ? found === undefined : found !== undefined && has(comparable(table, found), row);
  }
  const below = key.slice(0, open) as string[];
  const matches = [...world.below(table, below)].some(
    ({ rest, row: found }) =>
      key.slice(open).every((part, at) => part === null || part === rest[at]) &&
      (row === undefined || has(comparable(table, found), row)),
  );
  return row === undefined ? !matches : matches;
}
