import { bodiesOf, type Bank, type Body } from "./bank.ts";
import { findingAt, findingIn, shareText, type BankCheck, type Finding } from "./bank-check.ts";

const folder = "content/items/acr";

const rationalesOf = ({
  options = [],
  statements = [],
  steps = [],
  targets = [],
  places = [],
  ...body
}: Body): string[] => [
  ...[...options, ...statements, ...steps, ...targets, ...places].map(({ rationale }) => rationale),
  ...(body.gaps ?? []).flatMap(({ choices }) => choices.map(({ rationale }) => rationale)),
  ...(body.rationale === undefined ? [] : [body.rationale]),
];

const normal = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll(/\{\{[^}]*\}\}/g, " fact ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");

/** No three words open more than a tenth of the rationales. */
export const rationaleOpenings: BankCheck = ({ entries }) => {
  const openings = new Map<string, number>();
  let all = 0;
  for (const { item } of entries) {
    const wrong = (item.wrong ?? []).map(({ rationale }) => rationale);
    for (const rationale of [...bodiesOf(item).flatMap(rationalesOf), ...wrong]) {
      const opening = normal(rationale).slice(0, 3).join(" ");
      openings.set(opening, (openings.get(opening) ?? 0) + 1);
      all += 1;
    }
  }
  const [most = "", times = 0] = [...openings].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return {
    title: "No three words open more than 10% of the rationales",
    figure: `${shareText(times, all)} open with “${most}”`,
    findings: times > 0.1 * all ? [findingIn(folder, `${times} rationales open with “${most}”`)] : [],
  };
};

const shingles = (text: string): Set<string> => {
  const words = normal(text);
  return new Set(words.slice(0, -2).map((_, at) => words.slice(at, at + 3).join(" ")));
};

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}

/** Two items with more of their stems in common than this are the same question asked twice. */
const nearDuplicate = 0.5;

/** An item and how much of its stem another one shares, from 0 to 1. */
export interface Neighbor {
  id: string;
  similarity: number;
}

/** Returns, for each item by its id, the items whose stems share the most with its own, the nearest first. */
export function stemNeighbors({ entries }: Pick<Bank, "entries">, limit = 5): Map<string, Neighbor[]> {
  const stems = entries.map(({ item }) => ({
    id: item.id,
    set: shingles(
      bodiesOf(item)
        .map(({ stem }) => stem ?? "")
        .join(" "),
    ),
  }));
  const nearest = (own: (typeof stems)[number]): Neighbor[] =>
    stems
      .filter((other) => other !== own)
      .map(({ id, set }) => ({ id, similarity: similarity(own.set, set) }))
      .toSorted((match, other) => other.similarity - match.similarity)
      .slice(0, limit);
  return new Map(stems.map((stem) => [stem.id, nearest(stem)]));
}

/** No two items ask nearly the same; the proposed solutions of one series are alike on purpose. */
export const nearDuplicates: BankCheck = ({ entries }) => {
  const stems = entries.flatMap((entry) =>
    bodiesOf(entry.item).map(({ stem = "" }) => ({ entry, set: shingles(stem) })),
  );
  const findings: Finding[] = [];
  for (const [at, { entry, set }] of stems.entries()) {
    for (const other of stems.slice(at + 1)) {
      const sameSet = entry.item.series !== undefined && entry.item.series === other.entry.item.series;
      if (other.entry === entry || sameSet || similarity(set, other.set) < nearDuplicate) continue;
      findings.push(findingAt(other.entry, `asks nearly what ${entry.item.id} asks`));
    }
  }
  return {
    title: "No two questions have nearly the same stem",
    figure: `${findings.length} pairs of ${entries.length} questions`,
    findings,
  };
};

const negative = /\b(not|except|isn't|aren't|can't|doesn't|don't)\b[^.?]*\?\s*$/i;

/** A question that looks for the exception says so in bold capitals. */
export const negativeStems: BankCheck = ({ entries }) => {
  const findings = entries.flatMap((entry) =>
    bodiesOf(entry.item)
      .filter(
        ({ stem = "" }) => entry.item.type !== "series" && negative.test(stem.trim()) && !stem.includes("**NOT**"),
      )
      .map(() => findingAt(entry, "the question is negative, and NOT isn't in bold capitals")),
  );
  return {
    title: "A question that looks for the exception says NOT in bold capitals",
    figure: `${findings.length} without it`,
    findings,
  };
};

const vague = /\b(usually|often|sometimes|generally|typically|may be|probably)\b/i;

/** Options don't hedge: a vague word makes an option true of something. */
export const vagueOptions: BankCheck = ({ entries }) => {
  const findings = entries.flatMap((entry) =>
    bodiesOf(entry.item).flatMap((body) =>
      (body.options ?? [])
        .filter(({ text }) => vague.test(text))
        .map(({ id }) => findingAt(entry, `the option ${id} hedges`)),
    ),
  );
  return { title: "No option hedges with a vague word", figure: `${findings.length} that do`, findings };
};
