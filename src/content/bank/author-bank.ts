import type { AuthorBank, AuthorEntry } from "../author.ts";
import { isAsked } from "../family.ts";
import { bodiesOf, readBank, type Bank, type BankEntry } from "./bank.ts";
import { checkBank } from "./check-bank.ts";
import { stemNeighbors } from "./text-checks.ts";

function authorEntries(bank: Bank): AuthorEntry[] {
  const findings = checkBank(bank).flatMap((result) => result.findings.map(({ message }) => message));
  const neighbors = stemNeighbors(bank);
  const compiled = new Map(bank.compiled.items.map((item) => [item.id, item]));
  return bank.entries.flatMap((entry: BankEntry): AuthorEntry[] => {
    const { item, file, line } = entry;
    const compiledItem = compiled.get(item.id);
    if (!compiledItem) return [];
    return [
      {
        item: compiledItem,
        place: `${file}:${line}`,
        rightIf: bodiesOf(item).flatMap(({ options = [] }) =>
          options.flatMap(({ id, rightIf }) => (rightIf === undefined ? [] : [{ option: id, stem: rightIf }])),
        ),
        findings: findings.filter((message) => message.startsWith(`${item.id}: `)),
        neighbors: neighbors.get(item.id) ?? [],
      },
    ];
  });
}

/** Reads the bank below `root` for the author's page; a bank with problems has them instead of entries. */
export function readAuthorBank(root: string): AuthorBank {
  let bank: Bank;
  try {
    bank = readBank(root);
  } catch (error) {
    return { problems: error instanceof Error ? error.message : String(error), entries: [], families: [] };
  }
  const families = bank.compiled.families.map(({ summary, variants }) => ({
    id: summary.id,
    title: summary.title,
    objective: summary.objective,
    variants: variants.filter(isAsked).map((variant): AuthorEntry => ({
      item: variant,
      place: `content/families/acr/${summary.id}.yaml`,
      rightIf: [],
      findings: [],
      neighbors: [],
    })),
  }));
  return { problems: "", entries: authorEntries(bank), families };
}
