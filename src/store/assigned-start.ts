import type { StoreApi } from "zustand/vanilla";
import { sha256 } from "@noble/hashes/sha2.js";
import { drawnBody } from "../assignment/item-bodies.ts";
import type { Attempt } from "../assessment/attempt.ts";
import type { Profile, ScoredItem } from "../assessment/item.ts";
import type { Terms } from "../assignment/accommodation.ts";
import type { Assignment, PinnedItem } from "../assignment/assignment.ts";
import { drawAttempt, drawItems } from "../assignment/draw.ts";
import { newSealKey } from "../assignment/keys.ts";
import { toCode } from "../assignment/packing.ts";
import { loadItemVersions, storedBodies, type ItemBodies } from "../content/course.ts";
import type { AssignedRow } from "../progress/assignment-rows.ts";
import { termsOf } from "./assigned-open.ts";
import { startState } from "./assigned-state.ts";
import type { State } from "./state.ts";

/** Makes 128 bits, as base64url, of an id that is never made twice. */
export const codeOf = (id: string): string => toCode(sha256(new TextEncoder().encode(id)).subarray(0, 16));

/** Loads the questions of pools in their pinned versions, under the assignment's profile or under the only one that they have. */
export async function loadPinned(
  pinned: readonly PinnedItem[],
  profile: Profile,
  bodies: ItemBodies = storedBodies,
): Promise<Map<string, ScoredItem>> {
  const under = (asked: Profile) =>
    loadItemVersions(
      pinned.map(({ id, version }) => ({ itemId: id, version, profile: asked })),
      bodies,
    );
  const [asked, other] = await Promise.all([under(profile), under(profile === "chapter" ? "azure" : "chapter")]);
  return new Map(
    pinned.flatMap(({ id }, at) => {
      const item = asked[at] ?? other[at];
      return item && item.type !== "reveal" ? [[id, item] as const] : [];
    }),
  );
}

const poolOf = ({ parts }: Assignment): PinnedItem[] =>
  parts.flatMap((part) => (part.kind === "items" ? part.from : []));

/** Returns the pinned questions that this version of the app doesn't have. */
export async function missingItems(assignment: Assignment, bodies?: ItemBodies): Promise<PinnedItem[]> {
  const pool = poolOf(assignment);
  const known = await loadPinned(pool, assignment.profile, bodies);
  return pool.filter(({ id }) => !known.has(id));
}

/** Returns how many questions each learner gets. */
export const questionCount = ({ parts }: Assignment): number =>
  parts.reduce((sum, part) => sum + (part.kind === "items" ? (part.draw ?? part.from.length) : 0), 0);

/** Whose attempt is planned, which one, and when. */
export interface SittingPlan {
  id: string;
  hash: string;
  learner: string;
  number: number;
  terms: Terms;
  /** Seconds allowed; null for no limit. */
  seconds: number | null;
  now: number;
}

/** From when on the device shows something of the result: at once, from the due date on, or never by itself. */
const feedbackFrom = ({ feedback }: Assignment, { terms, now }: SittingPlan): number | undefined =>
  ({ submitted: now, due: terms.dueAt, never: undefined })[feedback.when];

/** Draws the attempt of a learner. The same learner and number give the same questions in the same order, on every device. */
export async function planSitting(assignment: Assignment, plan: SittingPlan, bodies?: ItemBodies): Promise<Attempt> {
  const { id, hash, learner, number, terms, seconds, now } = plan;
  const drawn = drawItems(assignment, learner, number);
  const items = await loadPinned(drawn, assignment.profile, bodies);
  const from = feedbackFrom(assignment, plan);
  return {
    id,
    assessmentId: `assignment:${hash}`,
    title: assignment.title,
    profile: assignment.profile,
    feedback: "end",
    strict: assignment.strict,
    items: drawAttempt(assignment, learner, number, ({ id: itemId }) => {
      const item = items.get(itemId);
      return item && drawnBody(item);
    }),
    position: 0,
    passMark: assignment.passMark,
    startedAt: now,
    exam: {
      form: "assignment",
      ...(seconds !== null && { seconds }),
      factor: 1,
      linear: terms.navigation === "linear",
      breaks: terms.breaks,
      asksConfidence: false,
      closedSections: 0,
      locked: [],
    },
    assigned: { hash, number, feedback: { shows: assignment.feedback.shows, ...(from !== undefined && { from }) } },
  };
}

/** Why an attempt can't begin, in words for the learner. */
type Started = { ok: true; id: string } | { ok: false; message: string };

/** Draws and stores a new attempt at an assignment, with its sitting. Its time begins now. */
export async function startSitting(
  app: StoreApi<State>,
  row: AssignedRow,
  learner: NonNullable<AssignedRow["learner"]>,
  terms: AssignedRow["terms"],
): Promise<Started> {
  const { openProgress, newId } = app.getState();
  try {
    const progress = await openProgress();
    const classes = await progress.classes();
    const stored = (await classes.assignedOf(row.hash)) ?? row;
    const attempts = await progress.attempts({ ids: stored.sittings.map(({ attemptId }) => attemptId) });
    if (attempts.some(({ submittedAt }) => submittedAt === undefined)) {
      return { ok: false, message: "An attempt is already under way. Resume it." };
    }
    const missing = await missingItems(row.assignment);
    if (missing.length > 0) {
      return {
        ok: false,
        message: "This version of Drydock doesn’t have all questions of the assignment. Update it first.",
      };
    }
    const own = termsOf({ ...stored, terms: terms ?? stored.terms });
    const now = app.getState().now();
    const { seconds } = startState(row.assignment, own, attempts, now);
    const number = stored.sittings.length + 1;
    const id = newId();
    const attempt = await planSitting(row.assignment, {
      id,
      hash: row.hash,
      learner: learner.id,
      number,
      terms: own,
      seconds,
      now,
    });
    const isStored = await classes.startSitting(row.hash, {
      attempt,
      learner,
      terms: terms ?? stored.terms,
      sitting: {
        number,
        attemptId: id,
        submissionId: codeOf(newId()),
        returnKey: await newSealKey(),
        hidden: [],
        offline: [],
        elapsed: 0,
      },
    });
    return isStored ? { ok: true, id } : { ok: false, message: "Another tab has begun this attempt. Resume it." };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
