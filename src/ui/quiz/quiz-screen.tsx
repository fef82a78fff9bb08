import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import type { Attempt } from "../../assessment/attempt.ts";
import { answerState } from "../../assessment/exam-sections.ts";
import { LeaveDialog } from "../shared/item/leave-dialog.tsx";
import { ListOrOpened } from "../shared/list-or-opened.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useHash } from "../shared/use-hash.ts";
import { AttemptHead } from "./attempt-head.tsx";
import { loadingAttempt } from "./loading-attempt.tsx";
import { PracticeAttempt } from "./practice-attempt.tsx";
import { PracticeScreen } from "./practice-screen.tsx";
import { Question } from "./question.tsx";
import { QuestionBar } from "./question-bar.tsx";
import { KeyHints, QuizKeys } from "./quiz-keys.tsx";
import { useAttempt } from "./use-attempt.ts";
import "../shared/item/sheet.css";
import "./quiz.css";

/** The attempt that the address names; without one, what can be practiced. */
export function QuizScreen() {
  const id = useHash();
  return (
    <ListOrOpened list={<PracticeScreen />} opening={loadingAttempt}>
      <NamedAttempt id={id} />
    </ListOrOpened>
  );
}

/** An attempt, one question at a time. Everything entered is stored at once. */
function NamedAttempt({ id }: { id: string }) {
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const attempt = snapshot?.attempts.find((candidate) => candidate.id === id);
  const isSubmitted = attempt?.submittedAt !== undefined;
  const isExam = attempt?.exam !== undefined;

  useFollowProgress();
  useEffect(() => {
    if (isSubmitted) void navigate(`/results/#${id}`, { replace: true });
    else if (isExam) void navigate(`/exam/#${id}`, { replace: true });
  }, [isSubmitted, isExam, id, navigate]);

  if (!snapshot || isExam) return loadingAttempt;
  if (attempt?.feedback === "each") return <PracticeAttempt key={attempt.id} attempt={attempt} />;
  if (attempt) return <QuizAttempt key={attempt.id} attempt={attempt} />;
  return (
    <div className="page">
      <h1 tabIndex={-1}>This attempt isn’t on this device</h1>
      <p className="muted">You may have discarded it, or made it in another browser.</p>
      <p>
        <Link className="btn primary" to="/practice/">
          Show all attempts
        </Link>
      </p>
    </div>
  );
}

/** An attempt whose result comes at the end. */
function QuizAttempt({ attempt }: { attempt: Attempt }) {
  const navigate = useNavigate();
  const { items, responses, at, saved, problem, ...actions } = useAttempt(attempt);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  if (!items || !responses) return loadingAttempt;
  const item = items.get(attempt.items[at]?.itemId ?? "");
  const row = item && responses.get(item.id);
  const isLast = at === attempt.items.length - 1;

  const go = (to: number) => {
    void actions.go(to);
    setIsSubmitting(false);
    heading.current?.focus();
    window.scrollTo(0, 0);
  };
  const ask = () => setIsSubmitting(true);
  const flag = () => item && void actions.flag(item);
  const submit = async () => {
    if (await actions.submit(attempt, items)) void navigate(`/results/#${attempt.id}`);
    else setIsSubmitting(false);
  };
  return (
    <div className="sheet">
      <QuizKeys next={() => (isLast ? ask() : go(at + 1))} previous={() => at > 0 && go(at - 1)} flag={flag} />
      <QuestionBar attempt={attempt} at={at} responses={responses} onGo={go} onSubmit={isLast ? undefined : ask} />
      <AttemptHead heading={heading} saved={saved} problem={problem}>
        {attempt.title}: question {at + 1} of {attempt.items.length}
      </AttemptHead>
      {item ? (
        <Question
          item={item}
          response={row?.response}
          disabled={false}
          onChange={(response) => void actions.answer(item, response)}
        >
          <KeyHints item={item} canFlag canCheck={false} />
        </Question>
      ) : (
        <p>This question is no longer available. It isn’t counted.</p>
      )}
      <div className="dockbar">
        {item && (
          <button type="button" className="btn" aria-pressed={row?.flagged ?? false} onClick={flag}>
            {row?.flagged ? "Flagged" : "Flag"}
          </button>
        )}
        {isLast ? (
          <button type="button" className="btn primary" onClick={ask}>
            Submit
          </button>
        ) : (
          <button type="button" className="btn primary" onClick={() => go(at + 1)}>
            Next
          </button>
        )}
      </div>
      {isSubmitting && (
        <LeaveDialog
          title="Submit this attempt?"
          states={attempt.items.map(({ itemId }, index) => ({
            ...answerState(index, items.get(itemId), responses.get(itemId)),
            mayOpen: true,
          }))}
          confirmLabel="Submit"
          onGo={go}
          onConfirm={() => void submit()}
          onClose={() => setIsSubmitting(false)}
        />
      )}
    </div>
  );
}
