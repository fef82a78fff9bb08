import type { StoreApi } from "zustand/vanilla";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { totals } from "../assessment/attempt-actions.ts";
import { isAnswered } from "../assessment/score.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { fileDigest } from "../assignment/fingerprint.ts";
import { publicHalf } from "../assignment/keys.ts";
import { succeed } from "../assignment/outcome.ts";
import { toCode } from "../assignment/packing.ts";
import { sealSubmission, type Receipt, type Submission } from "../assignment/submission.ts";
import { walkthroughParts, type Transcript } from "../assignment/walkthrough-points.ts";
import type { AssignedRow, Sitting } from "../progress/assignment-rows.ts";
import { version } from "../../package.json";
import { deviceId } from "./activity-recorder.ts";
import { codeOf } from "./assigned-start.ts";
import type { WayProblem } from "./assigned-ways.ts";
import type { State } from "./state.ts";

/** Returns the submission of an attempt; `device` is a random name, the transcripts are of walkthroughs. */
export function submissionOf(
  { hash }: Pick<AssignedRow, "hash">,
  sitting: Sitting,
  attempt: Attempt,
  responses: readonly StoredResponse[],
  { device, transcripts }: Pick<Submission, "device" | "transcripts">,
): Submission {
  const rows = new Map(responses.map((row) => [row.itemId, row]));
  const { learner, terms } = sitting;
  const { earned, maximum } = totals(attempt.scores ?? []);
  return {
    v: 1,
    id: sitting.submissionId,
    assignment: hash,
    learner: learner ?? { id: "?" },
    attempt: sitting.number,
    startedAt: attempt.startedAt,
    submittedAt: attempt.submittedAt ?? attempt.startedAt,
    elapsed: sitting.elapsed,
    hidden: sitting.hidden,
    offline: sitting.offline,
    answers: attempt.items.map(({ itemId, version: seen, profile, order }) => {
      const row = rows.get(itemId);
      return {
        itemId,
        version: seen,
        profile,
        order,
        ...(row && isAnswered(row.response) && { response: row.response, answeredAt: row.answeredAt }),
        ...(row?.seconds !== undefined && { seconds: row.seconds }),
      };
    }),
    transcripts,
    claimed: { earned, maximum },
    returnKey: publicHalf(sitting.returnKey),
    device,
    app: version,
    ...(terms && { terms: terms.code }),
  };
}

/** Reads what was done in the walkthroughs of an assignment, or says which of them can't be submitted and why. */
export type ReadAssignedWays = (
  assignment: Assignment,
) => Promise<{ ok: true; value: Transcript[] } | { ok: false; error: WayProblem }>;

/**
 * Seals the submitted attempts of an assignment that aren't sealed yet, also those of a tab that was closed before it could. One that is
 * sealed stays as it is, so that its receipt stays right. Where a walkthrough can't be submitted, nothing is sealed and the problem is
 * returned; everything stays stored.
 */
export async function sealSittings(
  app: StoreApi<State>,
  hash: string,
  readWays?: ReadAssignedWays,
): Promise<WayProblem | undefined> {
  const progress = await app.getState().openProgress();
  const classes = await progress.classes();
  const row = await classes.assignedOf(hash);
  for (const sitting of row?.sittings ?? []) {
    if (!row || sitting.sealed !== undefined) continue;
    const attempt = await progress.attempt(sitting.attemptId);
    if (!attempt?.scores) continue;
    const hasWalkthroughs = walkthroughParts(row.assignment).length > 0;
    const ways = hasWalkthroughs && readWays ? await readWays(row.assignment) : succeed([]);
    if (!ways.ok) return ways.error;
    const device = codeOf(await deviceId(progress, app.getState()));
    const responses = await progress.responses(attempt.id);
    const submission = submissionOf(row, sitting, attempt, responses, { device, transcripts: ways.value });
    const sealed = toCode(await sealSubmission(submission, row.assignment.keys.seal));
    const sealedAt = app.getState().now();
    await classes.changeAssigned(hash, (stored) => {
      const latest = stored ?? row;
      const sittings = latest.sittings.map((other) =>
        other.submissionId === sitting.submissionId && other.sealed === undefined
          ? { ...other, sealed, sealedAt }
          : other,
      );
      return { ...latest, sittings, changedAt: sealedAt };
    });
  }
  return undefined;
}

/** Returns the receipt of a sealed sitting: what the learner keeps to show what was submitted, and when by the device's clock. */
export const receiptOfSitting = ({ submissionId, sealed = "" }: Sitting, submittedAt: number): Receipt => ({
  submissionId,
  digest: fileDigest(sealed),
  at: submittedAt,
});

/** Returns the name of a submission's file: plain letters, digits and hyphens, since some systems change others. */
export function submissionName({ assignment, learner }: AssignedRow, { number }: Sitting): string {
  const plain = (text: string, otherwise: string): string =>
    text
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^A-Za-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40) || otherwise;
  return `${plain(assignment.title, "assignment")}_${plain(learner?.id ?? "", "learner")}_${number}.acrsub`;
}
