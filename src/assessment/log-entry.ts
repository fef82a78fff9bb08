import type { Bloom, Confidence, ItemType, Profile, Response, RevealItem, ScoredItem, SelfMark } from "./item.ts";
import { cardIdOf } from "./item-id.ts";
import { chosenMisconceptions, offeredMisconceptions } from "./chosen-misconceptions.ts";

/** How well something was remembered, in the words of spaced repetition. */
export type Rating = "again" | "hard" | "good" | "easy";

/** Where an answer was given. */
export type LogSource = "practice" | "exam" | "check" | "review" | "reveal" | "lab";

/**
 * One graded answer in the learning log. Mastery, readiness, due dates and misconceptions are all worked out from the log,
 * which is only added to: an answer that the learner takes back is marked.
 */
export interface LogEntry {
  /** Made from what was answered (`attempt/ATTEMPT/ITEM`, `check/ITEM`), so that logging it again changes nothing. */
  id: string;
  /** What was remembered: `item/ID`, `family/ID` for any of its variants, or `fact/KEY`. */
  cardId: string;
  source: LogSource;
  rating: Rating;
  /** Points earned of points available, 0 to 1. */
  share: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** Absent for fact cards, as are version, type and level. */
  itemId?: string;
  version?: number;
  type?: ItemType;
  bloom?: Bloom;
  /** Absent where a fact belongs to no objective. */
  objective?: string;
  profile?: Profile;
  confidence?: Confidence;
  /** Whether the hint was opened before the answer was checked. */
  hinted?: boolean;
  /** How long the question was on screen. */
  seconds?: number;
  /** Codes of the wrong ideas that the answer held. */
  misconceptions?: string[];
  /** Codes of the wrong ideas that the question offers and a fully right answer left aside. */
  refuted?: string[];
  /** When the learner took it back; it then counts for nothing. */
  undoneAt?: number;
}

/** What the log needs to know of an answer to an item. */
export interface GradedAnswer {
  /** Id of the entry. */
  id: string;
  source: LogSource;
  response: Response | undefined;
  earned: number;
  maximum: number;
  at: number;
  confidence?: Confidence | undefined;
  hinted?: boolean | undefined;
  seconds?: number | undefined;
}

const ratingOfRight: Record<Confidence, Rating> = { guess: "hard", think: "good", certain: "easy" };

/** Grades for the scheduler: anything but full points is forgotten; how sure the learner was tells the rest. */
export const ratingOf = (share: number, confidence: Confidence | undefined): Rating =>
  share < 1 ? "again" : ratingOfRight[confidence ?? "think"];

/** Makes the entry that an answered item leaves in the log. */
export function logEntryOf(item: ScoredItem, answer: GradedAnswer): LogEntry {
  const share = answer.maximum === 0 ? 0 : answer.earned / answer.maximum;
  const misconceptions = chosenMisconceptions(item, answer.response);
  const refuted = share === 1 ? offeredMisconceptions(item) : [];
  return {
    id: answer.id,
    cardId: cardIdOf(item.id),
    source: answer.source,
    rating: ratingOf(share, answer.confidence),
    share,
    at: answer.at,
    itemId: item.id,
    version: item.version,
    type: item.type,
    bloom: item.bloom,
    objective: item.objective,
    profile: item.askedUnder,
    ...(answer.confidence !== undefined && { confidence: answer.confidence }),
    ...(answer.hinted && { hinted: true }),
    ...(answer.seconds !== undefined && { seconds: answer.seconds }),
    ...(misconceptions.length > 0 && { misconceptions }),
    ...(refuted.length > 0 && { refuted }),
  };
}

const ratingOfMark: Record<SelfMark, Rating> = { missed: "again", partly: "hard", got: "good" };
const shareOfMark: Record<SelfMark, number> = { missed: 0, partly: 0.5, got: 1 };

/** What the log needs to know of a reveal card. */
export type RevealBody = Pick<RevealItem, "id" | "version" | "objective" | "bloom" | "askedUnder">;

const revealFields = ({ id, version, objective, bloom, askedUnder }: RevealBody) => ({
  itemId: id,
  version,
  type: "reveal" as const,
  bloom,
  objective,
  profile: askedUnder,
});

/** Returns the log's entry for a reveal card that the learner graded. */
export const revealEntryOf = (item: RevealBody, mark: SelfMark, at: number): LogEntry => ({
  id: `reveal/${item.id}/${at}`,
  cardId: cardIdOf(item.id),
  source: "reveal",
  rating: ratingOfMark[mark],
  share: shareOfMark[mark],
  at,
  ...revealFields(item),
});

/** Returns the log's entry for a card that the learner graded in a review: a fact, or the reveal card `item`. */
export const selfGradedEntry = (
  answer: Pick<LogEntry, "id" | "cardId" | "rating" | "at" | "seconds">,
  item?: RevealBody,
): LogEntry => ({
  ...answer,
  source: "review",
  share: answer.rating === "again" ? 0 : 1,
  ...(item && revealFields(item)),
});
