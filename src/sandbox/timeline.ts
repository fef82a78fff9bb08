import { diffWorlds, type RowChange } from "../simulator/world/diff.ts";
import { rowKey, World } from "../simulator/world/world.ts";

/** Rows by key; null stands for a row that is not there. */
export type Rows = [key: string, row: unknown][];

/** One thing that the learner did, and what it takes to go back before it. */
export interface Step {
  /** The command line, or what else was done. */
  label: string;
  /** Id of the transcript's block, where it was a command. */
  block?: string;
  /** Rows as they were before the step. What time changed after it is among them, so that going back leads to one moment. */
  before: Rows;
}

export interface UndoneStep extends Step {
  /** Rows as they were when it was undone. */
  after: Rows;
}

const keyOf = ({ table, segments }: RowChange): string => rowKey(table, segments);

/** A world with some rows set to other values. Nothing reacts to it: it is a move to another moment. */
export function withRows(world: World, rows: Rows): World {
  const draft = world.draft();
  for (const [key, row] of rows) draft.set(key, row);
  return draft.commit();
}

/**
 * The learner's way through one world, step by step, as plain data: every step keeps the rows that it changed, so that undo
 * costs what changed and the way survives a reload.
 */
export class Timeline {
  constructor(
    public steps: Step[] = [],
    public undone: UndoneStep[] = [],
  ) {}

  get undoLabel(): string | undefined {
    return this.steps.at(-1)?.label;
  }

  get redoLabel(): string | undefined {
    return this.undone.at(-1)?.label;
  }

  /** Notes that `label` led from one world to another. What was undone can no longer be redone. */
  record(before: World, after: World, { label, block }: { label: string; block?: string }): Step {
    const step: Step = { label, ...(block !== undefined && { block }), before: rowsBefore(before, after) };
    this.steps.push(step);
    this.undone = [];
    return step;
  }

  /** Adds what time alone changed to the last step, whose undo then takes it back as well. */
  follow(before: World, after: World): Step | undefined {
    const last = this.steps.at(-1);
    if (!last) return undefined;
    const known = new Set(last.before.map(([key]) => key));
    last.before.push(...rowsBefore(before, after).filter(([key]) => !known.has(key)));
    return last;
  }

  /** Goes back before the last step; undefined when there is none. */
  undo(world: World): { world: World; step: UndoneStep } | undefined {
    const last = this.steps.pop();
    if (!last) return undefined;
    const earlier = withRows(world, last.before);
    const step = { ...last, after: rowsBefore(world, earlier) };
    this.undone.push(step);
    return { world: earlier, step };
  }

  /** Goes forward again; undefined when nothing was undone. */
  redo(world: World): { world: World; step: Step } | undefined {
    const next = this.undone.pop();
    if (!next) return undefined;
    const { after, ...step } = next;
    this.steps.push(step);
    return { world: withRows(world, after), step };
  }
}

function rowsBefore(before: World, after: World): Rows {
  return diffWorlds(before, after).map((change) => [keyOf(change), change.before ?? null]);
}
