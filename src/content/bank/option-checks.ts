import { bodiesOf, type Bank, type BankEntry, type Body } from "./bank.ts";
import { findingAt, findingIn, shareText, type BankCheck, type Finding } from "./bank-check.ts";

const folder = "content/items/acr";

interface OptionBody {
  entry: BankEntry;
  body: Body;
  options: NonNullable<Body["options"]>;
}

const optionBodies = ({ entries }: Bank): OptionBody[] =>
  entries
    .filter(({ item }) => item.type === "single" || item.type === "choose")
    .flatMap((entry) => bodiesOf(entry.item).map((body) => ({ entry, body, options: body.options ?? [] })));

/** At least two wrong options are right for another stem, or one where there are only two. */
export const rightForAnotherStem: BankCheck = (bank) => {
  const bodies = optionBodies(bank);
  const findings = bodies.flatMap(({ entry, options }): Finding[] => {
    const wrong = options.filter(({ correct }) => !correct);
    const named = wrong.filter(({ rightIf }) => rightIf !== undefined).length;
    return named >= Math.min(2, wrong.length) ? [] : [findingAt(entry, `${named} wrong options have a rightIf`)];
  });
  const maximumWords = 80;
  for (const { entry, options } of bodies) {
    for (const { id, rightIf } of options) {
      const words = rightIf?.split(/\s+/).length ?? 0;
      if (words > maximumWords) findings.push(findingAt(entry, `the rightIf of ${id} has ${words} words`));
    }
  }
  return {
    title: "At least two wrong options of each question are right for another stem",
    figure: shareText(bodies.length - new Set(findings.map(({ message }) => message)).size, bodies.length),
    findings,
  };
};

/** The key is the longest option in at most a third of the single-choice items. */
export const longestIsKey: BankCheck = (bank) => {
  const bodies = optionBodies(bank).filter(({ entry }) => entry.item.type === "single");
  const tells = bodies.filter(({ options }) => {
    const [first, second] = options.toSorted((a, b) => b.text.length - a.text.length);
    return first?.correct === true && first.text.length > (second?.text.length ?? 0);
  });
  return {
    title: "The key is the longest option in at most a third of the single-choice questions",
    figure: shareText(tells.length, bodies.length),
    findings:
      tells.length > bodies.length / 3
        ? [findingIn(folder, `the key is the longest option of ${tells.map(({ entry }) => entry.item.id).join(", ")}`)]
        : [],
  };
};

const absolutes = /\b(always|never|only|every|all|any|none|must)\b/i;

/** An absolute word isn't in wrong options alone, where it would give them away. */
export const absoluteWords: BankCheck = (bank) => {
  const bodies = optionBodies(bank);
  const tells = bodies.filter(({ options }) => {
    const wrong = options.filter(({ correct, text }) => !correct && absolutes.test(text)).length;
    return wrong >= 2 && !options.some(({ correct, text }) => correct && absolutes.test(text));
  });
  return {
    title: "Absolute words don't give wrong options away",
    figure: shareText(tells.length, bodies.length),
    findings: tells.map(({ entry }) => findingAt(entry, "two wrong options and no right one use an absolute word")),
  };
};

const common = new Set(
  "about after again against another because before between could every first itself other should since still their there these those through under until where which while would image images registry azure container repository".split(
    " ",
  ),
);
const wordsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[a-z]{5,}/g) ?? []).filter((word) => !common.has(word)));

/** A word of the stem isn't repeated in the key alone of all options. */
export const repeatedWords: BankCheck = (bank) => {
  const bodies = optionBodies(bank).filter(({ entry }) => entry.item.type === "single");
  const tells = bodies.flatMap(({ entry, body, options }) => {
    const stem = wordsOf(body.stem ?? "");
    const key = options.find(({ correct }) => correct);
    const others = new Set(options.filter(({ correct }) => !correct).flatMap(({ text }) => [...wordsOf(text)]));
    // What names a wrong option by a word of the stem balances the cue.
    const cues = [...wordsOf(key?.text ?? "")].filter((word) => stem.has(word) && !others.has(word));
    const balanced = options.some(
      (option) =>
        !option.correct &&
        [...wordsOf(option.text)].some((word) => stem.has(word) && !wordsOf(key?.text ?? "").has(word)),
    );
    return cues.length > 0 && !balanced ? [{ entry, cues }] : [];
  });
  return {
    title: "A word of the stem isn't repeated in the key alone, in at least 95% of the questions",
    figure: shareText(tells.length, bodies.length),
    findings:
      tells.length > 0.05 * bodies.length
        ? tells.map(({ entry, cues }) => findingAt(entry, `only the key repeats ${cues.join(", ")} from the stem`))
        : [],
  };
};
