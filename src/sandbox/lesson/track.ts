import type { WorldTemplate } from "../../content/world-template.ts";
import type { Session } from "../../simulator/cli/session.ts";
import type { SimulatorFacts } from "../../simulator/registry/facts.ts";
import type { Hash } from "../../simulator/world/hash.ts";
import { newWorld } from "../../simulator/world/new-world.ts";
import { applyTemplate } from "../apply-template.ts";
import { simulatorInPage, type SimulatorInPage } from "../page-simulator.ts";
import type { WireEntry } from "../protocol.ts";
import { wireEntry } from "../wire.ts";
import { askOf, type Ask } from "./asks.ts";
import { effectsOf, type Effect, type Passage } from "./effects.ts";

/** A step of a walkthrough and the lines of its command. */
interface LessonStep {
  id: string;
  lines: string[];
}

/** How to tell that a step is done. */
export interface StepProof {
  id: string;
  effects: Effect[];
  /** The request that shows that the step was done, if the step changes nothing that counts. */
  ask?: Ask;
}

/** A walkthrough: the template of its environment and its steps. */
interface Course {
  template: WorldTemplate;
  steps: readonly LessonStep[];
}

interface TrackParts {
  facts: SimulatorFacts;
  hash: Hash;
  startSession(world: SimulatorInPage, pace: (milliseconds: number) => Promise<void>): Session;
}

/** The two worlds that are compared. They differ in rules, seed and time, so that only what all worlds share is left. */
const walks = [
  { profile: "chapter", seed: 11, wait: 0 },
  { profile: "azure", seed: 12_345, wait: 7_001 },
] as const;

/** Runs the steps of the text in a new world; returns the world before and after each one and the requests it sent. */
async function walk(
  services: TrackParts,
  { template, steps }: Course,
  { profile, seed, wait }: (typeof walks)[number],
): Promise<(Passage & { wire: WireEntry[] })[]> {
  const world = simulatorInPage(services, newWorld({ profile, seed }));
  const { simulator } = world;
  const session = services.startSession(world, () => Promise.resolve());
  await applyTemplate(template, simulator, session, services.hash);
  const { signal } = new AbortController();
  const made: (Passage & { wire: WireEntry[] })[] = [];
  for (const { lines } of steps) {
    if (wait > 0) await simulator.advance(wait);
    const before = simulator.world;
    const wire: Promise<WireEntry>[] = [];
    const stop = simulator.onExchange((exchange) => wire.push(wireEntry({ ...exchange, took: 0 }, "", "")));
    for (const line of lines) {
      await session.execute(line, {
        out: () => undefined,
        err: () => undefined,
        terminal: { ask: () => Promise.resolve("y") },
        signal,
      });
    }
    stop();
    made.push({ before, after: simulator.world, wire: await Promise.all(wire) });
  }
  return made;
}

/**
 * Finds what the steps of a walkthrough do by running them in two worlds, so that a learner only has to
 * reproduce what is the same in both. Any command with that effect is as good as the one in the text. It takes seconds:
 * a test writes the result to content/walkthroughs/proofs, which the page reads.
 */
export async function trackOf(services: TrackParts, course: Course): Promise<StepProof[]> {
  const [first = [], other = []] = [await walk(services, course, walks[0]), await walk(services, course, walks[1])];
  return course.steps.flatMap(({ id }, at): StepProof[] => {
    const here = first[at];
    const there = other[at];
    if (!here || !there) return [];
    const effects = effectsOf(here, there);
    const ask = effects.length === 0 ? askOf(here.wire, there.wire) : undefined;
    return [{ id, effects, ...(ask && { ask }) }];
  });
}
