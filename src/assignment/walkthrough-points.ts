import type { Assignment, AssignmentPart } from "./assignment.ts";
import type { WalkthroughPoints } from "./grade.ts";
import { hashText } from "./identity.ts";
import type { Submission } from "./submission.ts";

export type WalkthroughPart = Extract<AssignmentPart, { kind: "walkthrough" }>;
export type Transcript = Submission["transcripts"][number];

/** Returns the walkthroughs of an assignment, in its order. */
export const walkthroughParts = ({ parts }: Pick<Assignment, "parts">): WalkthroughPart[] =>
  parts.filter((part) => part.kind === "walkthrough");

/** Returns the points for a walkthrough of which some steps are done: their share, rounded down to whole points. */
export const pointsForSteps = (points: number, done: number, of: number): number =>
  of <= 0 ? 0 : Math.floor((points * Math.min(Math.max(done, 0), of)) / of);

/** What came of repeating the commands of a walkthrough. */
export type Replay =
  | { kind: "graded"; done: number; of: number }
  /** Something about the commands themselves: they score 0. */
  | { kind: "rejected"; reason: string }
  /** Something about this device: the walkthrough isn't counted. */
  | { kind: "failed"; reason: string };

/** Returns what names the replay of a transcript: equal for equal commands, so that each is repeated once. */
export const replayKey = ({ walkthrough, way }: Transcript): string => hashText(`${walkthrough}\n${way}`);

/** Returns what a submission holds for a walkthrough; the first counts, since a page writes one. */
export const transcriptOf = ({ transcripts }: Pick<Submission, "transcripts">, walkthrough: string) =>
  transcripts.find((transcript) => transcript.walkthrough === walkthrough);

/**
 * Returns how walkthroughs are graded from replays. One that wasn't done, and one whose commands are rejected, score 0; one
 * that isn't replayed yet, or can't be on this device, isn't counted.
 */
export function pointsFromReplays(assignment: Assignment, replays: ReadonlyMap<string, Replay>): WalkthroughPoints {
  const parts = new Map(walkthroughParts(assignment).map(({ id, points }) => [id, points]));
  return (submission, walkthrough) => {
    const transcript = transcriptOf(submission, walkthrough);
    if (!transcript) return 0;
    const replay = replays.get(replayKey(transcript));
    if (!replay || replay.kind === "failed") return undefined;
    return replay.kind === "rejected" ? 0 : pointsForSteps(parts.get(walkthrough) ?? 0, replay.done, replay.of);
  };
}
