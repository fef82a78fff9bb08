import type { DeckCard } from "../../store/review-deck.ts";

/** Which cards to list. */
export interface CardQuery {
  text: string;
  state: "all" | "due" | "suspended";
  /** Empty for all. */
  objective: string;
}

/** Lists the cards that fit, the next due first, then new ones; suspended ones come last. `dayEnd` is when today ends. */
export function findCards(
  cards: readonly DeckCard[],
  { text, state, objective }: CardQuery,
  dayEnd: number,
): DeckCard[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isDue = ({ due, isSuspended }: DeckCard) => !isSuspended && due !== undefined && due < dayEnd;
  const rank = ({ due, isSuspended }: DeckCard) => (isSuspended ? Infinity : (due ?? Number.MAX_VALUE));
  return cards
    .filter(
      (card) =>
        (state === "all" || (state === "due" ? isDue(card) : card.isSuspended)) &&
        (objective === "" || card.objective === objective) &&
        words.every((word) => `${card.title} ${card.id} ${card.objective ?? ""}`.toLowerCase().includes(word)),
    )
    .toSorted((a, b) => {
      const [first, second] = [rank(a), rank(b)];
      return first === second ? a.title.localeCompare(b.title, "en") : first - second;
    });
}
