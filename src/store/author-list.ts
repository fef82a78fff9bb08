import type { StoreApi } from "zustand/vanilla";
import { emptyDraft, type AssignmentDraft } from "../assignment/assignment-draft.ts";
import { readAssignmentFile } from "../assignment/assignment-file.ts";
import { draftOfAssignment } from "../assignment/assignment-of-draft.ts";
import { spreadLikeExam } from "../assignment/blueprint.ts";
import { assignmentHash } from "../assignment/identity.ts";
import { unpackAssignment } from "../assignment/link.ts";
import { wallTimeOf } from "../assignment/zoned-text.ts";
import type { Profile } from "../assessment/item.ts";
import type { AssignmentRow } from "../progress/assignment-rows.ts";
import { availableByObjective, loadAuthorContent, type AuthorContent } from "./author-content.ts";
import type { State } from "./state.ts";

/** Returns the time zone of the device as IANA names it. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const week = 7 * 24 * 3_600_000;

/** Returns how many questions each objective gets in an assignment that is like the exam. */
export function countsLikeExam(content: AuthorContent, profile: Profile, total: number): Record<string, number> {
  const available = availableByObjective(content, profile);
  const weighted = content.objectives.map(({ id, questions }) => ({
    id,
    weight: questions,
    available: available.get(id) ?? 0,
  }));
  return spreadLikeExam(weighted, total);
}

async function store(app: StoreApi<State>, draft: AssignmentDraft, issued?: AssignmentRow["issued"]): Promise<string> {
  const { openProgress, now, newId } = app.getState();
  const at = now();
  const row: AssignmentRow = { id: newId(), draft, ...(issued && { issued }), createdAt: at, changedAt: at };
  await (await (await openProgress()).classes()).saveAssignment(row);
  return row.id;
}

/** The name and the rules that the instructor used last, so that they aren't entered again. */
async function startingDraft(app: StoreApi<State>): Promise<AssignmentDraft> {
  const { openProgress, settings } = app.getState();
  const [latest] = await (await (await openProgress()).classes()).assignments();
  return {
    ...emptyDraft(deviceZone()),
    profile: settings.profile,
    ...(latest && {
      course: latest.draft.course,
      instructor: latest.draft.instructor,
      identity: latest.draft.identity,
      zone: latest.draft.zone,
    }),
  };
}

/** Stores a new, empty draft; returns its id. */
export const createDraft = async (app: StoreApi<State>): Promise<string> => store(app, await startingDraft(app));

/** Stores an example: ten questions as in the exam, due in a week; returns its id. */
export async function createExample(app: StoreApi<State>): Promise<string> {
  const [draft, content] = await Promise.all([startingDraft(app), loadAuthorContent(app)]);
  const due = wallTimeOf(app.getState().now() + week, draft.zone, "start").slice(0, 10);
  return store(app, {
    ...draft,
    title: "Example: 10 questions",
    instructions: "Answer on your own. You have 20 minutes once you begin, and two attempts; the better one counts.",
    parts: [{ kind: "blueprint", counts: countsLikeExam(content, draft.profile, 10), same: false }],
    minutes: 20,
    attempts: 2,
    due: `${due}T23:59`,
    closes: `${due}T23:59`,
    feedback: { shows: "explanations", when: "due" },
  });
}

/** Stores a copy as a new draft, without dates of the past; returns its id. */
export async function duplicateDraft(app: StoreApi<State>, { draft }: AssignmentRow): Promise<string> {
  const title = draft.title.startsWith("Copy of ")
    ? draft.title
    : `Copy of ${draft.title || "an assignment"}`.slice(0, 200);
  return store(app, { ...draft, title, opens: "", due: "", closes: "" });
}

/**
 * Stores what a file holds; returns the id of its assignment, which may have been here before. An assignment that was given out
 * stays one: its submissions can be opened where the keys are.
 */
export async function importAssignment(
  app: StoreApi<State>,
  text: string,
): Promise<{ ok: true; id: string; isNew: boolean } | { ok: false; message: string }> {
  const read = readAssignmentFile(text);
  if (!read.ok) return { ok: false, message: read.error.message };
  if (read.value.kind === "draft") return { ok: true, id: await store(app, read.value.draft), isNew: true };
  const { payload } = read.value;
  const unpacked = await unpackAssignment(payload);
  if (!unpacked.ok) return { ok: false, message: unpacked.error.message };
  const assignment = unpacked.value;
  const { openProgress, now } = app.getState();
  const hash = assignmentHash(assignment);
  const known = (await (await (await openProgress()).classes()).assignments()).find(
    ({ issued }) => issued?.hash === hash,
  );
  if (known) return { ok: true, id: known.id, isNew: false };
  const id = await store(app, draftOfAssignment(assignment), { hash, payload, assignment, at: now() });
  return { ok: true, id, isNew: true };
}
