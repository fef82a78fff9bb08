import { errorText } from "../assessment/error-text.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { showsAnswers } from "../assessment/assigned-feedback.ts";
import { scoreAttempt } from "../assessment/attempt-actions.ts";
import type { Confidence, Response, ScoredItem } from "../assessment/item.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import { blankResponse, isAnswered, scoreItem } from "../assessment/score.ts";
import { attemptEntries } from "./attempt-log.ts";
import { addQuestions, addReturns } from "./plan-practice.ts";
import { createQueue } from "./in-turn.ts";
import type { State } from "./state.ts";

/** The attempt on screen: its answers, its place, and what came of the last write. */
export interface AttemptState {
  /** By item id; null until they are read. Blank ones hold a flag or an opened hint. */
  responses: ReadonlyMap<string, StoredResponse> | null;
  /** Index of the question on screen; null until the learner moves: then the stored place counts. */
  position: number | null;
  saved: boolean;
  /** When an answer was last stored, in milliseconds since the epoch; null when none was since the screen opened. */
  savedAt: number | null;
  /** How many changes are being stored. */
  pending: number;
  /** Why the last write failed; empty when all is well. */
  problem: string;
  /** Reads the answers again, as another tab may have changed them. */
  read(): Promise<void>;
  answer(item: ScoredItem, response: Response): Promise<void>;
  /** Changes the row of a question, which begins blank, and stores it. */
  change(item: ScoredItem, change: (row: StoredResponse) => StoredResponse): Promise<void>;
  setConfidence(item: ScoredItem, confidence: Confidence | undefined): Promise<void>;
  /** Flags the question, or takes the flag off; also before it is answered. */
  flag(item: ScoredItem): Promise<void>;
  /** Remembers that the hint was opened before the answer was checked. */
  openHint(item: ScoredItem): Promise<void>;
  /** Asks for the verdict; does nothing before there is an answer. */
  check(item: ScoredItem): Promise<void>;
  /** Stores a second answer to a question whose first wasn't fully right. */
  answerAgain(item: ScoredItem, response: Response): Promise<void>;
  /** Asks for the verdict on the second answer; it's neither scored nor logged. */
  checkAgain(item: ScoredItem): Promise<void>;
  /** Asks for the key instead of a second answer. */
  showKey(item: ScoredItem): Promise<void>;
  /** Adds questions to an endless practice; tells whether it has more then. A failure is in `problem`. */
  addQuestions(): Promise<"more" | "none" | "failed">;
  /** Adds questions about wrong ideas that were held with certainty, as far as they are missing. */
  addReturns(items: ReadonlyMap<string, ScoredItem>): Promise<void>;
  go(position: number): Promise<void>;
  /** Scores and submits what is stored; true when the attempt is submitted. */
  submit(attempt: Attempt, items: ReadonlyMap<string, ScoredItem>): Promise<boolean>;
}

const textOf = (error: unknown): string => errorText(error);

/** Stored answers, except where the screen already shows a later one whose write is still under way. */
function newest(
  responses: ReadonlyMap<string, StoredResponse> | null,
  stored: readonly StoredResponse[],
): Map<string, StoredResponse> {
  const rows = new Map(responses);
  for (const row of stored) {
    const mine = rows.get(row.itemId);
    if (!mine || mine.answeredAt < row.answeredAt) rows.set(row.itemId, row);
  }
  return rows;
}

