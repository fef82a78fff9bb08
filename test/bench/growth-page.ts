// Runs in the browser, bundled by growth.ts: what a learner's own growth costs, on the browser's own storage.
import { assemble } from "../../src/assessment/assemble.ts";
import type { Attempt } from "../../src/assessment/attempt.ts";
import type { BankItem } from "../../src/content/content.ts";
import { loadItems, loadSearchIndex, outline } from "../../src/content/course.ts";
import { backupText } from "../../src/progress/backup.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import type { BackupData } from "../../src/progress/backup-file.ts";
import type { Progress } from "../../src/progress/progress.ts";
import type { TextMark } from "../../src/progress/rows.ts";
import { readSnapshot } from "../../src/store/read-progress.ts";
import { createFinder, type Found } from "../../src/ui/search/find.ts";

/** A diligent learner at ×1: a quiz a day for a month, and about three notes a section. */
const diligent = { attempts: 30, marks: 50 };
const day = 86_400_000;

export type Costs = Record<string, number>;

/** Median milliseconds of a few runs, the first left out. */
async function cost(work: () => unknown, runs = 7): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await work();
    if (run > 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

function attemptsOf(bank: readonly BankItem[], count: number): Attempt[] {
  const blueprint = outline.assessments[0];
  if (!blueprint) throw new Error("the course has no assessment");
  return Array.from({ length: count }, (_, at) => {
    const drawn = assemble(blueprint, bank, { profile: "chapter", seed: `bench-${at % 50}` });
    const items = drawn.ok ? drawn.value : [];
    return {
      id: `attempt-${at}`,
      assessmentId: blueprint.id,
      title: blueprint.title,
      profile: "chapter",
      feedback: "end",
      strict: false,
      items,
      position: items.length - 1,
      passMark: 0.6,
      startedAt: at * day,
      submittedAt: at * day + 1,
      scores: items.map(({ itemId }, index) => ({ itemId, earned: index % 2, maximum: 1 })),
    };
  });
}

/** Everything that a learner of a given size has stored. */
function learner(bank: readonly BankItem[], times: number): BackupData {
  const attempts = attemptsOf(bank, diligent.attempts * times);
  const marks: TextMark[] = Array.from({ length: diligent.marks * times }, (_, at) => ({
    id: `mark-${at}`,
    sectionId: outline.sections[at % outline.sections.length]?.id ?? "",
    block: "b-1",
    exact: "a passage that is as long as passages usually are",
    prefix: "",
    suffix: "",
    note: "Ask about this",
    createdAt: at,
    changedAt: at,
  }));
  return {
    settings: null,
    attempts,
    responses: attempts.flatMap(({ id, items }) =>
      items.map(({ itemId }) => ({
        attemptId: id,
        itemId,
        response: { type: "single" as const, option: "a" },
        answeredAt: 1,
      })),
    ),
    positions: [],
    sections: outline.sections.map(({ id }) => ({ sectionId: id, doneAt: 1 })),
    checks: [],
    marks,
    reveals: [],
    reports: [],
    log: attempts.flatMap(({ id, items }) =>
      items.map(({ itemId }) => ({
        id: `attempt/${id}/${itemId}`,
        cardId: `item/${itemId}`,
        source: "practice" as const,
        rating: "good" as const,
        share: 1,
        at: 1,
      })),
    ),
    cardMarks: [],
    study: [],
    activity: [],
    environments: [],
    assignments: [],
    ownQuestions: [],
    gradebooks: [],
    submissions: [],
    assigned: [],
  };
}

/** A bank and a search index as if the course were that many times as long. */
const longerBank = (bank: readonly BankItem[], times: number): BankItem[] =>
  Array.from({ length: times }, (_, copy) => bank.map((item) => ({ ...item, id: `${item.id}-${copy}` }))).flat();

const asFound = (bank: readonly BankItem[]): Found[] =>
  bank.map((item) => ({
    id: item.id,
    kind: "item",
    title: (item.chapter ?? item.azure)?.stem ?? "",
    place: item.objective,
    href: "/",
  }));

async function fill(progress: Progress, data: BackupData): Promise<void> {
  await progress.erase();
  await progress.importBackup({ format: "drydock-backup", version: 1, savedAt: "", checksum: "", data });
}

/** What each thing costs, in milliseconds, for a learner or a course of `times` the usual size. */
export async function measureAt(times: number): Promise<Costs> {
  const [bank, index, progress] = await Promise.all([loadItems(), loadSearchIndex(), openProgress()]);
  const blueprint = outline.assessments[0];
  if (!blueprint) throw new Error("the course has no assessment");
  await fill(progress, learner(bank, times));

  const many = longerBank(bank, times);
  const finder = createFinder(index, asFound(many));
  const attempt = { ...attemptsOf(bank, 1)[0], id: "under way", submittedAt: undefined } as Attempt;
  await progress.startAttempt(attempt);
  let answer = 0;
  const saveAnswer = () =>
    progress.saveResponse(
      {
        attemptId: attempt.id,
        itemId: attempt.items[answer++ % attempt.items.length]?.itemId ?? "",
        response: { type: "single", option: "a" },
        answeredAt: answer,
      },
      1,
    );
  const text = backupText(await progress.exportBackup(new Date(0)));
  const read = await progress.previewBackup(text);
  if (!read.ok) throw new Error(`the backup is refused: ${read.error.code}`);
  return {
    "backup MB": text.length / 1e6,
    "search, a word": await cost(() => finder.find("replication")),
    "search, misspelt": await cost(() => finder.find("geo-replicaton premum")),
    "quiz drawn": await cost(() => assemble(blueprint, many, { profile: "chapter", seed: String(answer++) })),
    "answer stored": await cost(saveAnswer),
    "answers of a quiz read": await cost(() => progress.responses("attempt-1")),
    "progress read": await cost(() => readSnapshot(progress)),
    "backup written": await cost(async () => backupText(await progress.exportBackup(new Date(0))), 3),
    "backup read and compared": await cost(() => progress.previewBackup(text), 3),
  };
}

Object.assign(globalThis, { measureAt });
