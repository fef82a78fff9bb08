import type { StoredResponse } from "../assessment/attempt.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import type { Response } from "../assessment/item.ts";
import { isAnswered, scoreItem } from "../assessment/score.ts";
import type { Outcome } from "../assignment/outcome.ts";
import { packAttempt } from "../assignment/scorm/suspend-data.ts";
import type { SuspendedAttempt } from "../assignment/scorm/suspended-attempt.ts";
import type { Recorded } from "./player-lms.ts";

/** An attempt as an LMS keeps it: answers, position and time. The position after the last question marks it as submitted. */
export interface RecordedAttempt {
  /** Takes what was stored of a question; returns whether its answer changed. */
  take(row: StoredResponse, position: number): boolean;
  /** Returns whether the position changed. */
  move(position: number): boolean;
  submit(): void;
  responseOf(itemId: string): Response | undefined;
  /** What was stored of the questions that have an answer, by item id. */
  rows(): [itemId: string, row: StoredResponse][];
  /** The share of points so far, 0 to 1. */
  share(): number;
  elapsedSeconds(): number;
  /** Returns the text from which the attempt continues. */
  pack(limit: number): Outcome<string>;
}

/** Follows an attempt while it's answered. */
export function recordAttempt({ attempt, bodies, rows, now }: Recorded): RecordedAttempt {
  const answers = new Map(rows.map((row) => [row.itemId, row]));
  let position = attempt.position;

  const responseOf = (itemId: string) => {
    const response = answers.get(itemId)?.response;
    return isAnswered(response) ? response : undefined;
  };
  const elapsedSeconds = () => Math.max(0, Math.round((now() - attempt.startedAt) / 1000));
  const state = (): SuspendedAttempt => ({
    assignment: attempt.assigned?.hash ?? "",
    attempt: attempt.assigned?.number ?? 1,
    position,
    elapsedSeconds: elapsedSeconds(),
    items: attempt.items.map(({ itemId, version, profile, order }) => {
      const row = answers.get(itemId);
      const response = responseOf(itemId);
      return {
        itemId,
        version,
        profile,
        order,
        ...(response && { response }),
        checked: false,
        flagged: row?.flagged ?? false,
        hinted: false,
        ...(row?.confidence && { confidence: row.confidence }),
        seconds: Math.round(row?.seconds ?? 0),
      };
    }),
  });

  return {
    take(row, at) {
      const before = responseOf(row.itemId);
      answers.set(row.itemId, row);
      position = at;
      return canonicalJson(before ?? null) !== canonicalJson(responseOf(row.itemId) ?? null);
    },
    move(at) {
      const isMoved = at !== position;
      position = at;
      return isMoved;
    },
    submit() {
      position = attempt.items.length;
    },
    responseOf,
    rows: () => [...answers].filter(([, { response }]) => isAnswered(response)),
    share() {
      let earned = 0;
      let maximum = 0;
      for (const { itemId } of attempt.items) {
        const body = bodies.get(itemId);
        if (!body) continue;
        const score = scoreItem(body, responseOf(itemId), { strict: attempt.strict });
        earned += score.earned;
        maximum += score.maximum;
      }
      return maximum > 0 ? Math.min(1, Math.max(0, earned / maximum)) : 0;
    },
    elapsedSeconds,
    pack: (limit) => packAttempt(state(), (itemId) => bodies.get(itemId), limit),
  };
}
