import { day, type ExamAim } from "../../../src/review/due.ts";
import { defaultWeights } from "../../../src/review/memory-model.ts";
import { reviewQueue } from "../../../src/review/queue.ts";
import { studyTime, type Policy } from "./simulate.ts";

/** Anki's default with FSRS: what is due, in the order of its due date, up to 200 a day. */
export const anki = (): Policy => ({
  name: "Anki's default",
  choose: (things, today) => {
    const end = (today.day + 1) * day;
    return things
      .filter(({ card }) => card.due < end && card.lastAt < today.day * day)
      .toSorted((a, b) => a.card.due - b.card.due)
      .slice(0, 200);
  },
});

/** Reads each thing again every so many days after it was read first. */
export const reread = (every: number): Policy => ({
  name: "Rereading",
  isReading: true,
  choose: (things, today) =>
    things.filter(({ firstDay }) => today.day > firstDay && (today.day - firstDay) % every === 0),
});

/** The review queue of the app, with the reviews that it offers in the last week. */
export const drydock = (cap: number, aim?: ExamAim): Policy => ({
  name: "Drydock",
  choose: (things, today) => {
    const start = today.day * day;
    const queue = reviewQueue(
      things.filter(({ card }) => card.lastAt < start),
      [],
      {
        now: start + studyTime,
        start,
        end: start + day,
        cap,
        newCap: 0,
        reviewed: [],
        weights: defaultWeights,
        examAt: today.examDay * day,
        aim,
      },
    );
    const chosen = new Set([...queue.cards, ...queue.lookAhead].map(({ cardId }) => cardId));
    return things.filter(({ card }) => chosen.has(card.id));
  },
});
