import {
  replayKey,
  transcriptOf,
  walkthroughParts,
  type Replay,
  type Transcript,
} from "../assignment/walkthrough-points.ts";
import type { SubmissionRow } from "../progress/assignment-rows.ts";
import type { GradebookWork } from "./gradebook-work.ts";

/** Walkthroughs after which the marks are computed again. */
const replayedAtOnce = 10;

/** Returns what repeats the walkthroughs of all submissions, beside everything else: other marks don't wait for them. */
export function gradebookReplaying({
  assignment,
  session,
  replayer,
  set,
  get,
  fail,
  recompute,
  isClosed,
}: GradebookWork) {
  const walkthroughs = walkthroughParts(assignment);
  let isReplaying = false;

  /** The transcripts that have to be repeated, each once. */
  const unreplayed = (): Map<string, Transcript> => {
    const { submissions, replays } = get();
    const found = new Map<string, Transcript>();
    for (const { submission } of submissions.values()) {
      for (const { id } of walkthroughs) {
        const transcript = transcriptOf(submission, id);
        if (!transcript) continue;
        const key = replayKey(transcript);
        if (!replays.has(key)) found.set(key, transcript);
      }
    }
    return found;
  };
  /** Takes results of replays over into the grades of the submissions that they belong to. */
  const takeReplays = async (learned: ReadonlyMap<string, Replay>) => {
    await session.learnReplays([...learned]);
    const isConcerned = ({ submission }: SubmissionRow) =>
      submission.transcripts.some((transcript) => learned.has(replayKey(transcript)));
    const concerned = [...get().submissions.values()].filter(isConcerned);
    const graded = await session.grade(concerned.map(({ submission, addedAt }) => ({ submission, addedAt })));
    const grades = new Map(get().grades);
    for (const grade of graded) grades.set(grade.submissionId, grade);
    set({ grades, replays: new Map([...get().replays, ...learned]) });
    recompute();
  };

  return async (): Promise<void> => {
    if (!replayer || isReplaying || isClosed()) return;
    isReplaying = true;
    try {
      let done = 0;
      for (let left = unreplayed(); left.size > 0 && !isClosed(); left = unreplayed()) {
        const learned = new Map<string, Replay>();
        for (const [key, transcript] of [...left].slice(0, replayedAtOnce)) {
          set({ replaying: { done, total: done + left.size - learned.size } });
          // oxlint-disable-next-line no-await-in-loop -- There is one simulator.
          learned.set(key, await replayer.replay(transcript));
          done += 1;
          if (isClosed()) return;
        }
        // oxlint-disable-next-line no-await-in-loop -- The next lot looks for what came in meanwhile.
        await takeReplays(learned);
      }
    } catch (error) {
      fail(error);
    } finally {
      isReplaying = false;
      set({ replaying: null });
    }
  };
}
