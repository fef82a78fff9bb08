import { seeded } from "../../../src/assessment/shuffle.ts";
import {
  daysUntil,
  defaultWeights,
  firstMemory,
  nextMemory,
  retrievability,
  type Grade,
  type Weights,
} from "../../../src/review/memory-model.ts";
import type { History, HistoryStep } from "../../../src/review/optimize/histories.ts";

/** Makes the histories of a learner whose memory follows these weights and whose reviews are planned by the published ones. */
export function simulateHistories(truth: Weights, cards: number, steps: number, seed: string): History[] {
  const random = seeded(seed);
  const gradeFor = (chance: number): Grade => {
    if (random() >= chance) return 1;
    const sure = random();
    return sure < 0.15 ? 2 : sure < 0.8 ? 3 : 4;
  };
  return Array.from({ length: cards }, () => {
    const first = gradeFor(0.65);
    let [memory, planned] = [firstMemory(truth, first), firstMemory(defaultWeights, first)];
    const history: HistoryStep[] = [{ grade: first, days: 0 }];
    for (let at = 1; at < steps; at++) {
      const interval = daysUntil(defaultWeights, planned.stability, 0.9) * (0.5 + 1.5 * random());
      const days = random() < 0.05 ? 0 : Math.max(1, Math.round(interval));
      const grade = gradeFor(days === 0 ? 0.95 : retrievability(truth, memory.stability, days));
      memory = nextMemory(truth, memory, grade, days);
      planned = nextMemory(defaultWeights, planned, grade, days);
      history.push({ grade, days });
    }
    return history;
  });
}

/** Weights of two made-up learners who differ from the published ones. */
export const someLearners: Record<string, Weights> = {
  forgetful: [
    0.1, 0.5, 1.1, 3.2, 6.8, 0.7, 2.6, 0.01, 1.4, 0.2, 0.6, 1.2, 0.08, 0.3, 1.3, 0.5, 1.6, 0.5, 0.1, 0.08, 0.3,
  ],
  retentive: [
    0.6, 2.4, 5.5, 18, 5.9, 0.9, 3.2, 0.002, 2.2, 0.14, 1.0, 1.9, 0.05, 0.24, 2, 0.7, 2.1, 0.55, 0.09, 0.06, 0.12,
  ],
};
