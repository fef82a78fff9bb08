import { skuNames } from "../fact.ts";
import { bodiesOf, type Bank, type BankEntry } from "./bank.ts";
import { findingIn, type BankCheck, type CheckResult, type Finding } from "./bank-check.ts";

const folder = "content/items/acr";
const textOf = ({ item }: BankEntry): string => JSON.stringify(item);
const scored = ({ entries }: Bank): BankEntry[] => entries.filter(({ item }) => item.type !== "reveal");

function counted(title: string, minimum: number, counts: [label: string, count: number][]): CheckResult {
  const missing = counts.filter(([, count]) => count < minimum);
  return {
    title,
    figure: `${counts.length - missing.length} of ${counts.length}`,
    findings: missing.map(([label, count]): Finding => findingIn(folder, `${label}: ${count} of at least ${minimum}`)),
  };
}

/** Every misconception is a wrong answer at least twice, in items or in variants of families. */
export const misconceptionUses: BankCheck = ({ entries, compiled }) => {
  const variants = compiled.families.flatMap((family) => family.variants);
  const texts = [...entries.map(textOf), ...variants.map((variant) => JSON.stringify(variant))];
  const uses = (code: string) =>
    texts.reduce((sum, text) => sum + text.split(`"misconception":"${code}"`).length - 1, 0);
  return counted(
    "Every misconception is a wrong answer at least twice",
    2,
    compiled.misconceptions.map(({ id }) => [id, uses(id)]),
  );
};

/** Every tier and role of the chapter occurs in at least two items. */
export const tiersAndRoles: BankCheck = (bank) => {
  const texts = scored(bank).map(textOf);
  const chapterRoles = bank.compiled.table.roles.filter(({ chapter }) => chapter).map(({ id }) => id);
  const names = [...skuNames, ...chapterRoles];
  return counted(
    "Every tier and every role of the chapter occurs in at least two questions",
    2,
    names.map((name) => [name, texts.filter((text) => text.includes(name)).length]),
  );
};

const citing = (bank: Bank, claim: string): BankEntry[] =>
  scored(bank).filter(({ item }) => item.claims?.includes(claim));
const claimIds = ({ compiled }: Bank, ...prefixes: string[]): string[] =>
  compiled.table.claims.map(({ id }) => id).filter((id) => prefixes.some((prefix) => id.startsWith(prefix)));

/** Every command and step of the chapter is behind at least two items. */
export const chapterCommands: BankCheck = (bank) =>
  counted(
    "Every command of the chapter is behind at least two questions",
    2,
    claimIds(bank, "cmd-").map((claim) => [claim, citing(bank, claim).length]),
  );

/** Each common wrong answer and each mistake pair is asked in at least three types of item. */
export const commonMistakes: BankCheck = (bank) => {
  const texts = scored(bank).map((entry) => ({ item: entry.item, text: textOf(entry) }));
  return counted(
    "Each common wrong answer and each mistake pair is asked in at least three types of question",
    3,
    Object.entries(bank.blueprint.mistakes).map(([claim, codes]) => {
      const asking = texts.filter(
        ({ item, text }) =>
          item.claims?.includes(claim) || codes.some((code) => text.includes(`"misconception":"${code}"`)),
      );
      return [claim, new Set(asking.map(({ item }) => item.type)).size];
    }),
  );
};

/** Each number of the exam list decides at least one item that asks to apply it. */
export const examNumbers: BankCheck = (bank) =>
  counted(
    "Each number for the exam decides at least one question",
    1,
    claimIds(bank, "num-").map((claim) => [
      claim,
      citing(bank, claim).filter(({ item }) => item.bloom !== "remember" && item.bloom !== "understand").length,
    ]),
  );

/** Every item names a source or a claim that has one, and options have misconceptions that exist. */
export const sourcesNamed: BankCheck = (bank) => {
  const items = scored(bank);
  const without = items.filter(({ item }) => (item.sources ?? []).length === 0 && (item.claims ?? []).length === 0);
  return {
    title: "Every question names a source",
    figure: `${items.length - without.length} of ${items.length}`,
    findings: without.map(({ item, file, line }) => ({ file, line, message: `${item.id}: names no source` })),
  };
};

/** Twins have a body and a key for each profile; no other item has. */
export const twinBodies: BankCheck = (bank) => {
  const twins = scored(bank).filter(({ item }) => item.profile === "twin");
  const findings = twins
    .filter(({ item }) => bodiesOf(item).length !== 2 || item.type === "series" || item.case !== undefined)
    .map(({ item, file, line }) => ({ file, line, message: `${item.id}: can't be a twin` }));
  return { title: "No question of a series or a case is a twin", figure: `${twins.length} twins`, findings };
};
