import type { ReactNode } from "react";
import type { LogEntry } from "../../assessment/log-entry.ts";
import { typeNames } from "../shared/item/type-names.ts";
import { timePerQuestion } from "./answer-statistics.ts";
import { ChartTable } from "./chart-table.tsx";

const seconds = (count: number) => `${Math.round(count)} s`;
const rowHeight = 30;
/** Where the bars begin, and how long the longest is. */
const bars = { x: 130, width: 210 };

/** How long questions take, by type. */
export function TimeSection({ entries }: { entries: readonly LogEntry[] }): ReactNode {
  const rows = timePerQuestion(entries);
  const longest = Math.max(1, ...rows.map((row) => row.seconds));
  return (
    <section className="block" aria-labelledby="time-title">
      <h2 id="time-title">Time per question</h2>
      {rows.length === 0 ? (
        <p className="muted">After your next questions, you see here how long each type takes you.</p>
      ) : (
        <>
          <p className="muted small">The median of your latest answers.</p>
          <svg className="bars" viewBox={`0 0 400 ${rows.length * rowHeight}`} aria-hidden="true">
            {rows.map((row, at) => (
              <g key={row.type}>
                <text x="0" y={at * rowHeight + 19}>
                  {typeNames[row.type]}
                </text>
                <rect
                  x={bars.x}
                  y={at * rowHeight + 8}
                  width={Math.max(2, (bars.width * row.seconds) / longest)}
                  height="14"
                />
                <text x={bars.x + 8 + (bars.width * row.seconds) / longest} y={at * rowHeight + 19}>
                  {seconds(row.seconds)}
                </text>
              </g>
            ))}
          </svg>
          <ChartTable
            title="Median time by type"
            columns={["Type", "Answers", "Median"]}
            rows={rows.map((row) => [typeNames[row.type], String(row.answers), seconds(row.seconds)])}
          />
        </>
      )}
    </section>
  );
}
