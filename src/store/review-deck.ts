import { restingCards, withheldItems } from "../assessment/assigned-feedback.ts";
import { bodyFor } from "../assessment/body-for.ts";
import { cardIdOf, factCardId } from "../assessment/item-id.ts";
import type { CompiledItem, Profile } from "../assessment/item.ts";
import { plainText } from "../assessment/plain-text.ts";
import type { BankItem, FactIndex } from "../content/content.ts";
import { loadFactIndex, loadFamilies, loadItems } from "../content/course.ts";
import type { FamilySummary } from "../content/family.ts";
import type { Progress } from "../progress/progress.ts";
import type { Settings } from "../progress/rows.ts";
import type { CardMark, MemoryCard } from "../review/card.ts";
import { dueAt } from "../review/due.ts";
import { reviewQueue, type AskableCard, type ReviewDay, type ReviewQueue } from "../review/queue.ts";
import { readReviewDay } from "./review-day.ts";

/** Something that can be reviewed. */
export interface DeckCard {
  id: string;
  kind: "question" | "family" | "fact";
  title: string;
  objective?: string;
  /** What is remembered of it; absent for a fact that was added and not asked yet. */
  card?: MemoryCard;
  /** When it's asked next, in milliseconds since the epoch; absent while it's new. */
  due?: number;
  isSuspended: boolean;
}

/** What makeDeck joins besides what can be asked. */
interface Known {
  memory: readonly MemoryCard[];
  marks: readonly CardMark[];
  /** Ids of the questions that an assignment withholds for now. */
  withheld: ReadonlySet<string>;
}

/** Everything that can be reviewed, with the queue of today. */
export interface Deck {
  cards: DeckCard[];
  askable: AskableCard[];
  /** Facts that were added and not asked yet, in the order in which they come. */
  newFacts: string[];
  today: ReviewDay;
  /** Ids of the questions that an assignment withholds: they are listed, but not asked. */
  withheld: ReadonlySet<string>;
  queue: ReviewQueue;
}

/** What can be asked, by the id of its card. */
export interface Catalog {
  subjects: ReadonlyMap<string, Pick<DeckCard, "kind" | "title" | "objective">>;
  /** Shares of the objectives in the bank, whose counts follow the blueprint. */
  weights: ReadonlyMap<string, number>;
}

/** Weighs objectives by how many questions of forms they have, against an average of 1. */
export function objectiveWeights(bank: readonly CompiledItem[]): Map<string, number> {
  const scored = bank.filter(({ type, pool }) => type !== "reveal" && pool === undefined);
  const counts = new Map<string, number>();
  for (const { objective } of scored) counts.set(objective, (counts.get(objective) ?? 0) + 1);
  const mean = scored.length / Math.max(1, counts.size);
  return new Map([...counts].map(([objective, count]) => [objective, count / mean]));
}

/** Lists what can be asked under a profile. */
export function makeCatalog(
  bank: readonly BankItem[],
  families: readonly FamilySummary[],
  facts: FactIndex,
  profile: Profile,
): Catalog {
  const live = bank.filter(({ status }) => status === "live");
  const questions = live.flatMap((item) => {
    const body = bodyFor(item, profile);
    const subject = { kind: "question" as const, title: plainText(body?.stem ?? ""), objective: item.objective };
    return body ? [[cardIdOf(item.id), subject] as const] : [];
  });
  const asked = families.filter(({ variants }) => variants.length > 0);
  return {
    subjects: new Map<string, Pick<DeckCard, "kind" | "title" | "objective">>([
      ...questions,
      ...asked.map(
        ({ id, title, objective }) => [`family/${id}`, { kind: "family" as const, title, objective }] as const,
      ),
      ...facts.flatMap(({ rows }) =>
        rows.map(({ id, label }) => [factCardId(id), { kind: "fact" as const, title: label }] as const),
      ),
    ]),
    weights: objectiveWeights(live),
  };
}

/** Joins what is remembered, the learner's marks and what can be asked. A fact takes part once it was added. */
export function makeDeck({ subjects, weights }: Catalog, { memory, marks, withheld }: Known, today: ReviewDay): Deck {
  const markOf = new Map(marks.map((mark) => [mark.cardId, mark]));
  const cardOf = new Map(memory.map((card) => [card.id, card]));
  const added = marks.filter(({ cardId }) => cardId.startsWith("fact/")).toSorted(byTime);
  const ids = new Set([...memory.map(({ id }) => id), ...added.map(({ cardId }) => cardId)]);
  const cards = [...ids].flatMap((id): DeckCard[] => {
    const subject = subjects.get(id);
    const card = cardOf.get(id);
    if (!subject) return [];
    const isSuspended = markOf.get(id)?.isSuspended ?? false;
    return [{ id, ...subject, ...(card && { card, due: dueAt(card, today) }), isSuspended }];
  });
  const resting = restingCards(withheld);
  const active = cards.filter(({ id, isSuspended }) => !isSuspended && !resting.has(id));
  const askable = active.flatMap(({ card, objective }): AskableCard[] =>
    card ? [{ card, weight: weights.get(objective ?? "") ?? 1 }] : [],
  );
  const newFacts = active.filter(({ card }) => !card).map(({ id }) => id);
  return { cards, askable, newFacts, today, withheld, queue: reviewQueue(askable, newFacts, today) };
}

const byTime = (a: CardMark, b: CardMark): number => a.changedAt - b.changedAt || (a.cardId < b.cardId ? -1 : 1);

/** Reads everything that can be reviewed, and works out the queue of today. */
export async function loadDeck(progress: Progress, settings: Settings, now: number): Promise<Deck> {
  const [bank, families, facts, memory, marks, attempts, today] = await Promise.all([
    loadItems(),
    loadFamilies(),
    loadFactIndex(),
    progress.cards(),
    progress.cardMarks(),
    progress.attempts(),
    readReviewDay(progress, settings, now),
  ]);
  return makeDeck(
    makeCatalog(bank, families, facts, settings.profile),
    { memory, marks, withheld: withheldItems(attempts, now) },
    today,
  );
}
