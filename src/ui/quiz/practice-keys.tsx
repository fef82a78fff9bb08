import type { Confidence, ScoredItem } from "../../assessment/item.ts";
import type { QuestionStage } from "../../assessment/second-try.ts";
import { answerHints, answerKeys, answerLetters } from "../shared/item/answer-keys.ts";
import { confidenceKeys } from "../shared/item/sure.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useSingleKeys } from "../shared/use-single-keys.ts";

/** Opens or closes the hint of the question on screen. */
function toggleHint(): boolean {
  const summary = document.querySelector<HTMLElement>("details.hint > summary");
  summary?.click();
  return summary !== null;
}

/**
 * The single keys of a practice: letters and numbers answer, J, K and L say how sure, H opens the hint, R shows the answer, N checks or
 * shows the next question, P goes back.
 */
export function PracticeKeys({
  next,
  previous,
  sure,
  showKey,
}: {
  next(): unknown;
  previous(): unknown;
  sure(confidence: Confidence): unknown;
  showKey(): unknown;
}) {
  useSingleKeys({
    ...answerKeys,
    ...Object.fromEntries(confidenceKeys.map(([key, confidence]) => [key, () => sure(confidence)])),
    // Few questions have an eighth option; elsewhere the key is free.
    h: () => answerKeys["h"]?.() || toggleHint(),
    n: next,
    p: previous,
    r: showKey,
  });
  return null;
}

/** Tells which keys work on the question on screen; hidden where there is no keyboard or single keys are off. */
export function PracticeKeyHints({
  item,
  stage,
  hasHint,
}: {
  item: ScoredItem;
  stage: QuestionStage;
  hasHint: boolean;
}) {
  const isOn = useStore((state) => state.settings.singleKeys);
  if (!isOn) return null;
  const count = Math.min("options" in item ? item.options.length : 0, answerLetters.length);
  return (
    <p className="key-hints small muted">
      <span>
        <kbd>1</kbd>
        {item.type !== "command" && (
          <>
            , <kbd>2</kbd> …
          </>
        )}{" "}
        {count > 0 && (
          <>
            or <kbd>A</kbd>–<kbd>{answerLetters[count - 1]?.toUpperCase()}</kbd>{" "}
          </>
        )}
        {answerHints[item.type]}
      </span>
      {stage === "answering" && (
        <span>
          <kbd>J</kbd> <kbd>K</kbd> <kbd>L</kbd> how sure
        </span>
      )}
      {stage === "answering" && hasHint && count < answerLetters.length && (
        <span>
          <kbd>H</kbd> hint
        </span>
      )}
      {stage === "trying-again" && (
        <span>
          <kbd>R</kbd> show the answer
        </span>
      )}
      <span>
        <kbd>N</kbd> {stage === "trying-again" ? "check again" : "check, then next"}
      </span>
      <span>
        <kbd>P</kbd> previous
      </span>
    </p>
  );
}
