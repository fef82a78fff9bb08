import { lazy, Suspense, useState, type ReactNode } from "react";
import type { Confidence, Response, ScoredItem } from "../../assessment/item.ts";
import { isAnswered, scoreItem } from "../../assessment/score.ts";
import type { ReviewRow } from "../../progress/rows.ts";
import { answerHints, answerKeys } from "../shared/item/answer-keys.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { Hint } from "../shared/item/hint.tsx";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";
import { Sure } from "../shared/item/sure.tsx";
import { useSingleKeys } from "../shared/use-single-keys.ts";
import { useStore } from "../shared/use-store.tsx";

const CommandTerminal = lazy(() =>
  import("../shared/terminal/command-terminal.tsx").then((module) => ({ default: module.CommandTerminal })),
);

interface QuestionCardProps {
  row: ReviewRow;
  item: ScoredItem;
  /** More buttons for the bar at the foot. */
  actions: ReactNode;
  onAnswer(response: Response): void;
  onConfidence(confidence: Confidence | undefined): void;
  onHint(): void;
  onCheck(): void;
  onNext(): void;
}

/** A question of a review: answered, checked with the reasons, then left for the next. */
export function QuestionCard(props: QuestionCardProps) {
  const { row, item, actions, onAnswer, onConfidence, onHint, onCheck, onNext } = props;
  const [isCheckedNow, setIsCheckedNow] = useState(false);
  const isChecked = row.gradedAt !== undefined;
  const canCheck = isAnswered(row.response);
  const check = () => {
    if (!canCheck) return;
    setIsCheckedNow(true);
    onCheck();
  };
  const step = isChecked ? onNext : check;
  useSingleKeys({ ...answerKeys, n: step });
  return (
    <>
      <div className={item.case ? "beside-case" : undefined}>
        {item.case && <CasePanel study={item.case} />}
        <div>
          <ItemForm
            item={item}
            response={row.response}
            disabled={isChecked}
            onChange={onAnswer}
            terminal={
              item.type === "command" && (
                <Suspense fallback={<p className="muted">Loading the terminal…</p>}>
                  <CommandTerminal item={item} response={row.response} onChange={onAnswer} />
                </Suspense>
              )
            }
          />
          {isChecked ? (
            <ItemFeedback
              item={item}
              response={row.response}
              score={scoreItem(item, row.response)}
              takesFocus={isCheckedNow}
            />
          ) : (
            <>
              <Hint item={item} onOpen={onHint} />
              <CardKeys item={item} />
            </>
          )}
        </div>
      </div>
      <div className="dockbar">
        {actions}
        {!isChecked && canCheck && <Sure value={row.confidence} onChange={onConfidence} />}
        <button type="button" className="btn primary" disabled={!isChecked && !canCheck} onClick={step}>
          {isChecked ? "Next" : "Check"}
        </button>
      </div>
    </>
  );
}

/** Tells which keys work; hidden where there is no keyboard or single keys are off. */
function CardKeys({ item }: { item: ScoredItem }) {
  const isOn = useStore((state) => state.settings.singleKeys);
  if (!isOn) return null;
  return (
    <p className="key-hints small muted">
      <span>
        <kbd>1</kbd>–<kbd>9</kbd> {answerHints[item.type]}
      </span>
      <span>
        <kbd>N</kbd> check, then next
      </span>
      <span>
        <kbd>Ctrl</kbd> <kbd>Z</kbd> undo the last review
      </span>
    </p>
  );
}
