import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { blankResponse } from "../assessment/score.ts";
import { drawAttempt } from "../assignment/draw.ts";
import { assignmentHash } from "../assignment/identity.ts";
import { drawnBody } from "../assignment/item-bodies.ts";
import type { PlayerContent } from "../assignment/scorm/player-text.ts";
import type { SuspendedAttempt } from "../assignment/scorm/suspended-attempt.ts";

/** Seconds that a resumed attempt has at least before its time is over. */
const lastSeconds = 5;

/** Who begins an attempt, and when. */
export interface PlayerStart {
  id: string;
  /** The LMS's id of the learner. */
  learner: string;
  now: number;
  /** The number of the attempt, from 1; absent where the LMS counts them. */
  number?: number;
}

const attemptOf = (
  { assignment, items }: PlayerContent,
  { id, now, number = 1 }: PlayerStart,
  drawn: Attempt["items"],
  position: number,
): Attempt => {
  const { feedback, dueAt } = assignment;
  const from = { submitted: 0, due: dueAt, never: undefined }[feedback.when];
  const bodies = new Map(items.map((item) => [item.id, item]));
  return {
    id,
    assessmentId: "assignment",
    title: assignment.title,
    profile: assignment.profile,
    feedback: "end",
    strict: assignment.strict,
    items: drawn,
    madeItems: drawn.flatMap(({ itemId }) => bodies.get(itemId) ?? []),
    position,
    passMark: assignment.passMark,
    startedAt: now,
    exam: {
      form: "assignment",
      ...(assignment.seconds !== null && { seconds: assignment.seconds }),
      factor: 1,
      linear: assignment.navigation === "linear",
      breaks: false,
      asksConfidence: false,
      closedSections: 0,
      locked: [],
    },
    assigned: {
      hash: assignmentHash(assignment),
      number,
      feedback: { shows: feedback.shows, ...(from !== undefined && { from }) },
    },
  };
};

/**
 * Draws an attempt. SCORM 1.2 doesn't tell which attempt it is, so where each one gets a new draw, the time of its start is what
 * distinguishes it. What was drawn goes into the saved state, so that nothing has to be drawn again.
 */
export function newAttempt(content: PlayerContent, start: PlayerStart): Attempt {
  const { assignment, items } = content;
  const bodies = new Map(items.map((item) => [item.id, item]));
  const learner = assignment.redraw ? `${start.learner} ${start.now}` : start.learner;
  const drawn = drawAttempt(assignment, learner, start.number ?? 1, ({ id }) => {
    const body = bodies.get(id);
    return body && drawnBody(body);
  });
  return attemptOf(content, start, drawn, 0);
}

/** Returns a suspended attempt with its answers. Its clock continues where it stopped. */
export function resumedAttempt(
  content: PlayerContent,
  state: SuspendedAttempt,
  start: PlayerStart,
): { attempt: Attempt; rows: StoredResponse[] } {
  const bodies = new Map(content.items.map((item): [string, ScoredItem] => [item.id, item]));
  const drawn = state.items.map(({ itemId, version, profile, order }) => ({ itemId, version, profile, order }));
  // Storage takes no answers once the time is over, those that were saved in time included.
  const elapsed = Math.min(state.elapsedSeconds, Math.max(0, (content.assignment.seconds ?? Infinity) - lastSeconds));
  const begun = { ...start, number: state.attempt, now: start.now - elapsed * 1000 };
  const rows = state.items.flatMap(({ itemId, response, flagged, confidence, seconds }) => {
    const body = bodies.get(itemId);
    if (!body || (!response && !flagged && seconds === 0)) return [];
    return [
      {
        attemptId: start.id,
        itemId,
        response: response ?? blankResponse(body),
        flagged,
        ...(confidence && { confidence }),
        seconds,
        answeredAt: start.now,
      },
    ];
  });
  const position = Math.min(Math.max(0, Math.trunc(state.position)), Math.max(0, drawn.length - 1));
  return { attempt: attemptOf(content, begun, drawn, position), rows };
}
