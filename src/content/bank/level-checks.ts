import type { Bank, BankEntry } from "./bank.ts";
import { findingIn, shareText, type BankCheck, type Finding } from "./bank-check.ts";

const folder = "content/items/acr";
const scored = ({ entries }: Bank): BankEntry[] => entries.filter(({ item }) => item.type !== "reveal");

/** At most a quarter of the items ask for recall, and at least 45% for an application or more. */
export const bloomLevels: BankCheck = (bank) => {
  const items = scored(bank);
  const recall = items.filter(({ item }) => item.bloom === "remember").length;
  const applied = items.filter(({ item }) => item.bloom !== "remember" && item.bloom !== "understand").length;
  const findings: Finding[] = [];
  if (recall > 0.25 * items.length) findings.push(findingIn(folder, `too many items ask to remember: ${recall}`));
  if (applied < 0.45 * items.length) findings.push(findingIn(folder, `too few items ask to apply: ${applied}`));
  return {
    title: "At most 25% of the items ask to remember, and at least 45% to apply or more",
    figure: `${shareText(recall, items.length)} remember, ${shareText(applied, items.length)} apply or more`,
    findings,
  };
};

/** Each objective has an item of difficulty 4 or 5, and at most 40% of its items are that hard. */
export const hardItems: BankCheck = (bank) => {
  const items = scored(bank);
  const findings: Finding[] = [];
  let all = 0;
  for (const objective of Object.keys(bank.blueprint.objectives)) {
    const own = items.filter(({ item }) => item.objective === objective);
    const hard = own.filter(({ item }) => item.difficulty >= 4).length;
    all += hard;
    if (hard < 1 || hard > 0.4 * own.length) {
      findings.push(
        findingIn(`${folder}/${objective}.yaml`, `${objective}: ${hard} of ${own.length} items have difficulty 4 or 5`),
      );
    }
  }
  return {
    title: "Each objective has an item of difficulty 4 or 5, and at most 40% of its items are that hard",
    figure: shareText(all, items.length),
    findings,
  };
};
