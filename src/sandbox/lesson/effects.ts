import { diffWorlds, type RowChange } from "../../simulator/world/diff.ts";
import type { TableName, World } from "../../simulator/world/world.ts";
import { isThing } from "../changes.ts";
import { changedFields, has, readText, saysNothing, sharedBy, type Shared } from "./common.ts";

/** A row that a step leaves behind, or takes away, in any world in which it is done. */
export interface Effect {
  table: TableName;
  /** The key's segments; null where it varies from world to world. */
  key: (string | null)[];
  /** What the row holds; absent when the row is gone. */
  row?: Shared;
}

/** Docker's own books, which tell what a tag or a sign-in on the machine did. */
const dockerFiles = /^\/(?:var\/lib\/docker\/image\/|home\/learner\/\.docker\/config\.json$)/;

/** Objects that a cluster makes by itself when it is asked for another. */
const followers = new Set(["Pod", "ReplicaSet"]);

function counts(change: RowChange): boolean {
  const { table, segments } = change;
  if (table === "file" && dockerFiles.test(segments[0] ?? "")) return true;
  if (table === "clusterObject" && followers.has(segments[2] ?? "")) return false;
  return isThing(change);
}

/** A row as it is compared: files by what they say, objects of a cluster without what the cluster reports later. */
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

/** The change of the other world that came about in the same way: by the same key, else by the most alike one. */
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

/** Where a step led from and to. */
export interface Passage {
  before: World;
  after: World;
}

/** What a step does in every world, from what it did in two of different seed and time. */
export function effectsOf(one: Passage, other: Passage): Effect[] {
  const others = new Map(diffWorlds(other.before, other.after).map((change) => [keyText(change), change]));
  return diffWorlds(one.before, one.after)
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

/** Whether what a step does is so in a world. */
export function isSo(effect: Effect, world: World): boolean {
  const { table, key, row } = effect;
  const open = key.indexOf(null);
  if (open === -1) {
    const found = world.get(table, ...(key as string[]));
    return row === undefined ? found === undefined : found !== undefined && has(comparable(table, found), row);
  }
  const below = key.slice(0, open) as string[];
  const matches = [...world.scan(table, below)].some(
    ({ rest, row: found }) =>
      key.slice(open).every((part, at) => part === null || part === rest[at]) &&
      (row === undefined || has(comparable(table, found), row)),
  );
  return row === undefined ? !matches : matches;
}
