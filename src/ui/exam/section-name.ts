import type { FormSection } from "../../assessment/form-sections.ts";
import type { ScoredItem } from "../../assessment/item.ts";

/** Names a section: by what it's about, where its questions belong together. */
export function sectionName({ kind, start }: FormSection, items: readonly (ScoredItem | undefined)[]): string {
  const first = items[start];
  if (kind === "case") return `Case study: ${first?.case?.title ?? ""}`;
  if (kind === "series") return `Solution series: ${first?.type === "series" ? first.series.title : ""}`;
  return "General questions";
}

/** Tells what comes next, before the learner leaves a section. */
export function nextSectionText({ kind, start, end }: FormSection): string {
  const count = end - start;
  if (kind === "case") return `Next: a case study with ${count} ${count === 1 ? "question" : "questions"}.`;
  if (kind === "series")
    return `Next: ${count} proposed solutions for one situation. Once you go on to the next one, you can’t come back.`;
  return `Next: ${count} general questions.`;
}