/** Creates the store of an attempt that is being answered. Every change is stored on the device at once. */
export function createAttemptStore(app: StoreApi<State>, attempt: Attempt): StoreApi<AttemptState> {
  const { openProgress, now } = app.getState();
  return createStore<AttemptState>()((set, get) => {
    const latest = () => app.getState().snapshot?.attempts.find(({ id }) => id === attempt.id) ?? attempt;
    const place = () => Math.min(get().position ?? attempt.position, latest().items.length - 1);
    const triedReturns = new Set<string>();
    // An answer that takes long to store must not bring back the place that it was given at.
    const inTurn = createQueue();
    const rowOf = (item: ScoredItem) => get().responses?.get(item.id);

    const save = async (
      item: ScoredItem,
      change: (row: StoredResponse) => StoredResponse,
      logged: (row: StoredResponse) => LogEntry[] = () => [],
    ): Promise<void> => {
      const blank = { attemptId: attempt.id, itemId: item.id, response: blankResponse(item), answeredAt: 0 };
      const row = { ...change(rowOf(item) ?? blank), answeredAt: now() };
      set({ responses: new Map(get().responses).set(item.id, row), pending: get().pending + 1 });
      try {
        const isKept = await inTurn(async () => (await openProgress()).saveResponse(row, place(), logged(row)));
        set({
          saved: isKept,
          savedAt: isKept ? row.answeredAt : get().savedAt,
          problem: isKept ? "" : "This attempt was submitted in another tab. Your last answer was not counted.",
        });
      } catch (error) {
        set({ problem: textOf(error) });
      } finally {
        set({ pending: get().pending - 1 });
      }
    };

    return {
      responses: null,
      position: null,
      saved: false,
      savedAt: null,
      pending: 0,
      problem: "",
      read: async () => {
        try {
          const rows = await (await openProgress()).responses(attempt.id);
          set({ responses: newest(get().responses, rows) });
        } catch (error) {
          set({ problem: textOf(error) });
        }
      },
      answer: (item, response) => save(item, (row) => ({ ...row, response })),
      change: save,
      setConfidence: (item, confidence) =>
        save(item, (row) => {
          const { confidence: _, ...rest } = row;
          return confidence ? { ...rest, confidence } : rest;
        }),
      flag: (item) => save(item, (row) => ({ ...row, flagged: !row.flagged })),
      openHint: async (item) => {
        if (!rowOf(item)?.hinted) await save(item, (row) => ({ ...row, hinted: true }));
      },
      check: async (item) => {
        if (!isAnswered(rowOf(item)?.response)) return;
        const entries = (row: StoredResponse) =>
          attemptEntries(attempt, new Map([[item.id, item]]), new Map([[item.id, row]]), [
            scoreItem(item, row.response, { strict: attempt.strict }),
          ]);
        await save(item, (row) => ({ ...row, checkedAt: now() }), entries);
      },
      answerAgain: (item, response) => save(item, (row) => ({ ...row, secondTry: { response } })),
      checkAgain: async (item) => {
        const second = rowOf(item)?.secondTry;
        if (second && isAnswered(second.response))
          await save(item, (row) => ({ ...row, secondTry: { ...second, checkedAt: now() } }));
      },
      showKey: (item) => save(item, (row) => ({ ...row, revealedAt: now() })),
      addQuestions: async () => {
        try {
          return (await addQuestions(app, latest())) ? "more" : "none";
        } catch (error) {
          set({ problem: textOf(error) });
          return "failed";
        }
      },
      addReturns: async (items) => {
        try {
          await addReturns(app, latest(), items, get().responses ?? new Map(), triedReturns);
        } catch (error) {
          set({ problem: textOf(error) });
        }
      },
      go: async (position) => {
        set({ position, saved: false });
        try {
          await inTurn(async () => (await openProgress()).savePosition(attempt.id, position));
        } catch (error) {
          set({ problem: textOf(error) });
        }
      },
      submit: async (current, items) => {
        try {
          const progress = await openProgress();
          // As one task: an answer that is stored in between would count as saved, and not be scored.
          await inTurn(async () => {
            const rows = await progress.responses(attempt.id);
            const scores = scoreAttempt(current, items, rows);
            // Mastery and reviews would show which answers were right, so an assignment's come into the log with its release.
            const entries = showsAnswers(attempt, now())
              ? attemptEntries(attempt, items, new Map(rows.map((row) => [row.itemId, row])), scores)
              : [];
            await progress.submitAttempt(attempt.id, scores, now(), entries);
          });
          return true;
        } catch (error) {
          set({ problem: textOf(error) });
          return false;
        }
      },
    };
  });
}
