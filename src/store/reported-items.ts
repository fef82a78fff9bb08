import { loadItemVersions } from "../content/course.ts";
import type { ItemReport } from "../progress/rows.ts";
import type { ReportedItem } from "../progress/report-text.ts";

/** Loads the questions of reports in the versions that were reported. */
export async function reportedItems(reports: readonly ItemReport[]): Promise<ReportedItem[]> {
  const bodies = await loadItemVersions(reports);
  return reports.map((report, at) => {
    const body = bodies[at];
    return { report, item: body?.type === "reveal" ? undefined : body };
  });
}
