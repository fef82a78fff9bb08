import { Dexie } from "dexie";
import * as v from "valibot";
import type { Attempt, AttemptItem, StoredResponse } from "../assessment/attempt.ts";
import { endOf } from "../assessment/exam-clock.ts";
import type { ProgressDatabase } from "./database.ts";
import type { AttemptFilter, Progress } from "./progress.ts";
import {
  attemptItemsSchema,
  attemptSchema,
  examRunSchema,
  positionSchema,
  scoresSchema,
  storedResponseSchema,
  timeSchema,
} from "./row-schema.ts";
import { addToLog, checkEntries, logTables } from "./learning-progress.ts";
import { MissingAttemptError } from "./storage-errors.ts";
import type { Write } from "./write.ts";

type AttemptMethods = Pick<
  Progress,
  | "attempts"
  | "attempt"
  | "responses"
  | "startAttempt"
  | "saveResponse"
  | "savePosition"
  | "saveExam"
  | "addItems"
  | "submitAttempt"
  | "deleteAttempt"
>;

/** Attempts and their answers. Once submitted, an attempt and its answers do not change any more. */
export function createAttemptMethods(database: ProgressDatabase, write: Write): AttemptMethods {
  const { attempts, responses } = database;
  const responsesOf = (attemptId: string) => responses.where("attemptId").equals(attemptId);

  return {
    attempts: async (filter) => (filter ? someAttempts(database, filter) : allAttempts(database)),
    attempt: async (id) => attempts.get(id),
    responses: async (attemptId) => responsesOf(attemptId).toArray(),

    startAttempt: async (attempt) => {
      const checked = v.parse(attemptSchema, attempt);
      await write([attempts], async () => {
        if ((await attempts.get(checked.id)) === undefined) await attempts.add(checked);
      });
    },

    saveResponse: async (response, position, entries = []) => {
      const checked = v.parse(storedResponseSchema, response);
      const place = v.parse(positionSchema, position);
      const log = await checkEntries(entries);
      return write([attempts, responses, ...logTables(database, log)], async () => {
        const attempt = await attempts.get(checked.attemptId);
        if (!attempt || attempt.submittedAt !== undefined) return false;
        if (checked.answeredAt > (endOf(attempt) ?? Infinity)) return false;
        const stored = await responses.get([checked.attemptId, checked.itemId]);
        await responses.put(keepFirstCheck(stored, checked));
        await attempts.put({ ...attempt, position: place });
        await addToLog(database, log);
        return true;
      });
    },

    savePosition: async (attemptId, position) => {
      const place = v.parse(positionSchema, position);
      await write([attempts], async () => {
        const attempt = await attempts.get(attemptId);
        if (attempt && attempt.submittedAt === undefined) await attempts.put({ ...attempt, position: place });
      });
    },

    saveExam: async (attemptId, exam, position) => {
      const checked = { exam: v.parse(examRunSchema, exam), position: v.parse(positionSchema, position) };
      await write([attempts], async () => {
        const attempt = await attempts.get(attemptId);
        if (attempt && attempt.submittedAt === undefined) await attempts.put({ ...attempt, ...checked });
      });
    },

    addItems: async (attemptId, items, at, expected) => {
      const added = v.parse(attemptItemsSchema, items);
      return write([attempts], async () => {
        const attempt = await attempts.get(attemptId);
        if (!attempt || attempt.submittedAt !== undefined || attempt.items.length !== expected) return false;
        const isNew = ({ itemId }: AttemptItem) => attempt.items.every((item) => item.itemId !== itemId);
        const changed = { ...attempt, items: attempt.items.toSpliced(at, 0, ...added.filter(isNew)) };
        await attempts.put(v.parse(attemptSchema, changed));
        return true;
      });
    },

    submitAttempt: async (id, scores, at, entries = []) => {
      const checked = { scores: v.parse(scoresSchema, scores), submittedAt: v.parse(timeSchema, at) };
      const log = await checkEntries(entries);
      return write([attempts, ...logTables(database, log)], async () => {
        const attempt = await attempts.get(id);
        if (!attempt) throw new MissingAttemptError();
        if (attempt.submittedAt !== undefined) return attempt;
        // An exam ends with its time, also when nobody was there to submit it.
        const submittedAt = Math.min(checked.submittedAt, endOf(attempt) ?? Infinity);
        const submitted = { ...attempt, ...checked, submittedAt };
        await attempts.put(submitted);
        await addToLog(database, log);
        return submitted;
      });
    },

    deleteAttempt: async (id) =>
      write([attempts, responses], async () => {
        await attempts.delete(id);
        await responsesOf(id).delete();
      }),
  };
}

/** How many attempts to read at a time: few enough that the page answers in between. */
const batch = 100;

/** Every attempt by id, all as they were at one moment. */
function allAttempts(database: ProgressDatabase): Promise<Attempt[]> {
  return database.transaction("r", [database.attempts], async () => {
    const all: Attempt[] = [];
    for (let found: Attempt[] = []; all.length === 0 || found.length === batch; all.push(...found)) {
      found = await database.attempts
        .where(":id")
        .above(all.at(-1)?.id ?? Dexie.minKey)
        .limit(batch)
        .toArray();
      if (found.length === 0) break;
    }
    return all;
  });
}

/** Attempts by an index, so that the others aren't read. */
async function someAttempts({ attempts, assigned }: ProgressDatabase, filter: AttemptFilter): Promise<Attempt[]> {
  const byIds = async (ids: readonly string[]) =>
    (await attempts.bulkGet([...ids])).filter((attempt) => attempt !== undefined);
  if ("ids" in filter) return byIds(filter.ids);
  if ("isAssigned" in filter) {
    const rows = await assigned.toArray();
    return byIds(rows.flatMap(({ sittings }) => sittings.map(({ attemptId }) => attemptId)));
  }
  if ("isOpen" in filter) {
    // An attempt that isn't submitted is missing in the index of the times when attempts were.
    const [all, submitted] = await Promise.all([
      attempts.toCollection().primaryKeys(),
      attempts.orderBy("submittedAt").primaryKeys(),
    ]);
    const known = new Set(submitted);
    return byIds(all.filter((id) => !known.has(id)));
  }
  const { latest, assessmentId, before = Dexie.maxKey } = filter;
  const range =
    assessmentId === undefined
      ? attempts.where("submittedAt").between(Dexie.minKey, before)
      : attempts.where("[assessmentId+submittedAt]").between([assessmentId, Dexie.minKey], [assessmentId, before]);
  return range.reverse().limit(latest).toArray();
}

/**
 * The first checked answer counts, so a later try, or a tab that has not seen the check, changes only the flag and what is
 * beside the answer: a second try until it is checked, and the first time that the key was asked for.
 */
function keepFirstCheck(stored: StoredResponse | undefined, next: StoredResponse): StoredResponse {
  if (stored?.checkedAt === undefined) return next;
  const { flagged: _, ...first } = stored;
  const secondTry = stored.secondTry?.checkedAt === undefined ? (next.secondTry ?? stored.secondTry) : stored.secondTry;
  const revealedAt = stored.revealedAt ?? next.revealedAt;
  return {
    ...first,
    ...(next.flagged !== undefined && { flagged: next.flagged }),
    ...(secondTry && { secondTry }),
    ...(revealedAt !== undefined && { revealedAt }),
    // Other tabs take the later row.
    ...((secondTry !== stored.secondTry || revealedAt !== stored.revealedAt) && { answeredAt: next.answeredAt }),
  };
}
