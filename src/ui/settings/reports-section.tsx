import { useEffect, useState } from "react";
import { plainText } from "../../assessment/plain-text.ts";
import type { ItemReport } from "../../progress/rows.ts";
import type { ReportedItem } from "../../progress/report-text.ts";
import { reportedItems } from "../../store/reported-items.ts";
import { download } from "../shared/download.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";

/** The reports on this device with their questions, read again whenever something is stored; null until then. */
function useReports(): ReportedItem[] | null {
  const keep = useStore((state) => state.keep);
  const snapshot = useStore((state) => state.snapshot);
  const [reported, setReported] = useState<ReportedItem[] | null>(null);
  useEffect(() => {
    if (!snapshot) return;
    let current = true;
    void keep(async (progress) => {
      const found = await reportedItems(await progress.reports());
      if (current) setReported(found);
    });
    return () => {
      current = false;
    };
  }, [keep, snapshot]);
  return reported;
}

const dateText = (at: number): string => new Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(at);

/** What the learner reported about questions: read, exported for the author, or deleted. */
export function ReportsSection() {
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  const reported = useReports();
  const [deleted, setDeleted] = useState<ItemReport>();
  const exportAs = async (reports: readonly ReportedItem[], kind: "json" | "txt") => {
    const { reportFile, reportText } = await import("../../progress/report-text.ts");
    if (kind === "json") {
      const file = reportFile(reports, new Date(now()));
      download(`${JSON.stringify(file, null, 2)}\n`, "drydock-reports.json", "application/json");
    } else download(reportText(reports), "drydock-reports.txt", "text/plain");
  };
  const remove = async (report: ItemReport) => {
    if (await keep((progress) => progress.deleteReport(report.id))) setDeleted(report);
  };
  const restore = async (report: ItemReport) => {
    setDeleted(undefined);
    await keep((progress) => progress.saveReport(report));
  };
  return (
    <section className="block" aria-labelledby="reports">
      <h2 id="reports" tabIndex={-1}>
        Question reports
      </h2>
      {reported === null ? (
        <p className="muted">Loading your reports…</p>
      ) : reported.length === 0 ? (
        <p className="muted">
          You haven’t reported any questions. “This looks wrong” below an explanation adds a report here.
        </p>
      ) : (
        <>
          <p className="muted">Nothing is sent. Export the reports and give the file to the author.</p>
          <ul className="rows reports">
            {reported.map(({ report, item }) => (
              <li key={report.id}>
                <span>
                  {report.text}
                  <span className="muted small">
                    {dateText(report.at)},{" "}
                    {item ? (
                      <Link to={`/practice/#item-${report.itemId}`}>{plainText(item.stem)}</Link>
                    ) : (
                      `question ${report.itemId}`
                    )}
                  </span>
                </span>
                <button
                  type="button"
                  className="btn quiet"
                  aria-label={`Delete the report “${report.text}”`}
                  onClick={() => void remove(report)}
                >
                  Delete
                </button>
              </li>
            ))}
          </ul>
          <div className="actions">
            <button type="button" className="btn" onClick={() => void exportAs(reported, "txt")}>
              Export reports as text
            </button>
            <button type="button" className="btn" onClick={() => void exportAs(reported, "json")}>
              Export reports as JSON
            </button>
          </div>
        </>
      )}
      <Status>
        {deleted && (
          <>
            Report deleted.{" "}
            <button type="button" className="btn quiet" onClick={() => void restore(deleted)}>
              Undo
            </button>
          </>
        )}
      </Status>
    </section>
  );
}
