import { useSingleKeys } from "../shared/use-single-keys.ts";

const letters = [..."abcdefgh"];

/** The option with a letter is chosen as if it had been clicked, so that all its rules hold. */
function pick(at: number): boolean {
  const option = document.querySelectorAll<HTMLInputElement>(".sheet .choice input")[at];
  if (!option || option.disabled) return false;
  option.click();
  option.focus();
  return true;
}

/** The single keys of a quiz: letters choose, N goes on or checks, P goes back, F flags. */
export function QuizKeys({ next, previous, flag }: { next(): unknown; previous(): unknown; flag(): unknown }) {
  useSingleKeys({
    ...Object.fromEntries(letters.map((letter, at) => [letter, () => pick(at)])),
    n: next,
    p: previous,
    // Few items have a sixth option; elsewhere the key is free.
    f: () => pick(5) || flag(),
  });
  return null;
}
