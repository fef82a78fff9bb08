import { withheldItems } from "../assessment/assigned-feedback.ts";
import { asAttemptItems } from "../assessment/assemble.ts";
import { factCardId } from "../assessment/item-id.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { RevealItem, ScoredItem } from "../assessment/item.ts";
import { seenItems } from "../assessment/seen.ts";
import { inOrder, shownOrder } from "../assessment/shuffle.ts";
import type { BankItem, FactRow } from "../content/content.ts";
import { loadFacts, loadFamilyVariants, loadItems, loadItemVersions } from "../content/course.ts";
import type { Progress } from "../progress/progress.ts";
import type { ReviewRow, Settings } from "../progress/rows.ts";
import { chooseVariant } from "../review/choose-variant.ts";
import type { QueuedCard } from "../review/queue.ts";
import type { MemoryCard } from "../review/card.ts";

/** What a review shows. */
export type Subject =
  { kind: "question"; item: ScoredItem } | { kind: "reveal"; item: RevealItem } | { kind: "fact"; fact: FactRow };

/** Chooses the question that a card asks: its item, or a fresh variant of its family. Undefined for facts. */
async function questionOf(
  cardId: string,
  { profile }: Settings,
  progress: Progress,
  now: number,
  seed: string,
): Promise<BankItem | undefined> {
  const [, kind, id = ""] = /^(\w+)\/(.+)$/.exec(cardId) ?? [];
  if (kind === "item") return (await loadItems()).find((item) => item.id === id);
  if (kind !== "family") return undefined;
  const [variants, attempts, checks, log] = await Promise.all([
    loadFamilyVariants(id),
    progress.attempts(),
    progress.checks(),
    progress.log({ cardId }),
  ]);
  const seen = seenItems(attempts, checks);
  for (const { itemId = "", at } of log) seen.set(itemId, Math.max(at, seen.get(itemId) ?? 0));
  const withheld = withheldItems(attempts, now);
  const askable = variants?.filter(({ id: itemId }) => !withheld.has(itemId));
  return chooseVariant(askable ?? [], { profile, seen, now, seed });
}

/** Makes the review of a card, with the question that it asks. The card's own count is the seed, so that two tabs choose alike. */
export async function planReview(
  queued: QueuedCard,
  card: MemoryCard | undefined,
  origin: { id: string; now: number; settings: Settings; progress: Progress },
): Promise<ReviewRow> {
  const { id, now, settings, progress } = origin;
  const { cardId, reason, due, recall } = queued;
  const seed = `${cardId}/${card?.reviews ?? 0}`;
  const question = await questionOf(cardId, settings, progress, now, seed);
  const [item] = question ? asAttemptItems([question], { profile: settings.profile, seed }) : [];
  return {
    id: `review/${id}`,
    cardId,
    ...(item && { item }),
    reason,
    ...(due !== undefined && { due }),
    ...(card && { lastAt: card.lastAt }),
    ...(recall !== undefined && { recall }),
    startedAt: now,
  };
}

/** Makes the review that asks again what an answer was to, the same variant of a family too. */
export async function planAgain(
  { cardId, itemId, version, profile }: LogEntry,
  known: { queued: QueuedCard | undefined; card: MemoryCard | undefined },
  { id, now }: { id: string; now: number },
): Promise<ReviewRow> {
  const { card, queued } = known;
  const asked = itemId !== undefined && version !== undefined && profile !== undefined;
  const [body] = asked ? await loadItemVersions([{ itemId, version, profile }]) : [];
  const seed = `${cardId}/${card?.reviews ?? 0}`;
  return {
    id: `review/${id}`,
    cardId,
    ...(asked && body && { item: { itemId, version, profile, order: shownOrder(body, seed) } }),
    reason: queued?.reason ?? (card ? "due" : "new"),
    ...(queued?.due !== undefined && { due: queued.due }),
    ...(card && { lastAt: card.lastAt }),
    ...(queued?.recall !== undefined && { recall: queued.recall }),
    startedAt: now,
  };
}

/** Loads what a review shows; undefined when its body or its fact is gone. */
export async function loadSubject({ cardId, item }: ReviewRow): Promise<Subject | undefined> {
  if (!item) {
    const fact = (await loadFacts()).find(({ id }) => factCardId(id) === cardId);
    return fact && { kind: "fact", fact };
  }
  const [body] = await loadItemVersions([item]);
  if (!body) return undefined;
  return body.type === "reveal"
    ? { kind: "reveal", item: body }
    : { kind: "question", item: inOrder(body, item.order) };
}
