import { findingIn, type BankCheck } from "./bank-check.ts";

const folder = "content/families/acr";
/** Fewest variants of one family, and of all together, that can be drawn or are asked in the text. */
const fewest = { each: 20, all: 600 };

/** Families have enough variants that practice doesn't run dry. */
export const familyVariants: BankCheck = ({ compiled }) => {
  const sizes = compiled.families.map(({ summary, variants }) => ({
    id: summary.id,
    count: variants.filter(({ withdrawn, version }) => !withdrawn && version === summary.version).length,
  }));
  const all = sizes.reduce((sum, { count }) => sum + count, 0);
  return {
    title: `Families have ${fewest.each} variants each and ${fewest.all} together`,
    figure: `${all} in ${sizes.length} families`,
    findings: [
      ...sizes
        .filter(({ count }) => count < fewest.each)
        .map(({ id, count }) => findingIn(`${folder}/${id}.yaml`, `has ${count} variants`)),
      ...(all < fewest.all ? [findingIn(folder, `${all} variants in all`)] : []),
    ],
  };
};
