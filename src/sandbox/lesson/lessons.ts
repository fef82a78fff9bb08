import type { Profile } from "../../assessment/item.ts";
import type { WorldTemplate } from "../../content/world-template.ts";
import type { OpenWorld } from "../open-world.ts";
import type { LessonAsk, LessonStep } from "../protocol.ts";
import { doneSteps } from "./progress.ts";
import { trackOf, type StepProof, type TrackParts } from "./track.ts";

/** What the walkthrough of an open world asks, as long as its screen is open. */
interface Course {
  template: WorldTemplate;
  steps: readonly LessonStep[];
}

/** Keeps the walkthrough that is done in the open world in step with what the learner does there. */
export class Lessons {
  private readonly courses = new Map<string, Course>();
  private readonly tracks = new Map<string, Promise<StepProof[]>>();

  constructor(private readonly parts: TrackParts) {}

  /** Begins to follow the steps of a walkthrough in a world. */
  follow(world: string, template: WorldTemplate, { steps }: LessonAsk): void {
    this.courses.set(world, { template, steps });
  }

  /** Notes which steps are done now; says nothing when that did not change. */
  async check(open: OpenWorld): Promise<void> {
    const { lesson, id, profile } = open.entry;
    const course = this.courses.get(id);
    if (!lesson || !course) return;
    const track = await this.trackOf(course, profile);
    const done = doneSteps(track, open.simulator.world, open.given, lesson.done);
    const same = JSON.stringify(done) === JSON.stringify(lesson.done);
    if (!same) await open.setLesson({ ...lesson, done });
  }

  private trackOf(course: Course, profile: Profile): Promise<StepProof[]> {
    const key = JSON.stringify([course.template.id, profile, course.steps]);
    const known = this.tracks.get(key);
    if (known) return known;
    const track = trackOf(this.parts, { ...course, profile });
    this.tracks.set(key, track);
    return track;
  }
}
