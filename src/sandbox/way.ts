import { now } from "../simulator/world/clock.ts";
import { diffWorlds, type RowChange } from "../simulator/world/diff.ts";
import { applyRowChanges } from "../simulator/world/row-changes.ts";
import { readRowKey, type World } from "../simulator/world/world.ts";
import type { Block } from "./block.ts";
import { rowsAfter, type Step } from "./timeline.ts";

/** A row by table and segments; null takes the row away. */
export type KeyedRow = [key: string[], row: unknown];

/** One action on the way from a template to an environment, so that it can be repeated. */
export type WayStep =
  /** A command line, where it was typed if not at the laptop, and the answers to its prompts. */
  | { run: string; place?: string; replies?: (string | null)[] }
  /** Milliseconds of virtual time. */
  | { wait: number }
  /** An action without a command: what it was, and the rows as it left them. */
  | { change: string; rows: KeyedRow[] }
  /** A return to how things were after so many steps of the way, e.g. to a snapshot. */
  | { change: string; back: number };

export interface Way {
  /** The world before the first step. */
  start: World;
  steps: WayStep[];
  /** The world after each of the steps. */
  moments: World[];
}

const keyed = ([key, row]: [string, unknown]): KeyedRow => {
  const { table, segments } = readRowKey(key);
  return [[table, ...segments], row];
};

function repeatable(after: World, before: World, step: Step, block: Block | undefined): WayStep[] {
  const passed = (since: number): WayStep[] => (now(after) > since ? [{ wait: now(after) - since }] : []);
  if (step.time) return passed(now(before));
  if (!block || block.interrupted) return [{ change: step.label, rows: rowsAfter(after, step).map(keyed) }];
  const { line: run, place, replies, endedAt } = block;
  // Steps stored by earlier versions hold the time that passed after a command as well.
  return [
    { run, ...(place !== undefined && { place }), ...(replies && { replies }) },
    ...passed(endedAt ?? now(after)),
  ];
}

/** Finds the way to a world: everything that was done and not undone, with the time that passed. */
export function wayOf(world: World, steps: readonly Step[], blocks: readonly Block[]): Way {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  let start = world;
  const passages: { step: Step; before: World; after: World }[] = [];
  for (const step of steps.toReversed()) {
    const before = applyRowChanges(start, step.before);
    passages.unshift({ step, before, after: start });
    start = before;
  }
  const way: Way = { start, steps: [], moments: [] };
  for (const { step, before, after } of passages) {
    const back = step.block === undefined && !step.time ? momentLike(way, after) : undefined;
    const added: WayStep[] =
      back === undefined ? repeatable(after, before, step, byId.get(step.block ?? "")) : [{ change: step.label, back }];
    way.steps.push(...added);
    // Where one step of the timeline takes two of the way, only the last one's world is known.
    way.moments.push(...added.map(() => after));
  }
  return way;
}

/** Returns after how many steps a world looked like another; undefined when it never did. */
function momentLike({ start, moments }: Way, world: World): number | undefined {
  const found = [start, ...moments].findLastIndex((moment) => diffWorlds(moment, world).every(isSame));
  return found === -1 ? undefined : found;
}

/** Rows that came from storage are equal by content, not by identity. */
const isSame = ({ before, after }: RowChange): boolean => JSON.stringify(before) === JSON.stringify(after);
