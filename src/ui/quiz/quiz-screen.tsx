import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { useStore as useZustand } from "zustand";
import { Link } from "../shared/link.tsx";
import type { Attempt } from "../../assessment/attempt.ts";
import { isAnswered, scoreItem } from "../../assessment/score.ts";
import { createAttemptStore } from "../../store/attempt-store.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { Hint } from "../shared/item/hint.tsx";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";
import { Sure } from "../shared/item/sure.tsx";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useHash } from "./use-hash.ts";
import { QuestionBar } from "./question-bar.tsx";
import { KeyHints, QuizKeys } from "./quiz-keys.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";
import { useItems } from "./use-items.ts";
import "../shared/item/sheet.css";
import "./quiz.css";
import { Status } from "../shared/status.tsx";

/** Few questions are typed commands, so that the terminal loads with the first. */
const CommandTerminal = lazy(() =>
  import("../shared/terminal/command-terminal.tsx").then((module) => ({ default: module.CommandTerminal })),
);

const loading = (
  <div className="sheet" aria-busy="true">
    <h1 tabIndex={-1}>Quiz</h1>
    <p className="muted">Loading your answers…</p>
  </div>
);

/** The attempt that the address names, one question at a time. Everything entered is stored at once. */
export function QuizScreen() {
  const id = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const attempt = snapshot?.attempts.find((candidate) => candidate.id === id);
  const isNameless = snapshot !== null && id === "";
  const isSubmitted = attempt?.submittedAt !== undefined;

  useEffect(() => {
    if (isNameless) void navigate("/practice/", { replace: true });
    if (isSubmitted) void navigate(`/results/#${id}`, { replace: true });
  }, [isNameless, isSubmitted, id, navigate]);

  if (!snapshot) return loading;
  if (attempt) return <RunningAttempt key={attempt.id} attempt={attempt} />;
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

function RunningAttempt({ attempt }: { attempt: Attempt }) {
  const app = useStoreApi();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const items = useItems(attempt);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const [checkedNow, setCheckedNow] = useState<string | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const [store] = useState(() => createAttemptStore(app, attempt));
  const { responses, position, saved, problem, ...actions } = useZustand(store);

  // Again whenever storage changes, also from another tab.
  useEffect(() => {
    if (snapshot) void store.getState().read();
  }, [snapshot, store]);

  if (!items || !responses) return loading;
  const at = Math.min(position ?? attempt.position, attempt.items.length - 1);
  const item = items.get(attempt.items[at]?.itemId ?? "");
  const row = item && responses.get(item.id);
  const answered = isAnswered(row?.response);
  const eachChecked = attempt.feedback === "each";
  const isChecked = eachChecked && row?.checkedAt !== undefined;
  const canCheck = eachChecked && item !== undefined && !isChecked;
  const isLast = at === attempt.items.length - 1;

  const go = (to: number) => {
    void actions.go(to);
    setIsSubmitting(false);
    heading.current?.focus();
    window.scrollTo(0, 0);
  };
  const ask = () => setIsSubmitting(true);
  const check = () => {
    if (!item) return;
    setCheckedNow(item.id);
    void actions.check(item);
  };
  const flag = () => !eachChecked && item && void actions.flag(item);
  const submit = async () => {
    if (await actions.submit(attempt, items)) void navigate(`/results/#${attempt.id}`);
    else setIsSubmitting(false);
  };
  return (
    <div className="sheet">
      <QuizKeys
        next={() => (canCheck ? check() : isLast ? ask() : go(at + 1))}
        previous={() => at > 0 && go(at - 1)}
        flag={flag}
      />
      <QuestionBar
        attempt={attempt}
        at={at}
        responses={responses}
        onGo={go}
        onSubmit={isLast || eachChecked ? undefined : ask}
      />
      <div className="meta">
        <h1 tabIndex={-1} ref={heading}>
          {attempt.title}: question {at + 1} of {attempt.items.length}
        </h1>
        <Status as="span" className="small muted">
          {saved && "Saved"}
        </Status>
      </div>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {item ? (
        <div className={item.case ? "beside-case" : undefined}>
          {item.case && <CasePanel key={item.case.id} study={item.case} />}
          <div>
            <ItemForm
              key={item.id}
              item={item}
              response={row?.response}
              disabled={isChecked}
              onChange={(response) => void actions.answer(item, response)}
              terminal={
                item.type === "command" && (
                  <Suspense fallback={<p className="muted">Loading the terminal…</p>}>
                    <CommandTerminal
                      item={item}
                      response={row?.response}
                      onChange={(response) => void actions.answer(item, response)}
                    />
                  </Suspense>
                )
              }
            />
            {canCheck && <Hint key={`${item.id}-hint`} item={item} onOpen={() => void actions.openHint(item)} />}
            {isChecked && (
              <ItemFeedback
                item={item}
                response={row.response}
                score={scoreItem(item, row.response, { strict: attempt.strict })}
                takesFocus={checkedNow === item.id}
              />
            )}
            {!isChecked && <KeyHints item={item} canFlag={!eachChecked} canCheck={canCheck} />}
          </div>
        </div>
      ) : (
        <p>This question is no longer available. It isn’t counted.</p>
      )}
      <div className="dockbar">
        {!eachChecked && item && (
          <button type="button" className="btn" aria-pressed={row?.flagged ?? false} onClick={flag}>
            {row?.flagged ? "Flagged" : "Flag"}
          </button>
        )}
        {canCheck && answered && (
          <Sure value={row?.confidence} onChange={(confidence) => void actions.setConfidence(item, confidence)} />
        )}
        {canCheck ? (
          <button type="button" className="btn primary" disabled={!answered} onClick={check}>
            Check
          </button>
        ) : isLast ? (
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
        <SubmitDialog
          attempt={attempt}
          items={items}
          responses={responses}
          onGo={go}
          onSubmit={() => void submit()}
          onClose={() => setIsSubmitting(false)}
        />
      )}
    </div>
  );
}
