import type { Html } from "../../assessment/item.ts";
import type { WalkthroughStep } from "../../content/content.ts";
import { linesOf, readOption } from "./blanks.ts";
import { readCommand, type CommandWords } from "./command-words.ts";

/** The first thing in which what was typed differs from a step's command. */
export type Tip =
  /** Another command was typed. */
  | { kind: "command"; command: string }
  /** An argument has another value; `expected` is left out if the learner has to recall it. */
  | { kind: "differs"; argument: string; typedValue: string; expected?: string; text?: Html }
  | { kind: "missing"; argument: string; text?: Html }
  /** An option that the step doesn't use. */
  | { kind: "extra"; argument: string }
  /** Every argument is there; the difference is elsewhere. */
  | { kind: "result" };

type Step = Pick<WalkthroughStep, "command" | "options" | "spellings">;

/** Options that choose what is printed; they don't decide whether a step is done. */
const printing = new Set(["--output", "-o", "--query", "--yes", "-y"]);

const same = (text: string, other: string): boolean => text.toLowerCase() === other.toLowerCase();

/** A value that differs from one environment to another, such as `$REGISTRY`. */
const varies = (value: string): boolean => value.includes("$");

/** What the step says about an option or a word, and whether the learner has to recall it. */
function explained({ options }: Step, argument: string) {
  return options.find(({ part }) => (readOption(part)?.option ?? part) === argument);
}

function differingOption(step: Step, expected: CommandWords, typed: CommandWords): Tip | undefined {
  const spellings = (option: string): string[] => [option, ...(step.spellings?.[option] ?? [])];
  const valueOf = (option: string): string | undefined => {
    const spelling = spellings(option).find((spelling) => typed.options.has(spelling));
    return spelling === undefined ? undefined : typed.options.get(spelling);
  };
  const expectedOptions = [...expected.options].filter(([option]) => !printing.has(option));
  for (const [argument, value] of expectedOptions) {
    const typedValue = valueOf(argument);
    if (typedValue === undefined || varies(value) || same(typedValue, value)) continue;
    const about = explained(step, argument);
    return {
      kind: "differs",
      argument,
      typedValue,
      ...(!about?.recall && { expected: value }),
      ...(about && { text: about.text }),
    };
  }
  for (const [argument] of expectedOptions) {
    if (valueOf(argument) !== undefined) continue;
    const about = explained(step, argument);
    return { kind: "missing", argument, ...(about && { text: about.text }) };
  }
  const known = new Set(expectedOptions.flatMap(([option]) => spellings(option)));
  const extra = [...typed.options.keys()].find((option) => !known.has(option) && !printing.has(option));
  return extra === undefined ? undefined : { kind: "extra", argument: extra };
}

function differingWord(step: Step, expected: CommandWords, typed: CommandWords): Tip | undefined {
  for (const [at, argument] of expected.words.entries()) {
    const typedValue = typed.words[at];
    if (typedValue !== undefined && same(typedValue, argument)) continue;
    const about = explained(step, argument);
    const text = about && { text: about.text };
    if (typedValue === undefined) return { kind: "missing", argument, ...text };
    return {
      kind: "differs",
      argument: typedValue,
      typedValue,
      ...(!about?.recall && { expected: argument }),
      ...text,
    };
  }
  return undefined;
}

/** Returns what differs first between a step's command and the lines typed for it, of which the last of a kind counts. */
export function tipOf(step: Step, typedLines: readonly string[]): Tip {
  const typed = typedLines.flatMap(linesOf).map(readCommand);
  const pairs = linesOf(step.command)
    .map(readCommand)
    .map((expected) => ({ expected, found: typed.findLast(({ head }) => same(head, expected.head)) }));
  for (const { expected, found } of pairs) if (!found) return { kind: "command", command: expected.head };
  for (const { expected, found } of pairs) {
    const tip = found && (differingWord(step, expected, found) ?? differingOption(step, expected, found));
    if (tip) return tip;
  }
  return { kind: "result" };
}
