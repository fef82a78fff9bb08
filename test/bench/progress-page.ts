// Runs in the browser at the site's own address, bundled by progress.ts: fills the database and measures what reads and writes it.
import type { Attempt } from "../../src/assessment/attempt.ts";
import { cardIdOf } from "../../src/assessment/item-id.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { seeded } from "../../src/assessment/shuffle.ts";
import { loadItems, loadFamilies, outline } from "../../src/content/course.ts";
import { openDatabase } from "../../src/progress/open-database.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import { readOverview, readSnapshot } from "../../src/store/read-progress.ts";
import { readLearning } from "../../src/store/read-learning.ts";

const day = 86_400_000;
const questions = 40;
/** Two years of study. */
const days = 730;

interface Asked {
  id: string;
  version: number;
  objective: string;
  type: LogEntry["type"];
  bloom: LogEntry["bloom"];
}

async function askable(): Promise<Asked[]> {
  const [bank, families] = await Promise.all([loadItems(), loadFamilies()]);
  return [
    ...bank.map(({ id, objective, type, bloom, chapter, azure }) => ({
      id,
      objective,
      type,
      bloom,
      version: (chapter ?? azure)?.version ?? 1,
    })),
    ...families.map(({ id, objective }) => ({
      id: `family/${id}/1`,
      objective,
      type: "single" as const,
      bloom: "apply" as const,
      version: 1,
    })),
  ];
}

const answer = (id: string, asked: Asked, at: number, next: () => number): LogEntry => {
  const isRight = next() < 0.7;
  const isCertain = next() < 0.3;
  return {
    id,
    cardId: cardIdOf(asked.id),
    source: next() < 0.5 ? "exam" : "review",
    rating: isRight ? "good" : "again",
    share: isRight ? 1 : 0,
    at,
    itemId: asked.id,
    version: asked.version,
    type: asked.type,
    bloom: asked.bloom,
    objective: asked.objective,
    profile: "chapter",
    confidence: isCertain ? "certain" : "think",
    seconds: Math.round(20 + 60 * next()),
    ...(!isRight && { misconceptions: ["M01"] }),
  } as LogEntry;
};

/** Stores what somebody has who answered that many questions, and submitted that many exams of 40 questions. */
async function fill(logs: number, attempts: number): Promise<void> {
  const { database } = await openDatabase();
  const progress = await openProgress();
  await progress.erase();
  const all = await askable();
  const next = seeded("progress");
  const start = Date.now() - days * day;
  const pick = () => all[Math.floor(next() * all.length)] as Asked;

  for (let from = 0; from < attempts; from += 200) {
    await database.attempts.bulkPut(
      Array.from({ length: Math.min(200, attempts - from) }, (_, offset): Attempt => {
        const index = from + offset;
        const items = Array.from({ length: questions }, pick);
        const startedAt = start + (index / attempts) * days * day;
        return {
          id: `attempt-${index}`,
          assessmentId: index % 2 === 0 ? outline.quiz : "chapter-exam",
          title: "Chapter exam",
          profile: "chapter",
          feedback: "end",
          strict: false,
          items: items.map(({ id, version }) => ({
            itemId: id,
            version,
            profile: "chapter",
            order: ["c", "a", "d", "b"],
          })),
          position: questions - 1,
          passMark: 0.6,
          startedAt,
          submittedAt: startedAt + 1_800_000,
          scores: items.map(({ id }) => ({ itemId: id, earned: next() < 0.7 ? 1 : 0, maximum: 1 })),
        };
      }),
    );
  }
  for (let from = 0; from < logs; from += 5000) {
    await database.log.bulkPut(
      Array.from({ length: Math.min(5000, logs - from) }, (_, offset) => {
        const index = from + offset;
        return answer(`answer/${index}`, pick(), start + (index / logs) * days * day, next);
      }),
    );
  }
  await database.activity.bulkPut(
    Array.from({ length: days }, (_, at) => ({
      day: new Date(start + at * day).toISOString().slice(0, 10),
      device: "bench",
      seconds: Math.round(3600 * next()),
    })),
  );
  await database.sections.bulkPut(outline.sections.map(({ id }) => ({ sectionId: id, doneAt: start })));
  await progress.rebuildCards();
  database.close();
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function cost(runs: number, work: (run: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await work(run);
    // The first run warms up.
    if (run > 0) times.push(performance.now() - start);
  }
  return median(times);
}

/** Median milliseconds of what Today reads, and of answers to the questions of an exam under way. */
async function measure(): Promise<Record<string, number>> {
  const progress = await openProgress();
  const all = await askable();
  const next = seeded("answers");
  const items = Array.from({ length: questions }, (_, at) => all[(at * 7) % all.length] as Asked);
  const attempt: Attempt = {
    id: "under-way",
    assessmentId: "objective:bench",
    title: "Practice",
    profile: "chapter",
    feedback: "each",
    strict: false,
    items: items.map(({ id, version }) => ({ itemId: id, version, profile: "chapter", order: [] })),
    position: 0,
    startedAt: Date.now(),
  };
  await progress.startAttempt(attempt);
  const stored = await cost(questions - 1, (at) => {
    const asked = items[at] as Asked;
    const row = {
      attemptId: attempt.id,
      itemId: asked.id,
      response: { type: "single" as const, option: "a" },
      answeredAt: Date.now(),
      checkedAt: Date.now(),
    };
    return progress.saveResponse(row, at, [answer(`attempt/under-way/${asked.id}`, asked, Date.now(), next)]);
  });
  const costs = {
    "answer stored": stored,
    "what Today needs of attempts and reading": await cost(7, () => readOverview(progress)),
    "what Today needs of the log": await cost(7, () => readLearning(progress, Date.now())),
    "every attempt, read after that": await cost(3, () => readSnapshot(progress)),
  };
  await progress.submitAttempt(attempt.id, [], Date.now());
  return costs;
}

Object.assign(globalThis, { fill, measure });
