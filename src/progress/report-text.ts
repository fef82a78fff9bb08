import { describeAnswer } from "../assessment/describe-response.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { plainText } from "../assessment/plain-text.ts";
import type { ItemReport } from "./rows.ts";

/** A report with the question that it is about; without a body where none was kept. */
export interface ReportedItem {
  report: ItemReport;
  item: ScoredItem | undefined;
}

/** The reports as the author reads them by program. */
export interface ReportFile {
  format: "drydock-reports";
  version: 1;
  savedAt: string;
  reports: (ItemReport & { stem?: string; answer?: string[] })[];
}

const byTime = (a: ReportedItem, b: ReportedItem): number => a.report.at - b.report.at;

const answerOf = ({ report, item }: ReportedItem): string[] =>
  item && report.response ? describeAnswer(item, report.response).map(plainText) : [];

/** Makes the file of all reports, oldest first, with each question and answer in words. */
export const reportFile = (reported: readonly ReportedItem[], savedAt: Date): ReportFile => ({
  format: "drydock-reports",
  version: 1,
  savedAt: savedAt.toISOString(),
  reports: reported.toSorted(byTime).map(({ report, item }) => ({
    ...report,
    ...(item && { stem: plainText(item.stem), answer: answerOf({ report, item }) }),
  })),
});

/** Writes all reports as text, oldest first: the question, its version and rules, the learner's answer, and what looks wrong. */
export const reportText = (reported: readonly ReportedItem[]): string =>
  reported
    .toSorted(byTime)
    .map(({ report, item }) => {
      const { itemId, version, profile, text, at } = report;
      const answer = answerOf({ report, item });
      return [
        `${itemId}, version ${version}, rules: ${profile}, ${new Date(at).toISOString()}`,
        ...(item ? [`Question: ${plainText(item.stem).replaceAll(/\s+/g, " ")}`] : []),
        ...(answer.length > 0 ? [`Answer: ${answer.join("; ")}`] : []),
        `Report: ${text}`,
        "",
      ].join("\n");
    })
    .join("\n");
