import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { type Row, rowKeys, type TableName } from "./backup-table.ts";
import { canonicalJson, compareText } from "../assessment/canonical-json.ts";
import { mergeAssigned, mergeGradebooks } from "./merge-assignments.ts";
import { mergeEnvironments } from "./merge-environments.ts";
import type { BackupData } from "./backup-file.ts";
import type { CheckAnswer, ReadingPosition, SavedSettings } from "./rows.ts";

/**
 * Joins what two devices know. The order of the arguments, and of several merges, makes no
 * difference, and merging the same data again changes nothing.
 */
export function mergeData(a: BackupData, b: BackupData): BackupData {
  const attempts = mergeTable("attempts", a, b);
  return {
    settings: mergeSettings(a.settings, b.settings),
    attempts,
    responses: mergeResponses(attempts, a, b),
    positions: mergeTable("positions", a, b),
    sections: mergeTable("sections", a, b),
    checks: mergeTable("checks", a, b),
    marks: mergeTable("marks", a, b),
    reveals: mergeTable("reveals", a, b),
    reports: mergeTable("reports", a, b),
    log: mergeTable("log", a, b),
    cardMarks: mergeTable("cardMarks", a, b),
    study: mergeTable("study", a, b),
    activity: mergeTable("activity", a, b),
    environments: mergeEnvironments(a.environments, b.environments),
    assignments: mergeTable("assignments", a, b),
    ownQuestions: mergeTable("ownQuestions", a, b),
    gradebooks: mergeTable("gradebooks", a, b),
    submissions: mergeTable("submissions", a, b),
    assigned: mergeTable("assigned", a, b),
  };
}

/** The same data with each table in the order of its primary key. */
export function sortData(data: BackupData): BackupData {
  const nothing: BackupData = {
    settings: null,
    attempts: [],
    responses: [],
    positions: [],
    sections: [],
    checks: [],
    marks: [],
    reveals: [],
    reports: [],
    log: [],
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
  return mergeData(data, nothing);
}

/** The greater by the ranks in turn; equal ranks are told apart by content, so that both sides choose alike. */
function greater<T>(ranks: (row: T) => number[]): (a: T, b: T) => T {
  return (a, b) => {
    const other = ranks(b);
    const difference = ranks(a)
      .map((rank, index) => rank - (other[index] ?? 0))
      .find((step) => step !== 0);
    return (difference ?? compareText(canonicalJson(a), canonicalJson(b))) >= 0 ? a : b;
  };
}

/** Submitted beats unsubmitted, then the newer; an unsubmitted one that got further is the newer, and so is a practice that questions were added to. */
const joinAttempts = greater<Attempt>((attempt) => [
  attempt.submittedAt === undefined ? 0 : 1,
  attempt.submittedAt ?? 0,
  attempt.startedAt,
  attempt.items.length,
  attempt.position,
]);

/** Of checked answers the first counts; otherwise the newer. */
const joinResponses = greater<StoredResponse>((row) => [
  row.checkedAt === undefined ? 0 : 1,
  -(row.checkedAt ?? 0),
  row.answeredAt,
]);

const earliest = greater<CheckAnswer["first"]>((first) => [-first.at]);
const latestCheck = greater<Omit<CheckAnswer, "first">>((check) => [check.at]);

function joinChecks(a: CheckAnswer, b: CheckAnswer): CheckAnswer {
  const { first: firstA, ...restA } = a;
  const { first: firstB, ...restB } = b;
  return { ...latestCheck(restA, restB), first: earliest(firstA, firstB) };
}

const latestPosition = greater<Omit<ReadingPosition, "endAt">>((position) => [position.at]);

/** The newer place; the end counts as reached from the earlier time. */
function joinPositions(a: ReadingPosition, b: ReadingPosition): ReadingPosition {
  const { endAt: endA, ...restA } = a;
  const { endAt: endB, ...restB } = b;
  const endAt = endA === undefined || endB === undefined ? (endA ?? endB) : Math.min(endA, endB);
  return { ...latestPosition(restA, restB), ...(endAt !== undefined && { endAt }) };
}

const joins: { [T in TableName]: (a: Row<T>, b: Row<T>) => Row<T> } = {
  attempts: joinAttempts,
  responses: joinResponses,
  positions: joinPositions,
  sections: greater((row) => [row.doneAt]),
  checks: joinChecks,
  marks: greater((row) => [row.changedAt]),
  reveals: greater((row) => [row.at]),
  reports: greater((row) => [row.at]),
  // An answer taken back on one device stays taken back.
  log: greater((row) => [row.undoneAt === undefined ? 0 : 1, row.undoneAt ?? 0]),
  cardMarks: greater((row) => [row.changedAt]),
  study: greater((row) => [row.changedAt]),
  activity: greater((row) => [row.seconds]),
  // What was issued never changes, so that the draft alone is compared.
  assignments: greater((row) => [row.issued === undefined ? 0 : 1, row.changedAt]),
  ownQuestions: greater((row) => [row.question.revision, row.changedAt]),
  gradebooks: mergeGradebooks,
  submissions: greater((row) => [-row.addedAt]),
  assigned: mergeAssigned,
};

const newerSettings = greater<SavedSettings>((settings) => [settings.changedAt]);

function mergeSettings(a: SavedSettings | null, b: SavedSettings | null): SavedSettings | null {
  return a && b ? newerSettings(a, b) : (a ?? b);
}

function mergeTable<T extends TableName>(table: T, a: BackupData, b: BackupData): Row<T>[] {
  return mergeRows<Row<T>>(a[table], b[table], rowKeys[table], joins[table]);
}

function mergeRows<R>(a: R[], b: R[], keyOf: (row: R) => string, join: (a: R, b: R) => R): R[] {
  const merged = new Map(a.map((row) => [keyOf(row), row]));
  for (const row of b) {
    const mine = merged.get(keyOf(row));
    merged.set(keyOf(row), mine === undefined ? row : join(mine, row));
  }
  return [...merged].sort(([key], [other]) => compareText(key, other)).map(([, row]) => row);
}

/**
 * Answers follow their attempt: a submitted attempt keeps exactly the answers it was scored
 * with; while an attempt is under way the answers of both sides are joined.
 */
function mergeResponses(attempts: Attempt[], a: BackupData, b: BackupData): StoredResponse[] {
  const winners = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const counted = (side: BackupData) => {
    const own = new Map(side.attempts.map((attempt) => [attempt.id, attempt]));
    const keeps = new Set(
      [...own.values()]
        .filter((attempt) => keepsAnswers(attempt, winners.get(attempt.id)))
        .map((attempt) => attempt.id),
    );
    return side.responses.filter((response) => keeps.has(response.attemptId));
  };
  return mergeRows(counted(a), counted(b), rowKeys.responses, joins.responses);
}

function keepsAnswers(attempt: Attempt, winner: Attempt | undefined): boolean {
  if (!winner) return false;
  return winner.submittedAt === undefined || canonicalJson(attempt) === canonicalJson(winner);
}
