import { oneLine } from "../assessment/plain-text.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { assignmentVersion, type Assignment, type AssignmentPart } from "./assignment.ts";
import type { AssignmentDraft, DraftPart } from "./assignment-draft.ts";
import type { DraftDates } from "./check-draft.ts";
import type { OwnQuestion } from "./own-question-schema.ts";
import { toCode } from "./packing.ts";
import { wallTimeOf } from "./zoned-text.ts";

/** Returns 128 bits that depend on a text alone, as base64url: an unguessable text gives an unguessable code. */
export const code128 = (text: string): string => toCode(sha256(new TextEncoder().encode(text)).subarray(0, 16));

/** What an assignment needs besides its draft. */
export interface IssueInputs {
  parts: AssignmentPart[];
  /** Own questions that the parts ask. */
  own?: OwnQuestion[];
  dates: DraftDates;
  keys: Assignment["keys"];
  /** Both 128 bits as base64url. */
  id: string;
  seed: string;
}

/** Returns the assignment of a draft that has no errors. */
export function assignmentOfDraft(
  draft: AssignmentDraft,
  { parts, own = [], dates, keys, id, seed }: IssueInputs,
): Assignment {
  const { opensAt, dueAt, closesAt } = dates;
  return {
    v: assignmentVersion,
    id,
    title: oneLine(draft.title),
    course: oneLine(draft.course),
    instructor: oneLine(draft.instructor),
    instructions: draft.instructions.trim(),
    profile: draft.profile,
    keys,
    parts,
    ...(own.length > 0 && { own }),
    seed,
    shuffle: draft.shuffle,
    seconds: draft.minutes === null ? null : draft.minutes * 60,
    ...(opensAt !== undefined && { opensAt }),
    ...(dueAt !== undefined && { dueAt }),
    zone: draft.zone,
    late: {
      graceSeconds: draft.graceMinutes * 60,
      penalty: draft.penaltyPercent / 100,
      per: draft.penaltyPer,
      most: draft.mostPenaltyPercent / 100,
      ...(closesAt !== undefined && { closesAt }),
    },
    attempts: draft.attempts,
    pauseSeconds: draft.pauseMinutes * 60,
    redraw: draft.redraw,
    keep: draft.keep,
    passMark: draft.passMark,
    // Without a due date, there is no day after it.
    feedback:
      draft.feedback.when === "due" && dueAt === undefined ? { ...draft.feedback, when: "submitted" } : draft.feedback,
    navigation: draft.navigation,
    openBook: draft.openBook,
    strict: draft.strict,
    identity: { ...draft.identity, label: oneLine(draft.identity.label) },
  };
}

const draftPartOf = (part: AssignmentPart): DraftPart =>
  part.kind === "walkthrough"
    ? { kind: "walkthrough", id: part.id, points: part.points }
    : {
        kind: "items",
        ids: part.from.map(({ id }) => id),
        ...(part.draw !== undefined && { count: part.draw, same: part.same }),
      };

/** Returns a draft of an assignment: the same questions and rules. Its pools are questions chosen by hand. */
export function draftOfAssignment(assignment: Assignment): AssignmentDraft {
  const { opensAt, dueAt, late, zone } = assignment;
  const wall = (at: number | undefined, edge: "start" | "end") => (at === undefined ? "" : wallTimeOf(at, zone, edge));
  return {
    v: 1,
    title: assignment.title,
    course: assignment.course,
    instructor: assignment.instructor,
    instructions: assignment.instructions,
    profile: assignment.profile,
    parts: assignment.parts.map(draftPartOf),
    shuffle: assignment.shuffle,
    minutes: assignment.seconds === null ? null : Math.max(1, Math.round(assignment.seconds / 60)),
    opens: wall(opensAt, "start"),
    due: wall(dueAt, "end"),
    closes: wall(late.closesAt, "end"),
    zone,
    graceMinutes: Math.round(late.graceSeconds / 60),
    penaltyPercent: Math.round(late.penalty * 100),
    penaltyPer: late.per,
    mostPenaltyPercent: Math.round(late.most * 100),
    attempts: assignment.attempts,
    pauseMinutes: Math.round(assignment.pauseSeconds / 60),
    redraw: assignment.redraw,
    keep: assignment.keep,
    passMark: assignment.passMark,
    feedback: assignment.feedback,
    navigation: assignment.navigation,
    openBook: assignment.openBook,
    strict: assignment.strict,
    identity: assignment.identity,
  };
}
