import type { Objective } from "../../content/content.ts";
import { examsOf, openExam } from "../../store/start-exam.ts";
import { AttemptHistory } from "../shared/item/attempt-history.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore } from "../shared/use-store.tsx";
import { ControlSample } from "./control-sample.tsx";
import { ExamRules } from "./exam-rules.tsx";
import { StartForm } from "./start-form.tsx";
import { UnfinishedExam } from "./unfinished-exam.tsx";

/** What can be taken, under which rules; the exam that is under way; and the exams so far. */
export function StartPage({ objectives }: { objectives: readonly Objective[] }) {
  const attempts = useStore((state) => state.snapshot?.attempts);
  const open = openExam(attempts ?? []);
  const submitted = examsOf(attempts ?? []).filter(({ scores }) => scores !== undefined);
  useFollowProgress();
  return (
    <div className="page exam-start">
      <h1 tabIndex={-1}>Exam</h1>
      <p className="muted">Timed, without hints, and with the result at the end, as on the day.</p>
      {open ? <UnfinishedExam key={open.id} attempt={open} /> : <StartForm objectives={objectives} />}
      <ExamRules />
      <ControlSample />
      <section className="exam-block" aria-labelledby="exam-history">
        <h2 id="exam-history">Your exams</h2>
        {!attempts && <p className="muted">Loading your progress…</p>}
        {attempts && submitted.length === 0 && (
          <p className="muted">No exams yet. Try the controls above before your first one.</p>
        )}
        <AttemptHistory attempts={submitted} />
      </section>
    </div>
  );
}
