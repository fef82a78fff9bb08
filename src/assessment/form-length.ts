import type { ExamForm } from "./exam-form.ts";

/** Returns how many questions a form has: a case study has five of them, a series shows three. */
export const formLength = ({
  counts,
  either = [],
  caseStudies = 0,
  series = 0,
}: Pick<ExamForm, "counts" | "either" | "caseStudies" | "series">): number =>
  [...Object.values(counts), ...either.map(({ count }) => count)].reduce((sum, count) => sum + count, 0) +
  5 * caseStudies +
  3 * series;
