import { day, type ExamAim } from "../../../src/review/due.ts";
import { reviewQueue } from "../../../src/review/queue.ts";
import { studyTime, type Policy } from "./simulate.ts";

/** Anki's most reviews a day. */
const ankiCap = 200;

/** Anki's default with FSRS: what is due, in the order of its due date, aiming at a retention; the exam date isn't known to it. */
export const anki = (retention = 0.9): Policy => ({
  name: "Anki's default",
  retention,
  choose: (things, today) => {
    const end = (today.day + 1) * day;
    return things
      .filter(({ card }) => card.due < end && card.lastAt < today.day * day)
      .toSorted((a, b) => a.card.due - b.card.due)
      .slice(0, ankiCap);
  },
});

/** Reads each thing again every so many days after it was read first. */
export const reread = (every: number): Policy => ({
  name: `Rereading every ${every} days`,
  retention: 0.9,
  isReading: true,
  choose: (things, today) =>
    things.filter(({ firstDay }) => today.day > firstDay && (today.day - firstDay) % every === 0),
});

/** The review queue of the app at its daily limit, with the reviews that it offers in the last week. */
export const drydock = (isLearning: boolean, aim?: ExamAim, cap = 30): Policy => ({
  name: isLearning ? "Drydock, weights learned" : "Drydock, default weights",
  retention: 0.9,
  isLearning,
  choose: (things, today) => {
    const start = today.day * day;
    const askable = things.filter(({ card }) => card.lastAt < start);
    const queue = reviewQueue(askable, [], {
      now: start + studyTime,
      start,
      end: start + day,
      cap,
      newCap: 0,
      reviewed: [],
      weights: today.weights,
      examAt: today.examDay * day,
      aim,
    });
    const chosen = new Set([...queue.cards, ...queue.lookAhead].map(({ cardId }) => cardId));
    return askable.filter(({ card }) => chosen.has(card.id));
  },
});
