import { kindOf, type Bank, type ItemKind } from "./bank.ts";
import { findingIn, type BankCheck, type Finding } from "./bank-check.ts";

const folder = "content/items/acr";

/** Counts the entries of each objective and kind. */
export function countCells({ entries }: Pick<Bank, "entries">): Map<string, Map<ItemKind, number>> {
  const cells = new Map<string, Map<ItemKind, number>>();
  for (const { item } of entries) {
    const kinds = cells.get(item.objective) ?? new Map<ItemKind, number>();
    kinds.set(kindOf(item), (kinds.get(kindOf(item)) ?? 0) + 1);
    cells.set(item.objective, kinds);
  }
  return cells;
}

/** Every cell of the blueprint has its number of items: a scored form draws by these numbers. */
export const blueprintCells: BankCheck = (bank) => {
  const cells = countCells(bank);
  const findings: Finding[] = [];
  let filled = 0;
  let total = 0;
  for (const [objective, kinds] of Object.entries(bank.blueprint.objectives)) {
    const found = cells.get(objective) ?? new Map<ItemKind, number>();
    for (const kind of new Set([...Object.keys(kinds), ...found.keys()]) as Set<ItemKind>) {
      if (kind === "reveal") continue;
      const required = kinds[kind] ?? 0;
      const has = found.get(kind) ?? 0;
      total += required;
      filled += Math.min(has, required);
      if (has !== required) {
        findings.push(
          findingIn(`${folder}/${objective}.yaml`, `${objective} has ${has} ${kind} items, not ${required}`),
        );
      }
    }
  }
  const cards = bank.entries.filter(({ item }) => item.type === "reveal").length;
  if (cards !== bank.blueprint.reveal) {
    findings.push(findingIn(`${folder}/REVEAL.yaml`, `there are ${cards} reveal cards, not ${bank.blueprint.reveal}`));
  }
  return {
    title: "Every cell of the blueprint has its items",
    figure: `${filled} of ${total} scored items, ${cards} reveal cards`,
    findings,
  };
};
