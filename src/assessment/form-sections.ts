import type { ScoredItem } from "./item.ts";

/** Questions of a form that belong together: the single ones, a case study, or a solution series. */
export interface FormSection {
  kind: "general" | "case" | "series";
  /** Id of the case study or series. */
  id?: string;
  /** Indexes of its questions in the form: from the first up to, not including, `end`. */
  start: number;
  end: number;
}

const groupOf = (item: ScoredItem | undefined): Pick<FormSection, "kind" | "id"> =>
  item?.type === "series"
    ? { kind: "series", id: item.series.id }
    : item?.case
      ? { kind: "case", id: item.case.id }
      : { kind: "general" };

/** Returns the one section of a form in which every question can be returned to. */
export const oneSection = (questions: number): FormSection[] => [{ kind: "general", start: 0, end: questions }];

/** Returns the sections of a form in its order. A question whose body is gone counts as a single one. */
export function formSections(items: readonly (ScoredItem | undefined)[]): FormSection[] {
  const sections: FormSection[] = [];
  for (const [at, item] of items.entries()) {
    const group = groupOf(item);
    const last = sections.at(-1);
    if (last && last.kind === group.kind && last.id === group.id) last.end = at + 1;
    else sections.push({ ...group, start: at, end: at + 1 });
  }
  return sections;
}

/**
 * Returns whether an exam lets the learner go from one question to another: freely among single questions and within a case
 * study, one step at a time and only forward in a solution series, and from a section only to the start of the next.
 */
export function mayGo(sections: readonly FormSection[], from: number, to: number): boolean {
  const at = sections.findIndex(({ start, end }) => from >= start && from < end);
  const here = sections[at];
  if (!here || from === to) return here !== undefined;
  if (to >= here.start && to < here.end) return here.kind !== "series" || to === from + 1;
  const isLastOfSeries = here.kind !== "series" || from === here.end - 1;
  return isLastOfSeries && to === sections[at + 1]?.start;
}
