import type { MemoryCard } from "../../../src/review/card.ts";
import { daysUntil, defaultWeights, firstMemory, nextMemory, type Grade } from "../../../src/review/memory-model.ts";
import { day } from "../../../src/review/due.ts";
import type { Learner, TrueMemory } from "./learner.ts";

/** One thing that a learner is asked, as schedulers see it and as it really is. */
export interface Thing {
  card: MemoryCard;
  firstDay: number;
  weight: number;
  truth: TrueMemory;
}

/** Chooses what to do on a day: returns the things to ask, in order. */
export interface Policy {
  name: string;
  choose(things: readonly Thing[], today: { day: number; examDay: number }): readonly Thing[];
  /** Whether things are read instead of asked. */
  isReading?: boolean;
}

/** A course: how many things, how many of them a day, and when the exam is. */
export interface Course {
  things: number;
  newADay: number;
  examDay: number;
}

export interface Result {
  /** Answers after the first ones. */
  reviews: number;
  /** Same-day repetitions that Anki's learning steps (1 and 10 minutes) would add. */
  steps: number;
  /** The mean probability of remembering on the day of the exam. */
  retention: number;
}

/** How much of what a retrieval adds to memory reading it again adds: about half (Roediger and Karpicke, 2006). */
const rereadEffect = 0.5;

/** Sets what a scheduler knows of a card after an answer: the memory by the default weights, due at 90%. */
function schedule(card: MemoryCard, at: number, grade: Grade, retention: number): void {
  const days = Math.round((at - card.lastAt) / day);
  const memory =
    card.reviews === 0 ? firstMemory(defaultWeights, grade) : nextMemory(defaultWeights, card, grade, days);
  card.stability = memory.stability;
  card.difficulty = memory.difficulty;
  card.reviews++;
  card.lastAt = at;
  card.due = at + Math.max(1, Math.round(daysUntil(defaultWeights, memory.stability, retention))) * day;
}

/** When on a day the learner studies. */
export const studyTime = day * 0.75;

const gradeFor = (chance: number, random: () => number): Grade => {
  if (random() >= chance) return 1;
  const sure = random();
  return sure < 0.15 ? 2 : sure < 0.8 ? 3 : 4;
};

/** Runs a learner through a course by a policy. */
export function simulate(learner: Learner, policy: Policy, course: Course, retention = 0.9): Result {
  const { random } = learner;
  const things: Thing[] = [];
  let reviews = 0;
  let steps = 0;
  for (let today = 0; today < course.examDay; today++) {
    const at = today * day + studyTime;
    for (let added = 0; added < course.newADay && things.length < course.things; added++) {
      const grade = gradeFor(learner.firstRight, random);
      const card: MemoryCard = {
        id: `item/${things.length}`,
        due: 0,
        stability: 0,
        difficulty: 0,
        phase: "review",
        step: 0,
        reviews: 0,
        lapses: 0,
        lastAt: at,
      };
      schedule(card, at, grade, retention);
      steps += grade === 1 ? 2 : grade === 4 ? 0 : 1;
      things.push({ card, firstDay: today, weight: 1 + (things.length % 5), truth: learner.memory(at / day, grade) });
    }
    for (const thing of policy.choose(things, { day: today, examDay: course.examDay })) {
      reviews++;
      const grade = gradeFor(thing.truth.recall(at / day), random);
      if (policy.isReading) {
        thing.truth.answer(at / day, grade === 1 ? 1 : 3, rereadEffect);
        continue;
      }
      thing.truth.answer(at / day, grade);
      schedule(thing.card, at, grade, retention);
      if (grade === 1) steps++;
    }
  }
  const examAt = course.examDay + 0.4;
  const sum = things.reduce((total, { truth }) => total + truth.recall(examAt), 0);
  return { reviews, steps, retention: sum / things.length };
}
