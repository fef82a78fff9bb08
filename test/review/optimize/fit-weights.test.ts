import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../../src/assessment/log-entry.ts";
import { defaultWeights, type Grade } from "../../../src/review/memory-model.ts";
import { fitWeights, meanLoss } from "../../../src/review/optimize/fit-weights.ts";
import { countRecalls, historiesOf, type History } from "../../../src/review/optimize/histories.ts";
import { predictHistory } from "../../../src/review/optimize/prediction.ts";
import { simulateHistories, someLearners } from "./simulate-histories.ts";

interface Recording {
  learners: { name: string; histories: string[]; weights: number[] }[];
}

/** What the reference optimizer made of these histories; see the file for its version. */
const recording = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../recordings/fsrs/training.json"), "utf8"),
) as Recording;
const readHistory = (text: string): History =>
  text.split(" ").map((step) => {
    const [grade, days] = step.split("@").map(Number);
    return { grade: grade as Grade, days: days ?? 0 };
  });

describe.each(recording.learners)("beside the reference optimizer, a $name learner", (learner) => {
  const histories = learner.histories.map(readHistory);
  const fit = fitWeights(histories);

  it("is predicted at least as well as by its weights, on the answers learned from and on others", () => {
    const truth = someLearners[learner.name] ?? [];
    const others = simulateHistories(truth, 600, 8, "others");
    expect(fit.loss).toBeLessThanOrEqual(meanLoss(learner.weights, histories));
    expect(meanLoss(fit.weights, others)).toBeLessThanOrEqual(meanLoss(learner.weights, others) + 0.003);
  });

  it("is predicted better than by the published weights, and almost as well as by the true ones", () => {
    const truth = someLearners[learner.name] ?? [];
    const others = simulateHistories(truth, 600, 8, "others");
    expect(fit.loss).toBeLessThan(fit.defaultLoss);
    expect(fit.loss).toBeLessThanOrEqual(meanLoss(truth, histories) + 0.001);
    expect(meanLoss(fit.weights, others)).toBeLessThan(meanLoss(defaultWeights, others));
    expect(meanLoss(fit.weights, others)).toBeLessThanOrEqual(meanLoss(truth, others) + 0.015);
  });
});

describe("the weights learned from a log", () => {
  it("are the published ones without answers, and stay near them with few", () => {
    expect(fitWeights([]).weights.map((weight, at) => weight - (defaultWeights[at] ?? 0))).toEqual(
      defaultWeights.map(() => 0),
    );
    const few = fitWeights(simulateHistories(someLearners["forgetful"] ?? [], 3, 4, "few"));
    expect(Math.abs((few.weights[4] ?? 0) - (defaultWeights[4] ?? 0))).toBeLessThan(0.6);
  });

  it("follow slopes that are those of the predictions", () => {
    const steps = fc.array(
      fc.record({ grade: fc.constantFrom<Grade>(1, 2, 3, 4), days: fc.integer({ min: 0, max: 40 }) }),
      { minLength: 2, maxLength: 8 },
    );
    const predictions = (weights: readonly number[], history: History) => {
      const found: { recall: number; slopes: number[] }[] = [];
      predictHistory(weights, history, (recall, slopes) => found.push({ recall, slopes: [...slopes] }));
      return found;
    };
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 20 }), (list, index) => {
        const history = list.map((step, at) => (at === 0 ? { ...step, days: 0 } : step));
        const size = 1e-5;
        const moved = (by: number) => defaultWeights.map((weight, at) => (at === index ? weight + by : weight));
        const [up, down] = [predictions(moved(size), history), predictions(moved(-size), history)];
        for (const [at, { slopes }] of predictions(defaultWeights, history).entries()) {
          const measured = ((up[at]?.recall ?? 0) - (down[at]?.recall ?? 0)) / (2 * size);
          expect(Math.abs((slopes[index] ?? 0) - measured)).toBeLessThan(1e-3 * Math.max(1, Math.abs(measured)));
        }
      }),
    );
  });

  it("count answers by day and card, without those that were taken back", () => {
    const day = 24 * 60 * 60 * 1000;
    const entry = (cardId: string, at: number, fields: Partial<LogEntry> = {}): LogEntry => ({
      id: `${cardId}/${at}`,
      cardId,
      source: "review",
      rating: "good",
      share: 1,
      at,
      ...fields,
    });
    const log = [
      entry("item/a", 5 * day + 1, { rating: "again" }),
      entry("item/a", day - 1),
      entry("item/b", day),
      entry("item/a", day + 1, { rating: "easy" }),
      entry("item/a", 2 * day, { undoneAt: 3 * day }),
    ];
    const histories = historiesOf(log);
    expect(histories).toEqual([
      [
        { grade: 3, days: 0 },
        { grade: 4, days: 1 },
        { grade: 1, days: 4 },
      ],
      [{ grade: 3, days: 0 }],
    ]);
    expect(countRecalls(histories)).toBe(2);
  });
});
