import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { changeDecision } from "../../src/assignment/decision.ts";
import { gradebookFileText, readGradebookFile } from "../../src/progress/gradebook-file.ts";
import { mergeGradebooks } from "../../src/progress/merge-assignments.ts";

const hash = "A".repeat(43);
const recorded = readFileSync(join(import.meta.dirname, "fixtures/gradebook-1.json"), "utf8").replace("HASH", hash);
const kim = "kim@example.org";

it("reads a file of before each fact had a time of its own, and keeps all that it says", () => {
  const read = readGradebookFile(recorded, hash);
  expect(read).toMatchObject({ ok: true });
  if (!read.ok) return;
  const { gradebook } = read.value;
  expect(gradebook).toEqual(JSON.parse(recorded).gradebook);
  expect(mergeGradebooks(gradebook, { hash, decisions: {}, changedAt: 0 })).toEqual(gradebook);
  expect(mergeGradebooks(gradebook, gradebook)).toEqual(gradebook);
});

it("writes and reads the times of facts, which decide what counts in a merge", () => {
  const theirs = readGradebookFile(recorded, hash);
  if (!theirs.ok) throw new Error(theirs.error.message);
  const before = theirs.value.gradebook.decisions[kim];
  const mine = {
    hash,
    decisions: { [kim]: changeDecision(before, { mark: 1 }, { learner: kim, now: 1_797_800_000_000 }) },
    changedAt: 1_797_800_000_000,
  };
  const read = readGradebookFile(gradebookFileText("Tiers", mine, []), hash);
  expect(read.ok && read.value.gradebook).toEqual(mine);
  const later = {
    ...theirs.value.gradebook.decisions,
    [kim]: changeDecision(before, { comment: "Seen." }, { learner: kim, now: 1_797_900_000_000 }),
  };
  const merged = mergeGradebooks(mine, { hash, decisions: later, changedAt: 1_797_900_000_000 });
  expect(merged.decisions[kim]).toMatchObject({ mark: 1, comment: "Seen.", excused: true });
});
