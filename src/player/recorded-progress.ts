import type { Progress } from "../progress/progress.ts";
import type { LmsRecorder } from "./player-lms.ts";

/** Returns storage that tells the LMS's recorder about every change it kept. */
export const recordedProgress = (progress: Progress, recorder: () => LmsRecorder | undefined): Progress => ({
  ...progress,
  saveResponse: async (row, position, entries) => {
    const isKept = await progress.saveResponse(row, position, entries);
    if (isKept) recorder()?.answered(row, position);
    return isKept;
  },
  savePosition: async (attemptId, position) => {
    await progress.savePosition(attemptId, position);
    recorder()?.moved(position);
  },
  submitAttempt: async (...submission) => {
    const attempt = await progress.submitAttempt(...submission);
    recorder()?.submitted();
    return attempt;
  },
});
