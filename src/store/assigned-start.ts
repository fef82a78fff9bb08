import { errorText } from "../assessment/error-text.ts";
import { otherProfile } from "../assessment/other-profile.ts";
import type { StoreApi } from "zustand/vanilla";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Attempt } from "../assessment/attempt.ts";
import type { Profile, ScoredItem } from "../assessment/item.ts";
import type { Terms } from "../assignment/accommodation.ts";
import type { Assignment, PinnedItem } from "../assignment/assignment.ts";
import { drawAttempt, drawItems } from "../assignment/draw.ts";
import { bodyKey, drawnBody, pinnedItems } from "../assignment/item-bodies.ts";
import { newSealKey } from "../assignment/keys.ts";
import { ownBodies } from "../assignment/own-bodies.ts";
import { toCode } from "../assignment/packing.ts";
import { loadItemVersions, storedBodies, type ItemBodies } from "../content/course.ts";
import type { AssignedRow } from "../progress/assignment-rows.ts";
import { termsOf } from "./assigned-open.ts";
import { startState } from "./assigned-state.ts";
import type { State } from "./state.ts";

/** Makes 128 bits, as base64url, of an id that is never made twice. */
export const codeOf = (id: string): string => toCode(sha256(new TextEncoder().encode(id)).subarray(0, 16));

/**
 * Loads questions of an assignment in their pinned versions: the instructor's from the assignment, the bank's under the assignment's
 * profile or under the only one that they have.
 */
export async function loadPinned(
  { own, profile }: Pick<Assignment, "own" | "profile">,
  pinned: readonly PinnedItem[],
  bodies: ItemBodies = storedBodies,
): Promise<Map<string, ScoredItem>> {
  const written = ownBodies({ own, profile });
  const ofBank = pinned.filter((item) => !written.has(bodyKey(item)));
  const under = (asked: Profile) =>
    loadItemVersions(
      ofBank.map(({ id, version }) => ({ itemId: id, version, profile: asked })),
      bodies,
    );
  const [asked, other] =
    ofBank.length > 0 ? await Promise.all([under(profile), under(otherProfile(profile))]) : [[], []];
  const banked = ofBank.flatMap(({ id }, at) => {
    const item = asked[at] ?? other[at];
    return item && item.type !== "reveal" ? [[id, item] as const] : [];
  });
  const made = pinned.flatMap((item) => {
    const body = written.get(bodyKey(item));
    return body ? [[item.id, body] as const] : [];
  });
  return new Map([...banked, ...made]);
}

/** Returns the pinned questions that this version of the app doesn't have. */
export async function missingItems(assignment: Assignment, bodies?: ItemBodies): Promise<PinnedItem[]> {
  const pool = pinnedItems(assignment);
  const known = await loadPinned(assignment, pool, bodies);
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
  const items = await loadPinned(assignment, drawn, bodies);
  const own = ownBodies(assignment);
  const madeItems = drawn.flatMap((item) => own.get(bodyKey(item)) ?? []);
  const from = feedbackFrom(assignment, plan);
  const closesAt = terms.late.closesAt ?? terms.dueAt;
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
    ...(madeItems.length > 0 && { madeItems }),
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
    assigned: {
      hash,
      number,
      feedback: { shows: assignment.feedback.shows, ...(from !== undefined && { from }) },
      ...(closesAt !== undefined && { closesAt }),
    },
  };
}

/** Why an attempt can't begin, in words for the learner. */
type Started = { ok: true; id: string } | { ok: false; message: string };

/**
 * Draws and stores a new attempt at an assignment, with its sitting. Its time begins now; without questions it ends now as well, since
 * walkthroughs are done in environments of their own.
 */
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
      return { ok: false, message: "An attempt is already in progress. Resume it." };
    }
    const missing = await missingItems(row.assignment);
    if (missing.length > 0) {
      return {
        ok: false,
        message: "This version of Drydock doesn’t have all questions of the assignment. Update it first.",
      };
    }
    const begunWith = terms ?? stored.terms;
    const own = termsOf({ ...stored, terms: begunWith });
    const now = app.getState().now();
    const { seconds } = startState(row.assignment, own, attempts, now);
    const number = stored.sittings.length + 1;
    const id = newId();
    const planned = await planSitting(row.assignment, {
      id,
      hash: row.hash,
      learner: learner.id,
      number,
      terms: own,
      seconds,
      now,
    });
    const attempt = planned.items.length === 0 ? { ...planned, submittedAt: now, scores: [] } : planned;
    const isStored = await classes.startSitting(row.hash, {
      attempt,
      learner,
      terms: begunWith,
      sitting: {
        number,
        attemptId: id,
        learner,
        ...(begunWith && { terms: begunWith }),
        submissionId: codeOf(newId()),
        returnKey: await newSealKey(),
        hidden: [],
        offline: [],
        elapsed: 0,
      },
    });
    return isStored ? { ok: true, id } : { ok: false, message: "Another tab has begun this attempt. Resume it." };
  } catch (error) {
    return { ok: false, message: errorText(error) };
  }
}
