import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { useStore as useZustand } from "zustand";
import type { Attempt } from "../../assessment/attempt.ts";
import { isOverdue } from "../../assessment/exam-clock.ts";
import type { ExamRun } from "../../assessment/exam-run.ts";
import { placeIn } from "../../assessment/exam-sections.ts";
import { formSections, oneSection } from "../../assessment/form-sections.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { createSittingRecorder, type SittingRecorder } from "../../store/assigned-recorder.ts";
import { createAttemptStore } from "../../store/attempt-store.ts";
import { createExamStore } from "../../store/exam-store.ts";
import { submittedPath } from "../shared/attempt-path.ts";
import { useRetry } from "../shared/use-retry.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";

/** Takes an exam: its answers and place, who may change them, the time on each question, and the end of its time. */
export function useExam(attempt: Attempt & { exam: ExamRun }, items: ReadonlyMap<string, ScoredItem>) {
  const app = useStoreApi();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const now = useStore((state) => state.now);
  const [{ answers, exam }] = useState(() => {
    const made = createAttemptStore(app, attempt);
    return { answers: made, exam: createExamStore(app, attempt, made) };
  });
  const { responses, position, savedAt, pending, problem } = useZustand(answers);
  const { run, isMine, problem: runProblem, ...actions } = useZustand(exam);

  const isReading = isMine === false;
  const bodies = attempt.items.map(({ itemId }) => items.get(itemId));
  // A tab that may only read follows the one that has the exam.
  const shownRun = isReading ? attempt.exam : run;
  const place = placeIn(
    attempt.assigned ? oneSection(attempt.items.length) : formSections(bodies),
    attempt,
    shownRun,
    isReading ? attempt.position : (position ?? attempt.position),
  );
  const item = bodies[place.at];

  // Again whenever storage changes, also from another tab.
  useEffect(() => {
    if (snapshot) void answers.getState().read();
  }, [snapshot, answers]);

  useEffect(() => {
    void exam.getState().acquire(false);
    return () => exam.getState().release();
  }, [exam]);
  useRetry(isReading, () => exam.getState().acquire(false));

  const submit = async (): Promise<boolean> => {
    await recorder.current?.save();
    const isDone = await actions.submit(item, items);
    if (isDone) void navigate(submittedPath(attempt), { replace: true });
    return isDone;
  };

  // The tab that has an attempt at an assignment records how it is sat.
  const recorder = useRef<SittingRecorder>(null);
  const hash = attempt.assigned?.hash;
  useEffect(() => {
    if (hash === undefined || !isMine) return;
    const own = createSittingRecorder(app, hash, attempt.id);
    recorder.current = own;
    return () => {
      recorder.current = null;
      void own.save();
    };
  }, [app, hash, attempt.id, isMine]);
  const isOver = () => {
    const { seconds } = attempt.exam;
    // A clock that was set back gives no more time.
    return isOverdue(attempt, now()) || (seconds !== undefined && (recorder.current?.elapsed() ?? 0) >= seconds);
  };

  /** Counts time on the question while the page is seen, and submits when the time is over. */
  const beat = useEffectEvent(() => {
    recorder.current?.look({ isHidden: document.hidden, isOffline: !navigator.onLine });
    if (isOver()) void submit();
    else if (isMine) actions.look(document.hidden || run.breakSince !== undefined || !item ? null : item);
  });
  const leave = useEffectEvent(() => {
    if (document.hidden && item && isMine) void actions.change(item, (row) => row);
    beat();
  });
  useEffect(() => {
    beat();
    const timer = setInterval(beat, 1000);
    document.addEventListener("visibilitychange", leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", leave);
    };
  }, []);

  return {
    place,
    item,
    bodies,
    run: shownRun,
    isMine,
    responses,
    savedAt,
    isSaving: pending > 0,
    problem: problem || runProblem,
    submit,
    actions,
  };
}
