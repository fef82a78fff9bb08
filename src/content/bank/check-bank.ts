import type { Bank } from "./bank.ts";
import type { BankCheck, CheckResult } from "./bank-check.ts";
import { blueprintCells } from "./blueprint-check.ts";
import { chapterWords } from "./chapter-words.ts";
import { familyVariants } from "./family-check.ts";
import {
  chapterCommands,
  commonMistakes,
  examNumbers,
  misconceptionUses,
  sourcesNamed,
  tiersAndRoles,
  twinBodies,
} from "./coverage-checks.ts";
import { bloomLevels, hardItems } from "./level-checks.ts";
import { readingLevel } from "./reading-level.ts";
import { absoluteWords, longestIsKey, repeatedWords, rightForAnotherStem } from "./option-checks.ts";
import { nearDuplicates, negativeStems, rationaleOpenings, vagueOptions } from "./text-checks.ts";

/** What the bank as a whole must hold, beyond what the compiler checks of each item. */
export const bankChecks: readonly BankCheck[] = [
  blueprintCells,
  bloomLevels,
  hardItems,
  rightForAnotherStem,
  longestIsKey,
  absoluteWords,
  repeatedWords,
  vagueOptions,
  negativeStems,
  nearDuplicates,
  chapterWords,
  readingLevel,
  rationaleOpenings,
  misconceptionUses,
  tiersAndRoles,
  chapterCommands,
  commonMistakes,
  examNumbers,
  sourcesNamed,
  twinBodies,
  familyVariants,
];

/** Runs every check over the bank. */
export const checkBank = (bank: Bank): CheckResult[] => bankChecks.map((check) => check(bank));
