import * as v from "valibot";
import {
  assignedRowSchema,
  assignmentRowSchema,
  gradebookRowSchema,
  ownQuestionRowSchema,
  submissionRowSchema,
} from "./assignment-rows.ts";
import { rowKeys, tableNames } from "./backup-table.ts";
import { time } from "../assessment/field-schema.ts";
import { environmentSchema } from "./environment-backup.ts";
import type { BackupData, BackupFile } from "./backup-file.ts";
import {
  activityRowSchema,
  attemptSchema,
  cardMarkSchema,
  checkAnswerSchema,
  itemReportSchema,
  logEntrySchema,
  readingPositionSchema,
  revealMarkSchema,
  sectionMarkSchema,
  settingsSchema,
  storedResponseSchema,
  studyRowSchema,
  textMarkSchema,
} from "./row-schema.ts";

/** More rows than any file below the size limit can hold in good faith. */
const rows = <S extends v.GenericSchema>(row: S) => v.pipe(v.array(row), v.maxLength(500_000));

export const backupDataSchema: v.GenericSchema<unknown, BackupData> = v.pipe(
  v.object({
    settings: v.nullable(v.object({ ...settingsSchema.entries, changedAt: time })),
    attempts: rows(attemptSchema),
    responses: rows(storedResponseSchema),
    positions: rows(readingPositionSchema),
    sections: rows(sectionMarkSchema),
    checks: rows(checkAnswerSchema),
    marks: rows(textMarkSchema),
    reveals: rows(revealMarkSchema),
    reports: rows(itemReportSchema),
    // Not in files of before version 4.
    log: v.optional(rows(logEntrySchema), []),
    cardMarks: v.optional(rows(cardMarkSchema), []),
    study: v.optional(rows(studyRowSchema), []),
    activity: v.optional(rows(activityRowSchema), []),
    environments: v.optional(v.pipe(v.array(environmentSchema), v.maxLength(1000)), []),
    // Not in files of before version 5.
    assignments: v.optional(rows(assignmentRowSchema), []),
    ownQuestions: v.optional(rows(ownQuestionRowSchema), []),
    gradebooks: v.optional(rows(gradebookRowSchema), []),
    submissions: v.optional(rows(submissionRowSchema), []),
    assigned: v.optional(rows(assignedRowSchema), []),
  }),
  v.check(hasNoDuplicates, "two rows of one table are about the same thing"),
  v.check(hasNoOrphans, "there are answers whose attempt is missing"),
);

export const backupFileSchema: v.GenericSchema<unknown, BackupFile> = v.object({
  format: v.literal("drydock-backup"),
  version: v.picklist([1, 2, 3, 4, 5, 6]),
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  data: backupDataSchema,
});

function hasNoDuplicates(data: BackupData): boolean {
  return tableNames.every((table) => {
    const keyOf = rowKeys[table] as (row: unknown) => string;
    return new Set(data[table].map(keyOf)).size === data[table].length;
  });
}

function hasNoOrphans(data: BackupData): boolean {
  const attempts = new Set(data.attempts.map((attempt) => attempt.id));
  return data.responses.every((response) => attempts.has(response.attemptId));
}
