import { useEffect } from "react";
import { useNavigate } from "react-router-dom";
import type { Attempt } from "../../assessment/attempt.ts";
import type { ExamRun } from "../../assessment/exam-run.ts";
import type { Objective } from "../../content/content.ts";
import { submittedPath } from "../shared/attempt-path.ts";
import { useItems } from "../shared/item/use-items.ts";
import { Link } from "../shared/link.tsx";
import { ListOrOpened } from "../shared/list-or-opened.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useHash } from "../shared/use-hash.ts";
import { useStore } from "../shared/use-store.tsx";
import { RunningExam } from "./running-exam.tsx";
import { StartPage } from "./start-page.tsx";
import "../shared/item/sheet.css";
import "./exam.css";

/** Without an attempt in the address, what can be started; else that exam: `#ID`, or `#ID/review` for its review screen. */
export function ExamScreen({ objectives }: { objectives: readonly Objective[] }) {
  const [id = "", view = ""] = useHash().split("/");
  return (
    <ListOrOpened list={<StartPage objectives={objectives} />} opening={loading}>
      <Sitting key={id} id={id} isReview={view === "review"} />
    </ListOrOpened>
  );
}

const loading = (
  <div className="exam" aria-busy="true">
    <h1 tabIndex={-1}>Exam</h1>
    <p className="muted">Loading your answers…</p>
  </div>
);

const isExam = (attempt: Attempt): attempt is Attempt & { exam: ExamRun } => attempt.exam !== undefined;

/** The exam that the address names, or what to show in its place. */
function Sitting({ id, isReview }: { id: string; isReview: boolean }) {
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const attempt = snapshot?.attempts.find((candidate) => candidate.id === id);
  const items = useItems(attempt);
  const isSubmitted = attempt?.submittedAt !== undefined;
  const isQuiz = attempt !== undefined && attempt.exam === undefined;
  const end = attempt && submittedPath(attempt);

  useFollowProgress();
  useEffect(() => {
    if (isSubmitted && end) void navigate(end, { replace: true });
    else if (isQuiz) void navigate(`/quiz/#${id}`, { replace: true });
  }, [isSubmitted, isQuiz, end, id, navigate]);

  if (snapshot && !attempt) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>This exam isn’t on this device</h1>
        <p className="muted">You may have discarded it, or taken it in another browser.</p>
        <p>
          <Link className="btn primary" to="/exam/">
            Show all exams
          </Link>
        </p>
      </div>
    );
  }
  if (!attempt || !isExam(attempt) || isSubmitted || !items) return loading;
  return <RunningExam attempt={attempt} items={items} isReview={isReview} />;
}
