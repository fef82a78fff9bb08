import type { Attempt } from "../assessment/attempt.ts";
import { showsScore } from "../assessment/assigned-feedback.ts";
import { quotedIfNeeded, withoutFormula } from "../assignment/grades/csv-cell.ts";

const columns: [string, (attempt: Attempt) => string | number][] = [
  ["attempt", (attempt) => attempt.id],
  ["assessment", (attempt) => attempt.assessmentId],
  ["title", (attempt) => attempt.title],
  ["profile", (attempt) => attempt.profile],
  ["feedback", (attempt) => attempt.feedback],
  ["strict", (attempt) => (attempt.strict ? "yes" : "no")],
  ["items", (attempt) => attempt.items.length],
  ["started", (attempt) => isoTime(attempt.startedAt)],
  ["submitted", (attempt) => isoTime(attempt.submittedAt)],
  ["points", (attempt) => (attempt.scores ? earned(attempt) : "")],
  ["maximum", (attempt) => (attempt.scores ? maximum(attempt) : "")],
  ["percent", (attempt) => (share(attempt) === undefined ? "" : Math.floor((share(attempt) ?? 0) * 1000) / 10)],
  ["pass mark percent", (attempt) => (attempt.passMark === undefined ? "" : Math.round(attempt.passMark * 1000) / 10)],
  ["passed", passed],
];

/**
 * Returns attempts as comma-separated values (RFC 4180), oldest first, for a spreadsheet. An attempt at an assignment has a score from
 * when on its instructor releases it; `now` is in milliseconds since the epoch.
 */
export function attemptsCsv(attempts: readonly Attempt[], now: number): string {
  const oldestFirst = attempts.toSorted((a, b) => a.startedAt - b.startedAt).map((attempt) => released(attempt, now));
  const lines = [
    columns.map(([name]) => name),
    ...oldestFirst.map((attempt) => columns.map(([, value]) => value(attempt))),
  ];
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function released(attempt: Attempt, now: number): Attempt {
  if (showsScore(attempt, now)) return attempt;
  const { scores: _, ...rest } = attempt;
  return rest;
}

const cell = (value: string | number): string =>
  typeof value === "number" ? String(value) : quotedIfNeeded(withoutFormula(value));

function isoTime(at: number | undefined): string {
  return at === undefined ? "" : new Date(at).toISOString();
}

function earned({ scores = [] }: Attempt): number {
  return scores.reduce((sum, score) => sum + score.earned, 0);
}

function maximum({ scores = [] }: Attempt): number {
  return scores.reduce((sum, score) => sum + score.maximum, 0);
}

function share(attempt: Attempt): number | undefined {
  return maximum(attempt) > 0 ? earned(attempt) / maximum(attempt) : undefined;
}

function passed(attempt: Attempt): string {
  const reached = share(attempt);
  if (reached === undefined || attempt.passMark === undefined) return "";
  return earned(attempt) >= attempt.passMark * maximum(attempt) - 1e-9 ? "yes" : "no";
}
