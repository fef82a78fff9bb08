import type { ScoredItem } from "../../assessment/item.ts";
import { useStore } from "../shared/use-store.tsx";
import { answerHints, answerKeys, answerLetters, hasSixth, pickSixth } from "../shared/item/answer-keys.ts";
import { useSingleKeys } from "../shared/use-single-keys.ts";

/** The single keys of a quiz: letters and numbers answer, N checks or shows the next question, P goes back, F flags. */
export function QuizKeys({ next, previous, flag }: { next(): unknown; previous(): unknown; flag(): unknown }) {
  useSingleKeys({
    ...answerKeys,
    n: next,
    p: previous,
    // Few questions have a sixth option; elsewhere the key is free.
    f: () => pickSixth() || flag(),
  });
  return null;
}

/** Tells which keys work on the question on screen; hidden where there is no keyboard or single keys are off. */
export function KeyHints({ item, canFlag, canCheck }: { item: ScoredItem; canFlag: boolean; canCheck: boolean }) {
  const isOn = useStore((state) => state.settings.singleKeys);
  if (!isOn) return null;
  const isTyped = item.type === "command";
  const count = Math.min("options" in item ? item.options.length : 9, answerLetters.length);
  return (
    <p className="key-hints small muted">
      <span>
        <kbd>1</kbd>
        {!isTyped && (
          <>
            , <kbd>2</kbd> …
          </>
        )}{" "}
        {"options" in item && (
          <>
            or <kbd>A</kbd>–<kbd>{answerLetters[count - 1]?.toUpperCase()}</kbd>{" "}
          </>
        )}
        {answerHints[item.type]}
      </span>
      <span>
        <kbd>N</kbd> {canCheck ? "check" : "next"}
      </span>
      <span>
        <kbd>P</kbd> previous
      </span>
      {canFlag && !hasSixth(item) && (
        <span>
          <kbd>F</kbd> flag
        </span>
      )}
    </p>
  );
}
