import { errorText } from "../assessment/error-text.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Confidence, Response, ScoredItem } from "../assessment/item.ts";
import { logEntryOf, selfGradedEntry, type LogEntry, type Rating } from "../assessment/log-entry.ts";
import { isAnswered, scoreItem } from "../assessment/score.ts";
import type { Progress } from "../progress/progress.ts";
import type { ReviewRow } from "../progress/rows.ts";
import { nextReviews, type NextReviews } from "../review/next-reviews.ts";
import { lastReview } from "./review-day.ts";
import { loadDeck, type Deck } from "./review-deck.ts";
import { loadSubject, planAgain, planReview, type Subject } from "./review-subject.ts";
import type { State } from "./state.ts";

/** The review on screen. */
export interface ReviewState {
  /** `done`: nothing is left for today. */
  phase: "loading" | "asking" | "done";
  row: ReviewRow | undefined;
  subject: Subject | undefined;
  /** Everything that can be reviewed; null until it was read. */
  deck: Deck | null;
  /** The next day with reviews, once today's are done. */
  next: NextReviews | undefined;
  /** Whether cards that aren't due yet are asked as well, as offered in the last week before the exam. */
  looksAhead: boolean;
  /** Whether a review of today can be taken back. */
  canUndo: boolean;
  /** Why the last read or write failed; empty when all is well. */
  problem: string;
  /** Continues the review under way, or begins the next. */
  open(): Promise<void>;
  /** Takes over what another tab did. */
  follow(): Promise<void>;
  answer(response: Response): Promise<void>;
  setConfidence(confidence: Confidence | undefined): Promise<void>;
  openHint(): Promise<void>;
  /** Grades a question by its result and how sure the learner was. */
  check(): Promise<void>;
  /** Grades a fact or a reveal card as the learner says, and begins the next. */
  grade(rating: Rating): Promise<void>;
  proceed(): Promise<void>;
  /** Takes the last review of today back, and asks it again. */
  undo(): Promise<void>;
  /** Leaves the card on screen out of reviews from now on. */
  suspend(): Promise<void>;
  lookAhead(): Promise<void>;
}

/** A question that was on screen for longer was left lying. In seconds. */
const longestLook = 1800;

const secondsOf = ({ startedAt }: ReviewRow, now: number): { seconds?: number } => {
  const seconds = Math.round((now - startedAt) / 1000);
  return seconds >= 0 && seconds <= longestLook ? { seconds } : {};
};

