import type { Html } from "../../assessment/item.ts";
import type { WalkthroughStep } from "../../content/content.ts";
import { linesOf, readOption } from "./blanks.ts";
import { readCommand, type CommandWords } from "./command-words.ts";

/** The first thing in which what was typed differs from a step's command. */
export type Tip =
  /** Another command was typed. */
  | { kind: "command"; command: string }
  /** An argument has another value; `wanted` is left out if the learner has to recall it. */
  | { kind: "differs"; argument: string; given: string; wanted?: string; text?: Html }
  | { kind: "missing"; argument: string; text?: Html }
  /** An option that the step doesn't use. */
  | { kind: "extra"; argument: string }
  /** Every argument is there; the difference is elsewhere. */
  | { kind: "result" };

type Step = Pick<WalkthroughStep, "command" | "options" | "spellings">;

/** Options that choose what is printed; they don't decide whether a step is done. */
const printing = new Set(["--output", "-o", "--query", "--yes", "-y"]);

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A value that differs from one environment to another, such as `$REGISTRY`. */
const varies = (value: string): boolean => value.includes("$");

/** What the step says about an option or a word, and whether the learner has to recall it. */
function explained({ options }: Step, argument: string) {
  return options.find(({ part }) => (readOption(part)?.option ?? part) === argument);
}

function differingOption(step: Step, wanted: CommandWords, typed: CommandWords): Tip | undefined {
  const spellings = (option: string): string[] => [option, ...(step.spellings?.[option] ?? [])];
  const valueOf = (option: string): string | undefined => {
    const spelling = spellings(option).find((one) => typed.options.has(one));
    return spelling === undefined ? undefined : typed.options.get(spelling);
  };
  const asked = [...wanted.options].filter(([option]) => !printing.has(option));
  for (const [argument, value] of asked) {
    const given = valueOf(argument);
    if (given === undefined || varies(value) || same(given, value)) continue;
    const about = explained(step, argument);
    return {
      kind: "differs",
      argument,
      given,
      ...(!about?.recall && { wanted: value }),
      ...(about && { text: about.text }),
    };
  }
  for (const [argument] of asked) {
    if (valueOf(argument) !== undefined) continue;
    const about = explained(step, argument);
    return { kind: "missing", argument, ...(about && { text: about.text }) };
  }
  const known = new Set(asked.flatMap(([option]) => spellings(option)));
  const extra = [...typed.options.keys()].find((option) => !known.has(option) && !printing.has(option));
  return extra === undefined ? undefined : { kind: "extra", argument: extra };
}

function differingWord(step: Step, wanted: CommandWords, typed: CommandWords): Tip | undefined {
  for (const [at, argument] of wanted.words.entries()) {
    const given = typed.words[at];
    if (given !== undefined && same(given, argument)) continue;
    const about = explained(step, argument);
    const text = about && { text: about.text };
    if (given === undefined) return { kind: "missing", argument, ...text };
    return { kind: "differs", argument: given, given, ...(!about?.recall && { wanted: argument }), ...text };
  }
  return undefined;
}

/** Returns what differs first between a step's command and the lines typed for it, of which the last of a kind counts. */
export function tipOf(step: Step, typedLines: readonly string[]): Tip {
  const typed = typedLines.flatMap(linesOf).map(readCommand);
  const pairs = linesOf(step.command)
    .map(readCommand)
    .map((wanted) => ({ wanted, found: typed.findLast(({ head }) => same(head, wanted.head)) }));
  for (const { wanted, found } of pairs) if (!found) return { kind: "command", command: wanted.head };
  for (const { wanted, found } of pairs) {
    const tip = found && (differingWord(step, wanted, found) ?? differingOption(step, wanted, found));
    if (tip) return tip;
  }
  return { kind: "result" };
}
