import type { BackupData } from "./backup-file.ts";

/**
 * The part of a learner's data that changed since a time, to hand over to another device: attempts with all their answers,
 * and every row that says when it was made. Environments are left out, because they are too large for a code.
 */
export function changedSince(data: BackupData, since: number): BackupData {
  const answered = new Set(
    data.responses.filter(({ answeredAt }) => answeredAt >= since).map(({ attemptId }) => attemptId),
  );
  const attempts = data.attempts.filter(
    ({ id, startedAt, submittedAt }) => Math.max(startedAt, submittedAt ?? 0) >= since || answered.has(id),
  );
  const kept = new Set(attempts.map(({ id }) => id));
  // A day belongs to every learner's calendar that it touches.
  const day = new Date(since - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return {
    settings: data.settings && data.settings.changedAt >= since ? data.settings : null,
    attempts,
    responses: data.responses.filter(({ attemptId }) => kept.has(attemptId)),
    positions: data.positions.filter(({ at }) => at >= since),
    sections: data.sections.filter(({ doneAt }) => doneAt >= since),
    checks: data.checks.filter(({ at }) => at >= since),
    marks: data.marks.filter(({ changedAt }) => changedAt >= since),
    reveals: data.reveals.filter(({ at }) => at >= since),
    reports: data.reports.filter(({ at }) => at >= since),
    log: data.log.filter(({ at, undoneAt }) => Math.max(at, undoneAt ?? 0) >= since),
    cardMarks: data.cardMarks.filter(({ changedAt }) => changedAt >= since),
    study: data.study.filter(({ changedAt }) => changedAt >= since),
    activity: data.activity.filter((row) => row.day >= day),
    environments: [],
    // Classes are moved with a whole backup.
    assignments: [],
    ownQuestions: [],
    gradebooks: [],
    submissions: [],
    assigned: data.assigned.filter(({ changedAt }) => changedAt >= since),
  };
}
