import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import type { Attempt } from "../../assessment/attempt.ts";
import { isAnswered, scoreItem } from "../../assessment/score.ts";
import { isNewAnswer, shownResponse, stageOf } from "../../assessment/second-try.ts";
import { discardAttempt } from "../../store/start-attempt.ts";
import { Hint } from "../shared/item/hint.tsx";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { Sure } from "../shared/item/sure.tsx";
import { Status } from "../shared/status.tsx";
import { useStoreApi } from "../shared/use-store.tsx";
import { AttemptHead } from "./attempt-head.tsx";
import { EndPracticeDialog } from "./end-practice-dialog.tsx";
import { PracticeKeyHints, PracticeKeys } from "./practice-keys.tsx";
import { PracticeNote } from "./practice-note.tsx";
import { withheldText } from "../../assessment/assigned-feedback.ts";
import { Question } from "./question.tsx";
import { QuestionBar } from "./question-bar.tsx";
import { loadingAttempt } from "./loading-attempt.tsx";
import { TryAgain } from "./try-again.tsx";
import { useAttempt } from "./use-attempt.ts";
import { useWithheld } from "./use-withheld.ts";

/** An attempt whose verdicts come after each answer, one question at a time. Everything entered is stored at once. */
export function PracticeAttempt({ attempt }: { attempt: Attempt }) {
  const app = useStoreApi();
  const navigate = useNavigate();
  const { items, isComplete, responses, at, saved, problem, ...actions } = useAttempt(attempt);
  const withheld = useWithheld(attempt);
  const [isEnding, setIsEnding] = useState(false);
  const [isAdding, setIsAdding] = useState(false);
  const [isUsedUp, setIsUsedUp] = useState(false);
  const [checkedNow, setCheckedNow] = useState<string | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);

  const { addReturns } = actions;
  // After each check, and when the page was closed right after one.
  useEffect(() => {
    if (items && responses) void addReturns(items);
  }, [items, responses, addReturns]);

  if (!items || !responses) return loadingAttempt;
  const place = attempt.items[at];
  const isWithheld = place !== undefined && withheld.has(place.itemId);
  const item = isWithheld ? undefined : items.get(place?.itemId ?? "");
  const row = item && responses.get(item.id);
  const stage = item ? stageOf(attempt, item, row) : "explained";
  const isEndless = attempt.practice?.length === "endless" && !isUsedUp;
  const isLast = at === attempt.items.length - 1;
  const canCheck = stage === "trying-again" ? row !== undefined && isNewAnswer(row) : isAnswered(row?.response);
  const answeredCount = attempt.items.filter(({ itemId }) => isAnswered(responses.get(itemId)?.response)).length;

  const go = (to: number) => {
    void actions.go(to);
    setIsEnding(false);
    heading.current?.focus();
    window.scrollTo(0, 0);
  };
  const end = async () => {
    if (answeredCount === 0) {
      if (await discardAttempt(app, attempt)) void navigate("/practice/");
    } else if (await actions.submit(attempt, items)) void navigate(`/results/#${attempt.id}`);
    setIsEnding(false);
  };
  const askToEnd = () => (answeredCount === attempt.items.length && !isEndless ? void end() : setIsEnding(true));
  const check = () => {
    if (!item || !canCheck) return;
    setCheckedNow(item.id);
    void (stage === "trying-again" ? actions.checkAgain(item) : actions.check(item));
  };
  const showKey = () => {
    if (!item || stage !== "trying-again") return;
    setCheckedNow(item.id);
    void actions.showKey(item);
  };
  const next = async () => {
    if (!isLast) return go(at + 1);
    if (!isEndless) return askToEnd();
    if (isAdding) return;
    setIsAdding(true);
    const added = await actions.addQuestions();
    setIsAdding(false);
    if (added === "more") go(at + 1);
    if (added === "none") setIsUsedUp(true);
  };
  const isOpen = item !== undefined && stage !== "explained";
  return (
    <div className="sheet">
      <PracticeKeys
        next={() => (isOpen ? check() : void next())}
        previous={() => at > 0 && go(at - 1)}
        sure={(confidence) => item && stage === "answering" && canCheck && void actions.setConfidence(item, confidence)}
        showKey={showKey}
      />
      <QuestionBar
        attempt={attempt}
        at={at}
        responses={responses}
        items={items}
        onGo={go}
        submitLabel="End practice"
        onSubmit={() => setIsEnding(true)}
      />
      <AttemptHead heading={heading} saved={saved} problem={problem}>
        {attempt.title}: question {at + 1}
        {!isEndless && ` of ${attempt.items.length}`}
      </AttemptHead>
      <PracticeNote attempt={attempt} at={at} isUsedUp={isUsedUp && isLast} />
      {item ? (
        <Question
          item={item}
          response={shownResponse(row)}
          disabled={!isOpen}
          onChange={(response) =>
            void (stage === "trying-again" ? actions.answerAgain(item, response) : actions.answer(item, response))
          }
        >
          {stage === "answering" && (
            <Hint key={`${item.id}-hint`} item={item} onOpen={() => void actions.openHint(item)} />
          )}
          {stage === "trying-again" && row && (
            <TryAgain
              score={scoreItem(item, row.response, { strict: attempt.strict })}
              takesFocus={checkedNow === item.id}
            />
          )}
          {stage === "explained" && row && (
            <ItemFeedback
              key={`${item.id}-feedback`}
              item={item}
              response={row.response}
              secondTry={row.secondTry?.checkedAt === undefined ? undefined : row.secondTry.response}
              score={scoreItem(item, row.response, { strict: attempt.strict })}
              returns={attempt.items.some(({ returnFor }) => returnFor === item.id)}
              takesFocus={checkedNow === item.id}
            />
          )}
          {isOpen && <PracticeKeyHints item={item} stage={stage} hasHint={item.hint !== undefined} />}
        </Question>
      ) : isWithheld ? (
        <p className="callout">{withheldText}</p>
      ) : !isComplete ? (
        <p className="muted">Loading the question…</p>
      ) : (
        <p>This question is no longer available. It isn’t counted.</p>
      )}
      <div className="dockbar">
        {item && stage === "answering" && isAnswered(row?.response) && (
          <Sure
            withKeys
            value={row?.confidence}
            onChange={(confidence) => void actions.setConfidence(item, confidence)}
          />
        )}
        {item && stage === "trying-again" && (
          <button type="button" className="btn" onClick={showKey}>
            Show the answer
          </button>
        )}
        {isOpen ? (
          <button type="button" className="btn primary" disabled={!canCheck} onClick={check}>
            {stage === "trying-again" ? "Check again" : "Check"}
          </button>
        ) : (
          <button
            type="button"
            className="btn primary"
            aria-disabled={isAdding || undefined}
            onClick={() => void next()}
          >
            {!isLast || isEndless ? "Next" : "Show results"}
          </button>
        )}
      </div>
      <Status className="visually-hidden">{isAdding && "Adding questions…"}</Status>
      {isEnding && (
        <EndPracticeDialog
          answered={answeredCount}
          questions={isEndless ? undefined : attempt.items.length}
          countsAll={!attempt.practice}
          onEnd={() => void end()}
          onClose={() => setIsEnding(false)}
        />
      )}
    </div>
  );
}
