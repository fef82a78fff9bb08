import { expect, it } from "vitest";
import type { ItemReport } from "../../src/progress/rows.ts";
import { reportFile, reportText } from "../../src/progress/report-text.ts";
import { single } from "../assessment/some-items.ts";

const report: ItemReport = {
  id: "r1",
  itemId: "sku-1-a",
  version: 3,
  profile: "azure",
  response: { type: "single", option: "c" },
  text: "Option C is right, too.",
  at: Date.UTC(2026, 8, 2),
};
const earlier: ItemReport = { ...report, id: "r0", itemId: "gone", text: "What is a port?", at: Date.UTC(2026, 8, 1) };
const reported = [
  { report, item: single },
  { report: earlier, item: undefined },
];

it("reports are written as text, oldest first, with the question, its version and rules, and the answer", () => {
  expect(reportText(reported)).toBe(
    [
      "gone, version 3, rules: azure, 2026-09-01T00:00:00.000Z",
      "Report: What is a port?",
      "",
      "sku-1-a, version 3, rules: azure, 2026-09-02T00:00:00.000Z",
      "Question: What now?",
      "Answer: Choice c",
      "Report: Option C is right, too.",
      "",
    ].join("\n"),
  );
});

it("reports are saved as a file with its version, each as it was stored and with the question in words", () => {
  expect(reportFile(reported, new Date(Date.UTC(2026, 8, 3)))).toEqual({
    format: "drydock-reports",
    version: 1,
    savedAt: "2026-09-03T00:00:00.000Z",
    reports: [earlier, { ...report, stem: "What now?", answer: ["Choice c"] }],
  });
});
