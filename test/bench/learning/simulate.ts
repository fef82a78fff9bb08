import type { LogEntry } from "../../../src/assessment/log-entry.ts";
import type { MemoryCard } from "../../../src/review/card.ts";
import { day } from "../../../src/review/due.ts";
import {
  daysUntil,
  defaultWeights,
  firstMemory,
  nextMemory,
  type Grade,
  type Weights,
} from "../../../src/review/memory-model.ts";
import { fitWeights, neededRecalls } from "../../../src/review/optimize/fit-weights.ts";
import { countRecalls, type HistoryStep } from "../../../src/review/optimize/histories.ts";
import type { Learner, TrueMemory } from "./learner.ts";

/** One thing that a learner is asked, as schedulers see it and as it really is. */
export interface Thing {
  card: MemoryCard;
  /** The day on which it was met first. */
  firstDay: number;
  objective: string;
  weight: number;
  history: HistoryStep[];
  truth: TrueMemory;
}

/** What a policy knows besides the things. */
export interface Today {
  day: number;
  examDay: number;
  weights: Weights;
}

/** Chooses which things to ask on a day, in order. */
export interface Policy {
  name: string;
  choose(things: readonly Thing[], today: Today): readonly Thing[];
  /** The probability of remembering that intervals aim at. */
  retention: number;
  /** Whether things are read instead of asked. */
  isReading?: boolean;
  /** Whether the weights are learned from the log once it's long enough. */
  isLearning?: boolean;
}

/** A course: how many things, how many of them a day, and on which day the exam is. */
export const course = { things: 150, newADay: 8, examDay: 60, objectives: 25 };

export interface Result {
  /** Answers after the first ones. */
  reviews: number;
  /** Repetitions on the same day that Anki's learning steps (1 and 10 minutes) add. */
  steps: number;
  /** The mean probability of remembering on the day of the exam. */
  retention: number;
  log: LogEntry[];
  things: readonly Thing[];
}

/** How much of what a retrieval adds to memory reading adds: about half (Roediger and Karpicke, 2006). */
const readingEffect = 0.5;
/** When on a day the learner studies. */
export const studyTime = day * 0.75;

/** Sets what a scheduler knows after the last answer of a history. */
function schedule({ card, history }: Thing, weights: Weights, retention: number): void {
  const last = history.at(-1);
  if (!last) return;
  const memory =
    history.length === 1 ? firstMemory(weights, last.grade) : nextMemory(weights, card, last.grade, last.days);
  Object.assign(card, memory);
  card.reviews = history.length;
  card.due = card.lastAt + Math.max(1, Math.round(daysUntil(weights, memory.stability, retention))) * day;
}

/** Works a card out from its whole history, as with new weights. */
function rebuild({ card, history }: Thing, weights: Weights, retention: number): void {
  const [first, ...rest] = history;
  if (!first) return;
  let memory = firstMemory(weights, first.grade);
  for (const { grade, days } of rest) memory = nextMemory(weights, memory, grade, days);
  Object.assign(card, memory);
  card.due = card.lastAt + Math.max(1, Math.round(daysUntil(weights, memory.stability, retention))) * day;
}

const gradeFor = (chance: number, random: () => number): Grade => {
  if (random() >= chance) return 1;
  const sure = random();
  return sure < 0.15 ? 2 : sure < 0.8 ? 3 : 4;
};

const ratings = ["again", "hard", "good", "easy"] as const;

/** Runs a learner through the course by a policy. */
export function simulate(learner: Learner, policy: Policy): Result {
  const { random } = learner;
  const things: Thing[] = [];
  const log: LogEntry[] = [];
  let weights = defaultWeights;
  let [reviews, steps] = [0, 0];
  const record = (thing: Thing, at: number, grade: Grade) => {
    const { card, objective, history } = thing;
    const days = history.length === 0 ? 0 : Math.round((at - card.lastAt) / day);
    history.push({ grade, days });
    card.lastAt = at;
    const rating = ratings[grade - 1] ?? "good";
    const id = `${card.id}/${history.length}`;
    log.push({ id, cardId: card.id, source: "review", rating, share: grade === 1 ? 0 : 1, at, objective });
    schedule(thing, weights, policy.retention);
  };
  for (let today = 0; today < course.examDay; today++) {
    const at = today * day + studyTime;
    for (let added = 0; added < course.newADay && things.length < course.things; added++) {
      const grade = gradeFor(learner.firstRight, random);
      const index = things.length;
      const card: MemoryCard = {
        id: `item/${index}`,
        due: 0,
        stability: 0,
        difficulty: 0,
        phase: "review",
        step: 0,
        reviews: 0,
        lapses: 0,
        lastAt: at,
      };
      const objective = `O-${index % course.objectives}`;
      const truth = learner.memory(at / day, grade);
      const thing = {
        card,
        firstDay: today,
        objective,
        weight: 1 + (index % course.objectives) / 12,
        history: [],
        truth,
      };
      things.push(thing);
      record(thing, at, grade);
      steps += grade === 1 ? 2 : grade === 4 ? 0 : 1;
    }
    if (policy.isLearning && weights === defaultWeights) {
      const histories = things.map(({ history }) => history);
      if (countRecalls(histories) >= neededRecalls) {
        const fit = fitWeights(histories);
        weights = fit.weights;
        for (const thing of things) rebuild(thing, weights, policy.retention);
      }
    }
    for (const thing of policy.choose(things, { day: today, examDay: course.examDay, weights })) {
      reviews++;
      const grade = gradeFor(thing.truth.recall(at / day), random);
      if (policy.isReading) thing.truth.answer(at / day, grade === 1 ? 1 : 3, readingEffect);
      else {
        thing.truth.answer(at / day, grade);
        record(thing, at, grade);
        if (grade === 1) steps++;
      }
    }
  }
  const examAt = course.examDay + 0.4;
  const sum = things.reduce((total, { truth }) => total + truth.recall(examAt), 0);
  return { reviews, steps, retention: sum / things.length, log, things };
}
