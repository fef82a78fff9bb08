import type { StoredResponse } from "./attempt.ts";
import type { TextSpan } from "./exam-run.ts";
import type { Confidence, ScoredItem } from "./item.ts";
import { blankResponse } from "./score.ts";
import { toggleSpan } from "./text-spans.ts";

/** What a learner can do with a question besides answering it. None of it is scored. */
export type RowChange = (row: StoredResponse) => StoredResponse;

/** Flags a question, or takes the flag off. */
export const toggleFlag: RowChange = (row) => ({ ...row, flagged: !row.flagged });

/** Strikes an option through, or takes that back. */
export const toggleStrike =
  (optionId: string): RowChange =>
  ({ struck = [], ...row }) => {
    const rest = struck.filter((id) => id !== optionId);
    return { ...row, struck: rest.length < struck.length ? rest : [...struck, optionId] };
  };

/** Sets the note on a question; an empty one deletes it. */
export const setNote =
  (note: string): RowChange =>
  (row) => {
    const { note: _, ...rest } = row;
    return note === "" ? rest : { ...rest, note };
  };

/** Highlights characters of the stem's text, or takes that back. */
export const toggleHighlight =
  (span: TextSpan): RowChange =>
  ({ highlights = [], ...row }) => ({ ...row, highlights: toggleSpan(highlights, span) });

/** Sets how sure the learner is; undefined takes it back. */
export const setConfidence =
  (confidence: Confidence | undefined): RowChange =>
  (row) => {
    const { confidence: _, ...rest } = row;
    return confidence ? { ...rest, confidence } : rest;
  };

/** Takes back the answer, how sure it was, and struck through options. Flag, note and highlights stay. */
export const resetAnswer =
  (item: ScoredItem): RowChange =>
  ({ confidence: _confidence, struck: _struck, ...row }) => ({ ...row, response: blankResponse(item) });
