import type { ReactNode } from "react";
import type { Confidence } from "../../assessment/item.ts";
import type { LogEntry } from "../../assessment/log-entry.ts";
import { percent } from "../shared/percent.ts";
import { calibration, type CalibrationRow } from "./answer-statistics.ts";
import { ChartTable } from "./chart-table.tsx";

const names: Record<Confidence, string> = { guess: "Guess", think: "Think so", certain: "Certain" };
/** The share of points that a well-judged confidence brings about: a guess among four options, and so on. */
const expected: Record<Confidence, number> = { guess: 0.25, think: 0.7, certain: 0.95 };

const height = 160;
const top = 16;
const x = (at: number) => 90 + at * 120;
const y = (share: number) => top + height * (1 - share);

/** A point for each confidence, over a short line where it is when the learner judges well. */
function Plot({ rows }: { rows: readonly CalibrationRow[] }): ReactNode {
  return (
    <svg className="calibration" viewBox="0 0 400 214" aria-hidden="true">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="grid" x1="44" x2="390" y1={y(share)} y2={y(share)} />
          <text x="38" y={y(share) + 5} textAnchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {rows.map(({ confidence, answers, share }, at) => (
        <g key={confidence}>
          <line
            className="target"
            x1={x(at) - 26}
            x2={x(at) + 26}
            y1={y(expected[confidence])}
            y2={y(expected[confidence])}
          />
          {answers > 0 && <circle cx={x(at)} cy={y(share)} r="7" />}
          <text x={x(at)} y={top + height + 28} textAnchor="middle">
            {names[confidence]}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** What stands out, in a sentence. */
function verdict(rows: readonly CalibrationRow[]): string {
  const certain = rows.find(({ confidence }) => confidence === "certain");
  if (!certain || certain.answers < 5)
    return "After a few more answers with a confidence, you see whether you judge well.";
  if (certain.share < 0.85)
    return `When you’re certain, you earn ${percent(certain.share)} of the points. Look again at what you’re sure of.`;
  return `When you’re certain, you earn ${percent(certain.share)} of the points. You can rely on it.`;
}

/** How sure the learner was, compared with how often they were right. */
export function CalibrationSection({ entries }: { entries: readonly LogEntry[] }): ReactNode {
  const rows = calibration(entries);
  const answers = rows.reduce((sum, row) => sum + row.answers, 0);
  return (
    <section className="block" aria-labelledby="calibration-title">
      <h2 id="calibration-title">Confidence</h2>
      {answers === 0 ? (
        <p className="muted">Say how sure you are before you check an answer, and this compares it with the result.</p>
      ) : (
        <>
          <p>{verdict(rows)}</p>
          <p className="muted small">The dots are your answers; the short lines are where good judgment would be.</p>
          <Plot rows={rows} />
          <ChartTable
            title="Confidence and points"
            columns={["Confidence", "Answers", "Points earned"]}
            rows={rows.map((row) => [
              names[row.confidence],
              String(row.answers),
              row.answers === 0 ? "–" : percent(row.share),
            ])}
          />
        </>
      )}
    </section>
  );
}
