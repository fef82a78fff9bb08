import { Dexie, type Table } from "dexie";
import * as v from "valibot";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { ProgressDatabase } from "./database.ts";
import type { LogFilter, Progress } from "./progress.ts";
import type { StudyRow } from "./rows.ts";
import { activityRowSchema, cardMarkSchema, logEntrySchema, studyRowSchema } from "./row-schema.ts";
import type { Write } from "./write.ts";

type Schedule = typeof import("../review/schedule.ts");

/** Entries that were checked, with the scheduler that their cards are worked out with. */
export interface CheckedEntries {
  entries: LogEntry[];
  schedule: Schedule | undefined;
}

/** Checks entries before a transaction begins, because one ends while code loads. */
export async function checkEntries(entries: readonly LogEntry[]): Promise<CheckedEntries> {
  const checked = entries.map((entry) => v.parse(logEntrySchema, entry) as LogEntry);
  return { entries: checked, schedule: checked.length > 0 ? await import("../review/schedule.ts") : undefined };
}

/** The tables that a transaction needs to add these entries; none for none. */
export const logTables = (database: ProgressDatabase, { entries }: CheckedEntries): Table[] =>
  entries.length > 0 ? [database.log, database.cards, database.study] : [];

/** Adds entries that aren't in the log yet and works their cards out again. Runs inside the caller's transaction. */
export async function addToLog(database: ProgressDatabase, { entries, schedule }: CheckedEntries): Promise<void> {
  if (!schedule || entries.length === 0) return;
  const known = await database.log.bulkGet(entries.map(({ id }) => id));
  const added = entries.filter((_, at) => known[at] === undefined);
  await database.log.bulkPut(added);
  await workOut(database, schedule, new Set(added.map(({ cardId }) => cardId)));
}

async function schedulerOf(database: ProgressDatabase, schedule: Schedule) {
  const weights = (await database.study.get("weights")) as Extract<StudyRow, { key: "weights" }> | undefined;
  return schedule.createScheduler({ weights: weights?.value.weights });
}

const entriesOf = (database: ProgressDatabase, cardId: string) =>
  database.log.where("[cardId+at]").between([cardId, Dexie.minKey], [cardId, Dexie.maxKey]).toArray();

async function workOut(database: ProgressDatabase, schedule: Schedule, cardIds: ReadonlySet<string>): Promise<void> {
  const scheduler = await schedulerOf(database, schedule);
  for (const id of cardIds) {
    const card = schedule.cardFrom(await entriesOf(database, id), scheduler);
    if (card) await database.cards.put(card);
    else await database.cards.delete(id);
  }
}

/** Works every card out again. Runs inside the caller's transaction, which needs the tables log, cards and study. */
export async function rebuildCards(database: ProgressDatabase, schedule: Schedule): Promise<void> {
  const scheduler = await schedulerOf(database, schedule);
  const byCard = new Map<string, LogEntry[]>();
  await database.log.each((entry) => {
    const entries = byCard.get(entry.cardId);
    if (entries) entries.push(entry);
    else byCard.set(entry.cardId, [entry]);
  });
  const cards = [...byCard.values()].flatMap((entries) => schedule.cardFrom(entries, scheduler) ?? []);
  await database.cards.clear();
  await database.cards.bulkPut(cards);
}

/** The log by its narrowest index. */
async function readLog({ log }: ProgressDatabase, { since = 0, objective, cardId, latest }: LogFilter) {
  const [index, first] =
    objective !== undefined
      ? (["[objective+at]", objective] as const)
      : cardId !== undefined
        ? (["[cardId+at]", cardId] as const)
        : (["at"] as const);
  const range = (from: unknown) =>
    first === undefined
      ? log.where(index).between(from, Dexie.maxKey)
      : log.where(index).between(Array.isArray(from) ? from : [first, from], [first, Dexie.maxKey]);
  if (latest === undefined) return range(since).toArray();
  // Reading backward takes a step for each entry; jumping to the earliest and reading forward takes two.
  const [earliest] = await range(since)
    .reverse()
    .offset(latest - 1)
    .limit(1)
    .keys();
  const entries = await range(earliest ?? since).toArray();
  // Entries of the same moment as the earliest are in the range, too.
  return entries.slice(-latest);
}

type LearningMethods = Pick<
  Progress,
  | "log"
  | "logOf"
  | "logEntries"
  | "undoEntry"
  | "cards"
  | "dueCards"
  | "cardMarks"
  | "markCard"
  | "study"
  | "saveStudy"
  | "rebuildCards"
  | "activity"
  | "addActivity"
>;

/** The learning log and what follows from it. Cards are never written but from the log. */
export function createLearningMethods(database: ProgressDatabase, write: Write): LearningMethods {
  const { log, cards, cardMarks, study, activity } = database;
  return {
    log: async (filter = {}) => readLog(database, filter),
    logOf: async (ids) => (await log.bulkGet([...ids])).filter((entry) => entry !== undefined),
    logEntries: async (entries) => {
      const checked = await checkEntries(entries);
      if (checked.entries.length === 0) return;
      await write(logTables(database, checked), () => addToLog(database, checked));
    },
    undoEntry: async (id, undoneAt) => {
      const schedule = await import("../review/schedule.ts");
      await write([log, cards, study], async () => {
        const stored = await log.get(id);
        if (!stored) return;
        const { undoneAt: _, ...entry } = stored;
        await log.put(undoneAt === null ? entry : { ...entry, undoneAt });
        await workOut(database, schedule, new Set([entry.cardId]));
      });
    },
    cards: async () => cards.toArray(),
    dueCards: async (at) => {
      const [due, marks] = await Promise.all([cards.where("due").belowOrEqual(at).primaryKeys(), cardMarks.toArray()]);
      const suspended = new Set(marks.filter(({ isSuspended }) => isSuspended).map(({ cardId }) => cardId));
      return due.filter((id) => !suspended.has(id));
    },
    cardMarks: async () => cardMarks.toArray(),
    markCard: async (mark) => {
      const checked = v.parse(cardMarkSchema, mark);
      await write([cardMarks], () => cardMarks.put(checked));
    },
    study: async () => study.toArray(),
    saveStudy: async (row) => {
      const checked = v.parse(studyRowSchema, row) as StudyRow;
      await write([study], () => study.put(checked));
    },
    rebuildCards: async () => {
      const schedule = await import("../review/schedule.ts");
      await write([log, cards, study], () => rebuildCards(database, schedule));
    },
    activity: async () => activity.toArray(),
    addActivity: async (row) => {
      const checked = v.parse(activityRowSchema, row);
      await write([activity], async () => {
        const stored = await activity.get([checked.day, checked.device]);
        await activity.put({ ...checked, seconds: checked.seconds + (stored?.seconds ?? 0) });
      });
    },
  };
}
