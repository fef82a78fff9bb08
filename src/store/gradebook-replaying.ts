import {
  replayKey,
  transcriptOf,
  walkthroughParts,
  type Replay,
  type Transcript,
} from "../assignment/walkthrough-points.ts";
import type { Assignment } from "../assignment/assignment.ts";
import type { Replayer } from "./gradebook-replays.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookSteps } from "./gradebook-steps.ts";
import type { GradebookWork } from "./gradebook-work.ts";

/** Walkthroughs after which the marks are computed again. */
const replayedAtOnce = 10;

interface ReplayingParts {
  assignment: Assignment;
  replayer: Replayer | undefined;
  isClosed(): boolean;
  set(part: Pick<GradebookState, "replaying">): void;
  get(): GradebookState;
}

/** Returns what repeats the walkthroughs of all submissions, beside everything else: other marks don't wait for them. */
export function gradebookReplaying(
  work: GradebookWork,
  { run, fail }: GradebookSteps,
  { assignment, replayer, isClosed, set, get }: ReplayingParts,
): () => Promise<void> {
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
        if (!(await run(() => work.takeReplays(learned)))) return;
      }
    } catch (error) {
      fail(error);
    } finally {
      isReplaying = false;
      set({ replaying: null });
    }
  };
}
