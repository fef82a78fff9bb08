import { cardIdOf, familyOfItem } from "./item-id.ts";
import type { PracticeChoice, PracticeRun, Widening } from "./practice.ts";
import { firstCount } from "./practice.ts";
import { alternate } from "./practice-order.ts";
import type { PracticeMemory } from "./practice-memory.ts";
import { practicePool, type Candidate, type PracticeCourse } from "./practice-pool.ts";
import { shuffle } from "./shuffle.ts";

/** What was drawn, and how far the choice had to be widened for it. */
export interface PracticeDraw {
  candidates: Candidate[];
  /** How many questions the choice fits. */
  fitting: number;
  /** How many questions the source has without filters. */
  inSource: number;
  widened: PracticeRun["widened"];
}

export interface DrawOptions {
  seed: string;
  /** How many to draw; the length of the choice unless more are added to a practice. */
  count?: number;
  /** Ids of the questions that the practice has already. */
  without?: ReadonlySet<string>;
  previous?: Pick<Candidate, "objective" | "type"> | undefined;
}

/** Takes from the lists in turn. */
function inTurn<T>(...lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

interface Ranked {
  candidates: Candidate[];
  worth(candidate: Candidate): number;
}

/**
 * Orders questions by how much they are worth asking: those that offer a wrong idea that is due, due ones, missed ones, then new ones of
 * the bank in turn with variants of families, and what was seen longest ago last.
 */
function byWorth(candidates: readonly Candidate[], memory: PracticeMemory, seed: string): Ranked {
  const { seen, due, missed, dueIdeas } = memory;
  const worths = new Map<string, number>();
  const cards = new Set<string>();
  for (const { id, ideas } of shuffle(candidates, seed)) {
    const card = cardIdOf(id);
    // A family's other variants would only ask the same again.
    const isFirst = !cards.has(card);
    cards.add(card);
    if (isFirst && ideas.some((idea) => dueIdeas.has(idea))) worths.set(id, 4);
    else if (isFirst && due.has(card)) worths.set(id, 3);
    else if (isFirst && missed.has(card)) worths.set(id, 2);
    else worths.set(id, familyOfItem(id) !== undefined || !seen.has(id) ? 1 : 0);
  }
  const worth = ({ id }: Candidate) => worths.get(id) ?? 0;
  const seenAt = ({ id }: Candidate) => seen.get(id) ?? 0;
  const of = (value: number) => shuffle(candidates, seed).filter((candidate) => worth(candidate) === value);
  const [variants, bank] = [true, false].map((isVariant) =>
    of(1).filter(({ id }) => (familyOfItem(id) !== undefined) === isVariant),
  );
  return {
    candidates: [
      ...of(4),
      ...of(3),
      ...of(2),
      ...inTurn(bank ?? [], variants ?? []),
      ...of(0).toSorted((a, b) => seenAt(a) - seenAt(b)),
    ],
    worth,
  };
}

function byObjective(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const lists = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const list = lists.get(candidate.objective);
    if (list) list.push(candidate);
    else lists.set(candidate.objective, [candidate]);
  }
  return lists;
}

/** How much each objective needs practice: the weaker and the more due, the more; never nothing. */
function needOf(candidates: readonly Candidate[], { strength, due, dueIdeas }: PracticeMemory) {
  const dueCards = new Map<string, number>();
  for (const { id, objective, ideas } of candidates) {
    const weight = ideas.some((idea) => dueIdeas.has(idea)) ? 3 : due.has(cardIdOf(id)) ? 1 : 0;
    dueCards.set(objective, Math.max(weight, dueCards.get(objective) ?? 0));
  }
  return (objective: string) => 0.1 + 2 * (1 - (strength.get(objective) ?? 0.5)) + (dueCards.get(objective) ?? 0);
}

/** One of each card, where variants would only repeat it. */
function onePerCard(candidates: readonly Candidate[]): Candidate[] {
  const cards = new Set<string>();
  return candidates.filter(({ id }) => !cards.has(cardIdOf(id)) && cards.add(cardIdOf(id)));
}

/**
 * Draws questions for a practice. The same seed, memory and questions give the same draw. What the choice fits comes before what
 * widening adds, unless they are so few that all of both are asked.
 */
export function drawPractice(
  all: readonly Candidate[],
  choice: PracticeChoice,
  memory: PracticeMemory,
  course: PracticeCourse,
  { seed, count = firstCount(choice.length), without = new Set(), previous }: DrawOptions,
): PracticeDraw {
  const { fitting, inSource, layers } = practicePool(all, choice, memory, course);
  const { kind } = choice.source;
  const taken: Candidate[] = [];
  const dropped: Widening[] = [];
  for (const layer of layers) {
    const wanted = count - taken.length;
    if (wanted <= 0) break;
    const askable = layer.candidates.filter(({ id }) => !without.has(id));
    const ranked = byWorth(askable, memory, seed);
    const list = kind === "due" || kind === "missed" ? onePerCard(ranked.candidates) : ranked.candidates;
    const arranged = alternate(byObjective(list), {
      count: wanted,
      seed,
      neighbors: course.neighbors,
      need: needOf(askable, memory),
      worth: ranked.worth,
      previous: taken.at(-1) ?? previous,
    });
    if (layer.dropped !== undefined && arranged.length > 0) dropped.push(layer.dropped);
    taken.push(...arranged);
  }
  return {
    candidates: taken,
    fitting,
    inSource,
    widened: dropped.length > 0 ? { fitting, dropped } : undefined,
  };
}
