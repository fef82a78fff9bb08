import type { Attempt, StoredResponse } from "./attempt.ts";
import type { ExamRun } from "./exam-run.ts";
import { mayGo, type FormSection } from "./form-sections.ts";
import type { ScoredItem } from "./item.ts";
import { isAnswered, isComplete } from "./score.ts";

/** Where the learner is in a form whose sections can't be returned to. */
export interface ExamPlace {
  sections: readonly FormSection[];
  /** The section the learner is in. */
  section: FormSection;
  /** Index of the question on screen. */
  at: number;
  /** Ids of the questions, in the order of the form. */
  itemIds: readonly string[];
  locked: ReadonlySet<string>;
  /** Whether a question can be left only for the next one. */
  linear: boolean;
}

/** Returns the place in an exam; a stored position outside the section that is open counts as its nearest question. */
export function placeIn(
  sections: readonly FormSection[],
  { items }: Pick<Attempt, "items">,
  { closedSections, locked, linear = false }: Pick<ExamRun, "closedSections" | "locked" | "linear">,
  position: number,
): ExamPlace {
  const section = sections[Math.min(closedSections, sections.length - 1)] ?? { kind: "general", start: 0, end: 0 };
  const at = Math.max(section.start, Math.min(position, section.end - 1));
  return { sections, section, at, itemIds: items.map(({ itemId }) => itemId), locked: new Set(locked), linear };
}

/** Returns whether the question on screen was seen before a break, so that it can't be answered any more. */
export const isLocked = ({ itemIds, locked }: ExamPlace, at: number): boolean => locked.has(itemIds[at] ?? "");

/** Returns the question after the one on screen, past those that a break has locked. */
function nextUnlocked(place: ExamPlace): number {
  let to = place.at + 1;
  while (isLocked(place, to)) to++;
  return to;
}

/** Returns whether the learner may open a question without leaving the section. */
export function mayOpen(place: ExamPlace, to: number): boolean {
  const { sections, section, at, linear } = place;
  if (linear && to !== nextUnlocked(place)) return false;
  return to >= section.start && to < section.end && mayGo(sections, at, to) && !isLocked(place, to);
}

/** Returns the nearest question after (1) or before (-1) the one on screen that may be opened; undefined when there is none. */
export function neighbor(place: ExamPlace, step: 1 | -1): number | undefined {
  const { section, at } = place;
  for (let to = at + step; to >= section.start && to < section.end; to += step) if (mayOpen(place, to)) return to;
  return undefined;
}

/** Returns whether the section is the last one, so that leaving it is submitting. */
export const isLastSection = ({ sections, section }: ExamPlace): boolean => sections.at(-1) === section;

/** How a question stands, for the review screen and the questions before leaving a section. */
export interface QuestionState {
  /** Index in the form. */
  at: number;
  isAnswered: boolean;
  /** Answered, but not every part of it. */
  isIncomplete: boolean;
  isFlagged: boolean;
  /** Whether it can be opened from where the learner is. */
  mayOpen: boolean;
}

/** Returns how a question of an attempt stands; `at` is its index. */
export function answerState(
  at: number,
  item: ScoredItem | undefined,
  row: StoredResponse | undefined,
): Omit<QuestionState, "mayOpen"> {
  const answered = isAnswered(row?.response);
  return {
    at,
    isAnswered: answered,
    isIncomplete: answered && item !== undefined && !isComplete(item, row?.response),
    isFlagged: row?.flagged ?? false,
  };
}

/** Returns how each question from `start` up to, not including, `end` stands. */
export function questionStates(
  place: ExamPlace,
  items: ReadonlyMap<string, ScoredItem>,
  responses: ReadonlyMap<string, StoredResponse>,
  { start, end }: { start: number; end: number } = { start: 0, end: place.itemIds.length },
): QuestionState[] {
  return place.itemIds.slice(start, end).map((itemId, index) => {
    const at = start + index;
    return {
      ...answerState(at, items.get(itemId), responses.get(itemId)),
      // Where only the next question can be opened, that is done from the one on screen.
      mayOpen: at === place.at || (!place.linear && mayOpen(place, at)),
    };
  });
}
