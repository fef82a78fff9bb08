import { historyFile } from "../simulator/cli/create-machine.ts";
import { applyRowChanges, rowChanges, type RowChanges } from "../simulator/world/row-changes.ts";
import { readRowKey, type World } from "../simulator/world/world.ts";
import { RecentList } from "./recent-list.ts";

/** One action of the learner and the rows that undo puts back. */
export interface Step {
  /** The command line, or a short description of any other action. */
  label: string;
  /** Id of the transcript's block, for commands. */
  block?: string;
  /** Present when virtual time passed: in one jump, or second by second while the clock ran. */
  time?: "jump" | "clock";
  /** Present when the command changed nothing that undo needs to bring back; undo steps over it. */
  idle?: true;
  /** Rows as they were before the step. */
  before: RowChanges;
}

export interface UndoneStep extends Step {
  /** Rows as they were when the step was undone. */
  after: RowChanges;
}

type NewStep = Omit<Step, "before">;

/** The world that a move led to, and the steps that were undone or redone, in the order in which that happened. */
export interface Move {
  world: World;
  steps: readonly Step[];
}

/** Returns the rows that a step changed, as they are in the world after it. */
export const rowsAfter = (after: World, { before }: Step): RowChanges =>
  before.map(([key]) => [key, after.at(key) ?? null]);

/** Tells whether undo steps over a step. Steps stored before `idle` existed are judged by the rows that they changed. */
const isIdle = ({ idle, time, block, before }: Step): boolean =>
  idle === true ||
  (time === undefined &&
    block !== undefined &&
    before.every(([key]) => {
      const { table, segments } = readRowKey(key);
      return table === "now" || (table === "file" && segments[0] === historyFile);
    }));

const counts = (step: Step): boolean => !isIdle(step);

/**
 * The learner's way through one world, step by step, as plain data. Every step keeps the rows that it changed, so undo costs
 * what changed, and the way survives a reload.
 */
export class Timeline {
  /** Label of the last step that counts among those that are in storage only. */
  private earlierUndo: string | undefined;

  constructor(
    readonly steps = new RecentList<Step>(),
    public undone: UndoneStep[] = [],
  ) {}

  /** What undo would take back; undefined when only idle commands are left. */
  get undoLabel(): string | undefined {
    return this.steps.recent.findLast(counts)?.label ?? (this.steps.start > 0 ? this.earlierUndo : undefined);
  }

  get redoLabel(): string | undefined {
    return this.undone.findLast(counts)?.label;
  }

  /** Whether undo needs earlier steps, which have to be read from storage first. */
  get needsEarlier(): boolean {
    return this.steps.start > 0 && !this.steps.recent.some(counts);
  }

  /** Lets go of steps that are in storage. */
  forget(): void {
    const last = this.steps.forget().findLast(counts);
    if (last) this.earlierUndo = last.label;
  }

  /** Adds a step that led from one world to another. Steps that were undone can't be redone any more. */
  record(before: World, after: World, step: NewStep): void {
    this.steps.push({ ...step, before: rowChanges(after, before) });
    this.undone = [];
  }

  /** Adds a second of a running clock: to the last step when that is the clock's, else as a step of its own. */
  tick(before: World, after: World, label: string): void {
    const last = this.steps.recent.at(-1);
    if (last?.time !== "clock" || this.undone.length > 0) {
      this.record(before, after, { label, time: "clock" });
      return;
    }
    const known = new Set(last.before.map(([key]) => key));
    last.before.push(...rowChanges(after, before).filter(([key]) => !known.has(key)));
    last.label = label;
  }

  /**
   * Goes back before the last step that counts, over idle ones; undefined when there is none in memory. Steps are read from
   * storage before while `needsEarlier`.
   */
  undo(world: World): Move | undefined {
    const { steps } = this;
    const from = steps.recent.findLastIndex(counts);
    if (from === -1) return undefined;
    const moved: UndoneStep[] = [];
    let current = world;
    for (const step of steps.cut(steps.start + from).reverse()) {
      const earlier = applyRowChanges(current, step.before);
      moved.push({ ...step, after: rowChanges(earlier, current) });
      current = earlier;
    }
    this.undone.push(...moved);
    return { world: current, steps: moved };
  }

  /** Goes forward again over the next step that counts and the idle ones after it; undefined when nothing was undone. */
  redo(world: World): Move | undefined {
    if (this.undone.length === 0) return undefined;
    const moved: Step[] = [];
    let current = world;
    let counted = false;
    for (let next = this.undone.at(-1); next && !(counted && counts(next)); next = this.undone.at(-1)) {
      counted ||= counts(next);
      const { after, ...step } = next;
      current = applyRowChanges(current, after);
      moved.push(step);
      this.undone.pop();
    }
    this.steps.push(...moved);
    return { world: current, steps: moved };
  }
}
