import type { World } from "./world.ts";

interface Moment {
  label: string;
  world: World;
}

/** Worlds gone through, by command. Keeping one costs only what it does not share with its neighbors. */
export class History {
  private past: Moment[] = [];
  private future: Moment[] = [];

  /** Remembers the world as it was before a command; what was undone can no longer be redone. */
  checkpoint(world: World, label: string): void {
    this.past.push({ label, world });
    this.future = [];
  }

  get undoLabel(): string | undefined {
    return this.past.at(-1)?.label;
  }

  get redoLabel(): string | undefined {
    return this.future.at(-1)?.label;
  }

  undo(current: World): World | undefined {
    const last = this.past.pop();
    if (!last) return undefined;
    this.future.push({ label: last.label, world: current });
    return last.world;
  }

  redo(current: World): World | undefined {
    const next = this.future.pop();
    if (!next) return undefined;
    this.past.push({ label: next.label, world: current });
    return next.world;
  }

  clear(): void {
    this.past = [];
    this.future = [];
  }
}
