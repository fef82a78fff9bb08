import type { ScoredItem } from "../../assessment/item.ts";
import { useStore } from "../shared/use-store.tsx";
import { useSingleKeys } from "../shared/use-single-keys.ts";

const letters = [..."abcdefgh"];
const flagKey = letters.indexOf("f");
const digits = [..."123456789"];

/** A control is used as if it had been clicked, so that all its rules hold; a menu is only focused. */
function use(control: HTMLElement | undefined): boolean {
  if (!control || control.matches(":disabled")) return false;
  if (!(control instanceof HTMLSelectElement)) control.click();
  control.focus();
  return true;
}

/** Chooses the option with a letter. */
const pick = (at: number): boolean => use([...document.querySelectorAll<HTMLElement>(".sheet .choice input")][at]);

/**
 * Answers with the part of the question at a number: an option, a place, a step to add, or a menu. A statement is
 * answered Yes, and No when it was Yes.
 */
function answer(at: number): boolean {
  const part = [...document.querySelectorAll<HTMLElement>(".sheet [data-answer]")][at];
  const line = part?.querySelector("textarea");
  if (line) {
    line.focus();
    return true;
  }
  const radios = [...(part?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  return use(radios.length > 0 ? radios.find(({ checked }) => !checked) : part);
}

/** The single keys of a quiz: letters and numbers answer, N checks or shows the next question, P goes back, F flags. */
export function QuizKeys({ next, previous, flag }: { next(): unknown; previous(): unknown; flag(): unknown }) {
  useSingleKeys({
    ...Object.fromEntries(letters.map((letter, at) => [letter, () => pick(at)])),
    ...Object.fromEntries(digits.map((digit, at) => [digit, () => answer(at)])),
    n: next,
    p: previous,
    // Few questions have a sixth option; elsewhere the key is free.
    f: () => pick(flagKey) || flag(),
  });
  return null;
}

/** Whether a question has an option that the key F selects, so that F doesn't flag it. */
const hasSixth = (item: ScoredItem): boolean => "options" in item && item.options.length > flagKey;

const hints: Record<ScoredItem["type"], string> = {
  single: "select an option",
  choose: "select an option",
  statements: "answer a statement, again to change it",
  "build-list": "add a step",
  matching: "go to a menu",
  dropdowns: "go to a menu",
  "hot-area": "select a place",
  series: "answer yes or no",
  command: "go to the terminal",
};

/** Tells which keys work on the question on screen; hidden where there is no keyboard or single keys are off. */
export function KeyHints({ item, canFlag, canCheck }: { item: ScoredItem; canFlag: boolean; canCheck: boolean }) {
  const isOn = useStore((state) => state.settings.singleKeys);
  if (!isOn) return null;
  const isTyped = item.type === "command";
  const count = Math.min("options" in item ? item.options.length : 9, letters.length);
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
            or <kbd>A</kbd>–<kbd>{letters[count - 1]?.toUpperCase()}</kbd>{" "}
          </>
        )}
        {hints[item.type]}
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
