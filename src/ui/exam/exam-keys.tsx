import type { ScoredItem } from "../../assessment/item.ts";
import { answerHints, answerKeys, answerLetters, hasSixth, pickSixth } from "../shared/item/answer-keys.ts";
import { useSingleKeys } from "../shared/use-single-keys.ts";
import { useStore } from "../shared/use-store.tsx";

/** Strikes the option that has the focus through; elsewhere, moves to the buttons for it. */
function strike(): boolean {
  const own = document.activeElement?.closest(".strikable")?.querySelector<HTMLElement>(".strike");
  if (own) {
    own.click();
    return true;
  }
  const first = document.querySelector<HTMLElement>('.strikable .strike[tabindex="0"]');
  first?.focus();
  return first !== null;
}

/** The single keys of an exam: letters and numbers answer, the others are named on the screen. */
export function ExamKeys({
  next,
  previous,
  flag,
  review,
}: {
  next(): unknown;
  previous(): unknown;
  flag(): unknown;
  review(): unknown;
}) {
  useSingleKeys({
    ...answerKeys,
    n: next,
    p: previous,
    r: review,
    s: strike,
    f: () => pickSixth() || flag(),
  });
  return null;
}

/** Tells which keys work on the question on screen; hidden where there is no keyboard or single keys are off. */
export function ExamKeyHints({
  item,
  isTimed,
  isOneWay,
}: {
  item: ScoredItem;
  isTimed: boolean;
  /** Whether there is no way back to the question before. */
  isOneWay: boolean;
}) {
  const isOn = useStore((state) => state.settings.singleKeys);
  if (!isOn) return null;
  const options = "options" in item ? item.options.length : undefined;
  const key = (letter: string, text: string) => (
    <span>
      <kbd>{letter}</kbd> {text}
    </span>
  );
  return (
    <p className="exam-hints small muted">
      <span>
        <kbd>1</kbd>, <kbd>2</kbd> …{" "}
        {options !== undefined && (
          <>
            or <kbd>A</kbd>–<kbd>{answerLetters[options - 1]?.toUpperCase()}</kbd>{" "}
          </>
        )}
        {answerHints[item.type]}
      </span>
      {options !== undefined && key("S", "strike through")}
      {!hasSixth(item) && key("F", "flag")}
      {key("N", "next")}
      {!isOneWay && key("P", "previous")}
      {key("R", "review")}
      {isTimed && key("T", "say the time")}
    </p>
  );
}
