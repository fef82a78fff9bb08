import fc from "fast-check";
import { expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import { aDraft, anAssignment, learnerPrivateKey } from "../support/assignments.ts";
import { changeDecision } from "../../src/assignment/decision.ts";
import { canonicalJson } from "../../src/assessment/canonical-json.ts";
import { mergeData, sortData } from "../../src/progress/merge.ts";
import type { BackupData } from "../../src/progress/backup-file.ts";
import { aCheck, aMark, anAttempt, aResponse, savedSettings, someData } from "./support.ts";

const at = fc.integer({ min: 0, max: 3 });
const key = fc.constantFrom("a", "b", "B");
const rows = <T>(row: fc.Arbitrary<T>, keyOf: (row: T) => string) =>
  fc.uniqueArray(row, { selector: keyOf, maxLength: 4 });

const attempt: fc.Arbitrary<Attempt> = fc
  .record({ id: key, position: at, startedAt: at, submittedAt: fc.option(at, { nil: undefined }), earned: at })
  .map(({ earned, ...fields }) =>
    anAttempt(
      fields.submittedAt === undefined ? fields : { ...fields, scores: [{ itemId: "sku-1", earned, maximum: 3 }] },
    ),
  );
const response: fc.Arbitrary<StoredResponse> = fc
  .record({ attemptId: key, itemId: key, answeredAt: at, checkedAt: fc.option(at, { nil: undefined }), option: key })
  .map(({ option, ...fields }) => aResponse({ ...fields, response: { type: "single", option } }));
const check = fc
  .record({ itemId: key, earned: at, at, firstEarned: at, firstAt: at })
  .map(({ firstEarned, firstAt, ...fields }) =>
    aCheck({ ...fields, first: { earned: firstEarned, maximum: 3, at: firstAt } }),
  );

const data: fc.Arbitrary<BackupData> = fc
  .record({
    settings: fc.option(fc.record({ changedAt: at, singleKeys: fc.boolean() }).map(savedSettings)),
    attempts: rows(attempt, (row) => row.id),
    responses: rows(response, (row) => `${row.attemptId} ${row.itemId}`),
    positions: rows(
      fc.record(
        { sectionId: key, block: key, heading: key, at, endAt: at },
        { requiredKeys: ["sectionId", "block", "heading", "at"] },
      ),
      (row) => row.sectionId,
    ),
    sections: rows(fc.record({ sectionId: key, doneAt: at }), (row) => row.sectionId),
    checks: rows(check, (row) => row.itemId),
    marks: rows(fc.record({ id: key, note: key, changedAt: at }).map(aMark), (row) => row.id),
    reveals: rows(
      fc.record({ itemId: key, mark: fc.constantFrom("missed" as const, "partly" as const, "got" as const), at }),
      (row) => row.itemId,
    ),
    reports: fc.constant<BackupData["reports"]>([]),
    log: rows(
      fc
        .record({ id: key, at: fc.constant(1), undoneAt: fc.option(at, { nil: undefined }) })
        .map(({ undoneAt, ...fields }) => ({
          ...fields,
          cardId: "item/sku-1",
          source: "practice" as const,
          rating: "good" as const,
          share: 1,
          ...(undoneAt !== undefined && { undoneAt }),
        })),
      (row) => row.id,
    ),
    cardMarks: rows(fc.record({ cardId: key, isSuspended: fc.boolean(), changedAt: at }), (row) => row.cardId),
    study: rows(
      fc.record({ key: fc.constantFrom("dailyCap" as const, "weeklyGoal" as const), value: at, changedAt: at }),
      (row) => row.key,
    ),
    activity: rows(fc.record({ day: key, device: key, seconds: at }), (row) => `${row.day} ${row.device}`),
    environments: fc.constant<BackupData["environments"]>([]),
    assignments: rows(
      fc.record({ id: key, changedAt: at }).map((row) => ({ ...row, draft: aDraft(), createdAt: 1 })),
      (row) => row.id,
    ),
    ownQuestions: fc.constant<BackupData["ownQuestions"]>([]),
    gradebooks: rows(
      fc
        .record({ hash: key, changedAt: at, first: at, second: at, importedAt: fc.option(at, { nil: undefined }) })
        .map(({ hash, changedAt, first, second, importedAt }) => ({
          hash,
          changedAt,
          decisions: {
            kim: { learner: "kim", mark: first, changedAt: first },
            [`l${second}`]: { learner: "l", comment: hash, changedAt: second },
            bo: changeDecision(
              changeDecision(
                first % 2 === 0 ? { learner: "bo", mark: 1, changedAt: first } : undefined,
                { mark: second },
                { learner: "bo", now: first },
              ),
              second % 3 === 0 ? { mark: undefined, received: { s: second } } : { excused: true, comment: hash },
              { learner: "bo", now: second },
            ),
          },
          ...(importedAt !== undefined && { roster: { name: hash, content: `a${importedAt}`, importedAt } }),
        })),
      (row) => row.hash,
    ),
    submissions: fc.constant<BackupData["submissions"]>([]),
    assigned: rows(
      fc.record({ hash: key, openedAt: at, changedAt: at, number: at, sealedAt: at, who: key }).map((row) => ({
        hash: row.hash,
        payload: "p",
        assignment: anAssignment(),
        openedAt: row.openedAt,
        changedAt: row.changedAt,
        learner: { id: row.who },
        sittings: [
          {
            number: row.number,
            attemptId: `a${row.number}`,
            submissionId: "BBBBBBBBBBBBBBBBBBBBBA",
            returnKey: learnerPrivateKey,
            hidden: [],
            offline: [],
            elapsed: row.sealedAt,
            sealed: "s",
            sealedAt: row.sealedAt,
          },
        ],
      })),
      (row) => row.hash,
    ),
  })
  .map((made) => ({
    ...made,
    responses: made.responses.filter((row) => made.attempts.some(({ id }) => id === row.attemptId)),
  }));

const text = (value: BackupData) => canonicalJson(value);

it("merging is idempotent", () => {
  fc.assert(
    fc.property(data, data, (a, b) => {
      expect(text(mergeData(a, a))).toBe(text(sortData(a)));
      const once = mergeData(a, b);
      expect(text(mergeData(once, b))).toBe(text(once));
      expect(text(mergeData(once, a))).toBe(text(once));
    }),
  );
});

it("merging does not depend on the order", () => {
  fc.assert(
    fc.property(data, data, data, (a, b, c) => {
      expect(text(mergeData(a, b))).toBe(text(mergeData(b, a)));
      expect(text(mergeData(mergeData(a, b), c))).toBe(text(mergeData(a, mergeData(b, c))));
    }),
    { numRuns: 200 },
  );
});

it("merging a submitted attempt adds exactly the answers it was scored with", () => {
  const submitted = someData({ attempts: [anAttempt({ submittedAt: 5 })], responses: [aResponse({ answeredAt: 1 })] });
  const underWay = someData({
    attempts: [anAttempt({ position: 1 })],
    responses: [aResponse({ answeredAt: 9 }), aResponse({ itemId: "sku-2", answeredAt: 9 })],
  });
  expect(mergeData(underWay, submitted)).toEqual(submitted);
});

it("merging an open attempt keeps the newer answer to each item, and the first checked one", () => {
  const here = someData({
    attempts: [anAttempt({ position: 1 })],
    responses: [aResponse({ answeredAt: 9 }), aResponse({ itemId: "sku-2", answeredAt: 1, checkedAt: 2 })],
  });
  const there = someData({
    attempts: [anAttempt()],
    responses: [aResponse({ answeredAt: 8 }), aResponse({ itemId: "sku-2", answeredAt: 9 })],
  });
  expect(mergeData(here, there)).toEqual(here);
});
