import { useEffect, useRef, useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { secondsLeft, spokenTime } from "../../assessment/exam-clock.ts";
import { createAttemptStore } from "../../store/attempt-store.ts";
import { itemsOf } from "../../store/attempt-items.ts";
import { dateText } from "../shared/item/attempt-history.tsx";
import { attemptPath } from "../shared/attempt-path.ts";
import { Link } from "../shared/link.tsx";
import { useStoreApi } from "../shared/use-store.tsx";
import { useNow } from "../shared/use-now.ts";

/** The exam under way: resume it, or submit it as it is. */
export function UnfinishedExam({ attempt }: { attempt: Attempt }) {
  const app = useStoreApi();
  const left = secondsLeft(attempt, useNow());
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async () => {
    setAsking(false);
    const store = createAttemptStore(app, attempt);
    // The page shows the result in the list below as soon as it's stored.
    if (!(await store.getState().submit(attempt, await itemsOf(attempt)))) setProblem(store.getState().problem);
  };
  return (
    <section className="resume" aria-label="Exam in progress">
      <div>
        <p className="muted small">In progress since {dateText(attempt.startedAt)}</p>
        <p className="where">{attempt.title}</p>
        <p className="muted">
          {attempt.items.length} questions.{" "}
          {left === undefined
            ? "No time limit."
            : left === 0
              ? "Time ran out. Your answers are being submitted."
              : `The clock is running: ${spokenTime(left)} left.`}
        </p>
        <p role="alert" className="exam-problem">
          {problem}
        </p>
      </div>
      <div className="two">
        <Link className="btn primary" to={attemptPath(attempt)}>
          Resume
        </Link>
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          Submit
        </button>
      </div>
      {isAsking && <SubmitNow onSubmit={() => void submit()} onClose={() => setAsking(false)} />}
    </section>
  );
}

function SubmitNow({ onSubmit, onClose }: { onSubmit(): void; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="submit-now-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="submit-now-title">Submit this exam?</h2>
        <p>Your answers so far are scored. Unanswered questions score 0.</p>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" className="btn primary" onClick={onSubmit}>
            Submit
          </button>
        </div>
      </div>
    </dialog>
  );
}
