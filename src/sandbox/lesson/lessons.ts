import type { OpenWorld } from "../open-world.ts";
import { doneSteps } from "./progress.ts";
import type { FindProofs } from "./proofs.ts";

/** Keeps track of which steps of a walkthrough are done in an open world. */
export class Lessons {
  constructor(
    private readonly proofs: FindProofs,
    private readonly now: () => number,
  ) {}

  /** Stores which steps of the world's walkthrough are done now, and when all of them first were. */
  async check(open: OpenWorld): Promise<void> {
    const { lesson } = open.entry;
    const track = lesson && (await this.proofs(lesson.walkthrough));
    if (!track) return;
    const done = doneSteps(track, open.simulator.world, await open.transcript.all(), lesson.done);
    if (JSON.stringify(done) === JSON.stringify(lesson.done)) return;
    const completed = Object.keys(done).length === track.length;
    await open.setLesson({ ...lesson, done, ...(completed && { completedAt: lesson.completedAt ?? this.now() }) });
  }
}
