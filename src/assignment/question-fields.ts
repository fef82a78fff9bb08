/** What the fields of an own question are called in problems. */
export const fieldNames: Record<string, string> = {
  stem: "The question",
  hint: "The hint",
  options: "Option",
  statements: "Statement",
  steps: "Step",
  targets: "Row",
  tokens: "Answer",
  gaps: "Gap",
  body: "The text with gaps",
  title: "The title",
  columns: "Column",
  rows: "Row",
  places: "Place",
  series: "The series",
  key: "The right order",
};
