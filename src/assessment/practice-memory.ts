import { cardIdOf } from "./item-id.ts";
import type { LogEntry } from "./log-entry.ts";
import { dueMisconceptions } from "./misconceptions.ts";
import type { Seen } from "./seen.ts";

/** What practice needs to know of the learner. */
export interface PracticeMemory {
  /** When each question was last seen, answered or not. */
  seen: Seen;
  /** Ids of the questions that an assignment withholds for now. */
  withheld: ReadonlySet<string>;
  /** Ids of the cards that spaced review has due. */
  due: ReadonlySet<string>;
  /** Ids of the cards that were answered wrong, or right only in part, when last asked. */
  missed: ReadonlySet<string>;
  /** Codes of the wrong ideas to ask about again. */
  dueIdeas: ReadonlySet<string>;
  /** How well each objective goes, 0 to 1, by the answers to it; absent without any. */
  strength: ReadonlyMap<string, number>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** How many of the latest answers tell how well an objective goes. */
const latestAnswers = 12;

/** Share of points over the latest answers, drawn to one half while there are few. */
function strengths(entries: readonly LogEntry[]): Map<string, number> {
  const shares = new Map<string, number[]>();
  for (const { objective, share } of entries) {
    if (objective !== undefined)
      shares.set(objective, [...(shares.get(objective) ?? []).slice(1 - latestAnswers), share]);
  }
  return new Map(
    [...shares].map(([objective, list]) => [
      objective,
      (list.reduce((sum, share) => sum + share, 0) + 1) / (list.length + 2),
    ]),
  );
}

/** Collects what practice needs to know from the log, from what was seen, and from the cards that are due. */
export function practiceMemory(
  entries: readonly LogEntry[],
  { seen, withheld, due, now }: Pick<PracticeMemory, "seen" | "withheld" | "due" | "now">,
): PracticeMemory {
  const counted = entries.filter(({ undoneAt }) => undoneAt === undefined).toSorted((a, b) => a.at - b.at);
  const lastSeen = new Map(seen);
  const lastShare = new Map<string, number>();
  for (const { itemId, cardId, share, at } of counted) {
    if (itemId === undefined) continue;
    lastSeen.set(itemId, Math.max(at, lastSeen.get(itemId) ?? 0));
    lastShare.set(cardId, share);
  }
  return {
    seen: lastSeen,
    withheld,
    due,
    missed: new Set([...lastShare].filter(([, share]) => share < 1).map(([cardId]) => cardId)),
    dueIdeas: new Set(dueMisconceptions(counted, now).map(({ code }) => code)),
    strength: strengths(counted),
    now,
  };
}

/** Returns the objective that goes worst of those with an answer; undefined before there is any. */
export const weakestObjective = ({ strength }: Pick<PracticeMemory, "strength">): string | undefined =>
  [...strength].toSorted(([a, first], [b, second]) => first - second || (a < b ? -1 : 1))[0]?.[0];

/** Returns the ids of all cards that were seen: items, and families of which any variant was. */
export const seenCards = (seen: Seen): Set<string> => new Set([...seen.keys()].map(cardIdOf));
