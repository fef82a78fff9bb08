import type { Attempt, StoredResponse } from "./attempt.ts";
import { chosenMisconceptions } from "./chosen-misconceptions.ts";
import type { ScoredItem } from "./item.ts";
import type { PracticeMemory } from "./practice-memory.ts";
import { mayBeAsked, type Candidate } from "./practice-pool.ts";
import { shuffle } from "./shuffle.ts";

/** How many questions separate a wrong and certain answer from the question that asks about its idea again. */
export const returnGap = 3;

/** A wrong idea to ask about again in the same practice. */
export interface OwedReturn {
  item: ScoredItem;
  /** Codes of the wrong ideas that the answer held. */
  ideas: string[];
}

/** Returns the answers of a practice that were checked, certain and held a wrong idea, and that no question has been added for. */
export function owedReturns(
  attempt: Pick<Attempt, "items" | "practice">,
  items: ReadonlyMap<string, ScoredItem>,
  responses: ReadonlyMap<string, StoredResponse>,
): OwedReturn[] {
  if (!attempt.practice) return [];
  const answered = new Set(attempt.items.map(({ returnFor }) => returnFor));
  return attempt.items.flatMap(({ itemId }) => {
    const item = items.get(itemId);
    const row = responses.get(itemId);
    if (!item || answered.has(itemId) || row?.checkedAt === undefined || row.confidence !== "certain") return [];
    const ideas = chosenMisconceptions(item, row.response);
    return ideas.length > 0 ? [{ item, ideas }] : [];
  });
}

/**
 * Picks the question that asks about a wrong idea again: of the same objective and of another type, and one that offers the idea if there is
 * any. Without another type, another question of the objective that offers the idea; undefined when there is neither.
 */
export function returnCandidate(
  all: readonly Candidate[],
  { item, ideas }: OwedReturn,
  memory: PracticeMemory,
  { seed, without }: { seed: string; without: ReadonlySet<string> },
): Candidate | undefined {
  const { objective, type } = item;
  const askable = shuffle(all, seed).filter(
    (candidate) => candidate.objective === objective && !without.has(candidate.id) && mayBeAsked(candidate, memory),
  );
  const offers = (candidate: Candidate) => ideas.some((idea) => candidate.ideas.includes(idea));
  const isOther = (candidate: Candidate) => candidate.type !== type;
  return (
    askable.find((candidate) => isOther(candidate) && offers(candidate)) ??
    askable.find(isOther) ??
    askable.find(offers)
  );
}

/** Returns the index at which the question about a wrong idea goes: some questions later, or at the end. */
export const returnIndex = (attempt: Pick<Attempt, "items">, itemId: string): number =>
  Math.min(attempt.items.findIndex((item) => item.itemId === itemId) + 1 + returnGap, attempt.items.length);
