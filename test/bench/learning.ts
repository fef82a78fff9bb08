import { readiness } from "../../src/assessment/readiness.ts";
import { day } from "../../src/review/due.ts";
import { makeLearners, type Learner } from "./learning/learner.ts";
import { anki, drydock, reread } from "./learning/policies.ts";
import { course, simulate, type Policy, type Result } from "./learning/simulate.ts";
import { printTable } from "./table.ts";

/** A multiple of the nine kinds of learners. */
const learners = 1008;
/** Learning weights takes most of the time, so that a part of the learners has to do for it. */
const learningLearners = 252;
/** Not the seed of the learners that the aim of reviews before an exam was chosen on. */
const seed = "harbor";
const examQuestions = 40;
/** The daily limit of those who need more than the default. */
const moreCards = 60;
/** The retention at which policies are compared. */
const goal = 0.9;

interface Sums {
  count: number;
  reviews: number;
  steps: number;
  retention: number;
}

/** What a policy comes to: over all learners, and by model and ability. Reviews are per thing. */
type Outcome = Map<string, Sums>;

function add(outcome: Outcome, key: string, { reviews, steps, retention }: Result): void {
  const sums = outcome.get(key) ?? { count: 0, reviews: 0, steps: 0, retention: 0 };
  sums.count++;
  sums.reviews += reviews / course.things;
  sums.steps += steps / course.things;
  sums.retention += retention;
  outcome.set(key, sums);
}

function run(policy: Policy, count: number, each?: (learner: Learner, result: Result) => void): Outcome {
  const outcome: Outcome = new Map();
  for (const learner of makeLearners(count, seed)) {
    const result = simulate(learner, policy);
    for (const key of ["all", learner.model, learner.ability]) add(outcome, key, result);
    each?.(learner, result);
  }
  return outcome;
}

const mean = (outcome: Outcome, group: string, field: Exclude<keyof Sums, "count">): number => {
  const sums = outcome.get(group);
  return sums ? sums[field] / sums.count : 0;
};

/** Reads the reviews at a retention off a policy's runs with different settings; undefined outside of what they reach. */
function reviewsAt(runs: readonly Outcome[], group: string, retention: number): number | undefined {
  const points = runs
    .map((outcome) => ({ x: mean(outcome, group, "retention"), y: mean(outcome, group, "reviews") }))
    .toSorted((a, b) => a.x - b.x);
  for (const [at, high] of points.entries()) {
    const low = points[at - 1];
    if (low && low.x <= retention && retention <= high.x) {
      return low.y + ((retention - low.x) / (high.x - low.x)) * (high.y - low.y);
    }
  }
  return undefined;
}

/** Draws an exam by the weights of objectives, and returns the share of right answers. */
function takeExam({ things }: Result, random: () => number): number {
  const total = things.reduce((sum, { weight }) => sum + weight, 0);
  let right = 0;
  for (let question = 0; question < examQuestions; question++) {
    let left = random() * total;
    const asked = things.find(({ weight }) => (left -= weight) <= 0) ?? things.at(-1);
    if (asked && random() < asked.truth.recall(course.examDay + 0.4)) right++;
  }
  return right / examQuestions;
}

/** Compares the range of readiness on the eve of the exam with the score; undefined without enough evidence. */
function compareRange(
  learner: Learner,
  result: Result,
): { miss: "above" | "below" | undefined; width: number } | undefined {
  const weights = new Map<string, number>();
  const entries = new Map<string, Result["log"]>();
  for (const { objective, weight } of result.things) weights.set(objective, (weights.get(objective) ?? 0) + weight);
  for (const entry of result.log) {
    const { objective = "" } = entry;
    entries.set(objective, [...(entries.get(objective) ?? []), entry]);
  }
  const range = readiness(entries, weights, course.examDay * day);
  if (range.kind !== "range") return undefined;
  const score = takeExam(result, learner.random);
  const miss = score > range.high ? "above" : score < range.low ? "below" : undefined;
  return { miss, width: range.high - range.low };
}

const number = (value: number | undefined): string => (value === undefined ? "not reached" : value.toFixed(2));
const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

/** Prints what reviews achieve for simulated learners with known memory, against Anki's default and against rereading. */
export function measure(): void {
  console.log(
    `${learners} learners: three forgetting models, three abilities. ${course.things} things, ${course.newADay} a day; the exam is on day ${course.examDay}.`,
  );
  console.log(
    "Reviews are answers per thing after the first, on later days. Retention is what is really remembered on the day of the exam.\n",
  );
  const ranges: { group: string; miss: "above" | "below" | undefined; width: number }[] = [];
  const ours = run(drydock(false), learners, (learner, result) => {
    const range = compareRange(learner, result);
    if (range) ranges.push({ group: learner.model, ...range });
  });
  const standard = run(anki(), learners);
  // Close together, because a line between distant points would lie above the curve and flatter us.
  const ankiRuns = [standard, ...[0.8, 0.85, 0.93, 0.95, 0.97].map((retention) => run(anki(retention), learners))];
  const oursRuns = [
    run(drydock(false, { goal: 0.9, runUp: 0.7 }), learners),
    run(drydock(false, { goal: 0.93, runUp: 0.8 }), learners),
    ours,
    run(drydock(false, { goal: 0.99, runUp: 0.92 }, moreCards), learners),
  ];
  const readRuns = [14, 7, 4, 2].map((every) => run(reread(every), learners));
  const groups = [...ours.keys()];

  printTable(
    groups.map((group) => {
      const [own, retention] = [mean(ours, group, "reviews"), mean(ours, group, "retention")];
      const same = reviewsAt(ankiRuns, group, retention);
      return {
        learners: group,
        "our reviews": number(own),
        "our retention": percent(retention),
        "Anki's reviews": number(mean(standard, group, "reviews")),
        "and same-day steps": number(mean(standard, group, "steps")),
        "Anki's retention": percent(mean(standard, group, "retention")),
        "Anki at our retention": number(same),
        fewer: same === undefined ? "" : percent(1 - own / same),
      };
    }),
  );
  console.log(`\nReviews for ${percent(goal)} on the day of the exam, with other settings where that takes them:\n`);
  printTable(
    groups.map((group) => ({
      learners: group,
      Drydock: number(reviewsAt(oursRuns, group, goal)),
      Anki: number(reviewsAt(ankiRuns, group, goal)),
      rereading: number(reviewsAt(readRuns, group, goal)),
    })),
  );

  console.log(`\nWith weights learned once the log has 400 answers (${learningLearners} of the learners):\n`);
  const learned = run(drydock(true), learningLearners);
  const plain = run(drydock(false), learningLearners);
  printTable(
    groups.map((group) => ({
      learners: group,
      learned: number(mean(learned, group, "reviews")),
      "retention, learned": percent(mean(learned, group, "retention")),
      "default weights": number(mean(plain, group, "reviews")),
      "retention, default": percent(mean(plain, group, "retention")),
    })),
  );

  console.log(`\nThe range of readiness on the eve of the exam, against an exam of ${examQuestions} questions:\n`);
  printTable(
    ["all", ...new Set(ranges.map(({ group }) => group))].map((group) => {
      const own = ranges.filter((range) => group === "all" || range.group === group);
      return {
        learners: group,
        "holds the score": percent(own.filter(({ miss }) => miss === undefined).length / own.length),
        "score above": percent(own.filter(({ miss }) => miss === "above").length / own.length),
        "score below": percent(own.filter(({ miss }) => miss === "below").length / own.length),
        width: percent(own.reduce((sum, { width }) => sum + width, 0) / own.length),
      };
    }),
  );
}
