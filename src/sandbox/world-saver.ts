import type { Simulator } from "../simulator/simulator.ts";
import { rowChanges } from "../simulator/world/row-changes.ts";
import type { World } from "../simulator/world/world.ts";
import type { WorldEntry } from "./world-entry.ts";
import type { Saved } from "./world-status.ts";
import type { Timeline } from "./timeline.ts";
import type { TrackedBlobs } from "./tracked-blobs.ts";
import type { Transcript } from "./transcript.ts";
import type { OpenParts, WorldState } from "./world-parts.ts";

interface Saves {
  storage: OpenParts["storage"];
  entry: WorldEntry;
  state: WorldState;
  simulator: Simulator;
  timeline: Timeline;
  transcript: Transcript;
  blobs: TrackedBlobs;
}

/** Stores what changed in a world since it was stored last, one save after the other; a save that fails is caught up by the next. */
export class WorldSaver {
  saved: Saved = "saved";
  private savedWorld: World;
  private savedSteps: number;
  private dirtyBlocks = new Set<number>();
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly of: Saves) {
    this.savedWorld = of.simulator.world;
    this.savedSteps = of.timeline.steps.length;
  }

  /** The block at this position of the transcript came or changed. */
  blockChanged(index: number): void {
    this.dirtyBlocks.add(index);
  }

  /** Steps from this one on are no longer as they were stored. */
  stepsChanged(from: number): void {
    this.savedSteps = Math.min(this.savedSteps, from);
  }

  /** Saves after what is being saved; ends when it is stored or known not to be. */
  save(): Promise<void> {
    this.saved = "saving";
    this.saving = this.saving.then(() => this.store());
    return this.saving;
  }

  /** Waits until everything that was done is stored, or known not to be. */
  settled(): Promise<void> {
    return this.saving;
  }

  private async store(): Promise<void> {
    const { storage, entry, state, timeline, simulator, transcript, blobs: tracked } = this.of;
    const target = simulator.world;
    const blobs = tracked.takeNew();
    const blocks = [...this.dirtyBlocks];
    const stepCount = timeline.steps.length;
    const from = Math.min(this.savedSteps, stepCount);
    this.dirtyBlocks = new Set();
    // Steps that change while this is stored lower it again.
    this.savedSteps = stepCount;
    state.undone = timeline.undone;
    try {
      await storage.save(entry.id, {
        entry,
        state,
        rows: rowChanges(this.savedWorld, target),
        steps: timeline.steps
          .from(from)
          .slice(0, stepCount - from)
          .map((step, index) => [from + index, step]),
        stepCount,
        blocks: blocks.flatMap((index) => {
          const found = transcript.at(index);
          return found ? [[index, found.block, found.wire] as [number, unknown, unknown]] : [];
        }),
        blobs,
      });
      this.savedWorld = target;
      this.saved = "saved";
      if (this.savedSteps === timeline.steps.length) timeline.forget();
      if (this.dirtyBlocks.size === 0) transcript.forget();
    } catch (error) {
      tracked.giveBack(blobs.map(([digest]) => digest));
      for (const index of blocks) this.dirtyBlocks.add(index);
      this.stepsChanged(from);
      this.saved = error instanceof Error && error.name === "StorageFullError" ? "full" : "notSaved";
    }
  }
}