/** Creates the store of the review screen. Every step is stored on the device at once. */
export function createReviewStore(app: StoreApi<State>): StoreApi<ReviewState> {
  const { openProgress, now, newId } = app.getState();
  return createStore<ReviewState>()((set, get) => {
    const settings = () => app.getState().settings;
    /** Reports a failure instead of throwing it. */
    const attempt = async (work: (progress: Progress) => Promise<void>): Promise<void> => {
      try {
        await work(await openProgress());
        set({ problem: "" });
      } catch (error) {
        set({ problem: errorText(error) });
      }
    };

    const show = async (progress: Progress, row: ReviewRow, deck: Deck | null): Promise<boolean> => {
      const isWithheld = row.item !== undefined && (deck ?? get().deck)?.withheld.has(row.item.itemId);
      const subject = isWithheld ? undefined : await loadSubject(row);
      if (!subject) {
        await progress.endReview(row.id);
        return false;
      }
      const canUndo = (await lastReview(progress, now())) !== undefined;
      set({ phase: "asking", row, subject, canUndo, ...(deck && { deck }) });
      return true;
    };

    /** Begins the review of the first card in the queue that can be shown. */
    const begin = async (progress: Progress): Promise<void> => {
      const deck = await loadDeck(progress, settings(), now());
      const { cards, lookAhead } = deck.queue;
      for (const queued of get().looksAhead ? [...cards, ...lookAhead] : cards) {
        const card = deck.askable.find((known) => known.card.id === queued.cardId)?.card;
        const origin = { id: newId(), now: now(), settings: settings(), progress };
        const row = await progress.beginReview(await planReview(queued, card, origin));
        if (await show(progress, row, deck)) return;
      }
      const canUndo = (await lastReview(progress, now())) !== undefined;
      const next = nextReviews(deck.askable, deck.newFacts, deck.today);
      set({ phase: "done", row: undefined, subject: undefined, deck, next, canUndo });
    };

    /** Shows the review under way, else begins one. */
    const resume = async (progress: Progress): Promise<void> => {
      const row = await progress.review();
      const deck = row && (await loadDeck(progress, settings(), now()));
      const isAskable = deck?.cards.some(({ id, isSuspended }) => id === row?.cardId && !isSuspended);
      if (row && deck && isAskable && (await show(progress, row, deck))) return;
      if (row) await progress.endReview(row.id);
      await begin(progress);
    };

    /** Shows what is entered before it's stored, so that a key right after it finds it. */
    const change = async (fields: { [K in "response" | "confidence" | "hinted"]?: ReviewRow[K] | undefined }) => {
      const { row } = get();
      if (!row || row.gradedAt !== undefined) return;
      const { response, confidence, hinted, ...rest } = row;
      const answer = { response, confidence, hinted, ...fields };
      const entered = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
      set({ row: { ...rest, ...entered } });
      await attempt(async (progress) => {
        if (!(await progress.changeReview(row.id, entered))) await resume(progress);
      });
    };

    /** Stores the grade; another tab may have done so, and then its answer counts. */
    const store = async (progress: Progress, row: ReviewRow, entry: LogEntry): Promise<void> => {
      if (!(await progress.gradeReview(row.id, entry))) return resume(progress);
      set({ row: { ...row, gradedAt: entry.at }, canUndo: true });
    };

    const entryOf = (row: ReviewRow, item: ScoredItem, at: number): LogEntry => {
      const { earned, maximum } = scoreItem(item, row.response);
      const { id, response, confidence, hinted } = row;
      const answer = { id, source: "review" as const, response, earned, maximum, at, confidence, hinted };
      return logEntryOf(item, { ...answer, ...secondsOf(row, at) });
    };

    return {
      phase: "loading",
      row: undefined,
      subject: undefined,
      deck: null,
      next: undefined,
      looksAhead: false,
      canUndo: false,
      problem: "",
      open: () => attempt(resume),
      follow: () =>
        attempt(async (progress) => {
          const stored = await progress.review();
          const { row, phase } = get();
          // A verdict stays until it was read, whatever the other tab asks meanwhile.
          if (row?.gradedAt !== undefined) return;
          const isOurs = stored?.id === row?.id && stored?.gradedAt === undefined;
          if (phase === "asking" && !isOurs && stored) await show(progress, stored, null);
        }),
      answer: (response) => change({ response }),
      setConfidence: (confidence) => change({ confidence }),
      openHint: () => change({ hinted: true }),
      check: () =>
        attempt(async (progress) => {
          const { row, subject } = get();
          if (!row || row.gradedAt !== undefined || subject?.kind !== "question" || !isAnswered(row.response)) return;
          await store(progress, row, entryOf(row, subject.item, now()));
        }),
      grade: (rating) =>
        attempt(async (progress) => {
          const { row, subject } = get();
          if (!row || row.gradedAt !== undefined || !subject || subject.kind === "question") return;
          const at = now();
          const answer = { id: row.id, cardId: row.cardId, rating, at, ...secondsOf(row, at) };
          await store(progress, row, selfGradedEntry(answer, subject.kind === "reveal" ? subject.item : undefined));
          await progress.endReview(row.id);
          await begin(progress);
        }),
      proceed: () =>
        attempt(async (progress) => {
          const { row } = get();
          if (row) await progress.endReview(row.id);
          await begin(progress);
        }),
      undo: () =>
        attempt(async (progress) => {
          const entry = await lastReview(progress, now());
          if (!entry) return;
          await progress.undoEntry(entry.id, now());
          const deck = await loadDeck(progress, settings(), now());
          const card = deck.askable.find((known) => known.card.id === entry.cardId)?.card;
          const queued = deck.queue.cards.find(({ cardId }) => cardId === entry.cardId);
          const planned = await planAgain(entry, { queued, card }, { id: newId(), now: now() });
          const row = await progress.beginReview(planned, { replace: true });
          if (!(await show(progress, row, deck))) await begin(progress);
        }),
      suspend: () =>
        attempt(async (progress) => {
          const { row } = get();
          if (!row) return;
          await progress.markCard({ cardId: row.cardId, isSuspended: true, changedAt: now() });
          await progress.endReview(row.id);
          await begin(progress);
        }),
      lookAhead: () =>
        attempt(async (progress) => {
          set({ looksAhead: true });
          await begin(progress);
        }),
    };
  });
}
