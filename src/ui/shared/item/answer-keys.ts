import type { ScoredItem } from "../../../assessment/item.ts";

/** The keys of options; F is the sixth option's where there is one. */
export const answerLetters = [..."abcdefgh"];
const flagKey = answerLetters.indexOf("f");
const digits = [..."123456789"];

/** A control is used as if it had been clicked, so that all its rules hold; a menu is only focused. */
function use(control: HTMLElement | undefined): boolean {
  if (!control || control.matches(":disabled")) return false;
  if (!(control instanceof HTMLSelectElement)) control.click();
  control.focus();
  return true;
}

/** Chooses the option with a letter. */
const pick = (at: number): boolean => use([...document.querySelectorAll<HTMLElement>(".item-form .choice input")][at]);

/**
 * Answers with the part of the question at a number: an option, a place, a step to add, or a menu. A statement is
 * answered Yes, and No when it was Yes.
 */
function answer(at: number): boolean {
  const part = [...document.querySelectorAll<HTMLElement>(".item-form [data-answer]")][at];
  const line = part?.querySelector("textarea");
  if (line) {
    line.focus();
    return true;
  }
  const radios = [...(part?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  return use(radios.length > 0 ? radios.find(({ checked }) => !checked) : part);
}

/** The single keys that answer the question on screen: letters pick an option, numbers answer a part. */
export const answerKeys: Record<string, () => boolean> = {
  ...Object.fromEntries(answerLetters.map((letter, at) => [letter, () => pick(at)])),
  ...Object.fromEntries(digits.map((digit, at) => [digit, () => answer(at)])),
};

/** Picks the sixth option; false when there is none, so that the key can do something else. */
export const pickSixth = (): boolean => pick(flagKey);

/** Whether a question has an option that the key F selects, so that F doesn't flag it. */
export const hasSixth = (item: ScoredItem): boolean => "options" in item && item.options.length > flagKey;

/** What a number key does, by type of question. */
export const answerHints: Record<ScoredItem["type"], string> = {
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
