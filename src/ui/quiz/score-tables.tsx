import type { ReactNode } from "react";
import type { ItemScore } from "../../assessment/attempt.ts";
import { tally, type ScoreRow } from "../../assessment/attempt-actions.ts";
import type { ItemType, ScoredItem } from "../../assessment/item.ts";
import type { Objective } from "../../content/content.ts";
import { outline } from "../../content/course.ts";
import { typeNames } from "../shared/item/type-names.ts";
import { Link } from "../shared/link.tsx";

function ScoreTable({ title, rows, label }: { title: string; rows: ScoreRow[]; label(row: ScoreRow): ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{title}</span>
            </th>
            <th scope="col">Questions</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{label(row)}</th>
              <td>{row.items}</td>
              <td>
                {row.earned} of {row.maximum}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The sections that teach an objective. */
const sectionsOf = (objective: string) => outline.sections.filter(({ objectives }) => objectives.includes(objective));

/** Points by objective, the weakest first and with the sections to read where points were lost; and by type of question. */
export function ScoreTables({
  scores,
  items,
  objectives,
}: {
  scores: readonly ItemScore[];
  items: ReadonlyMap<string, ScoredItem>;
  objectives: readonly Objective[];
}) {
  const weakestFirst = tally(scores, items, ({ objective }) => objective).toSorted(
    (a, b) => a.share - b.share || b.maximum - a.maximum,
  );
  return (
    <div className="cols">
      <ScoreTable
        title="Weakest objectives first"
        rows={weakestFirst}
        label={({ key, share }) => (
          <>
            {objectives.find(({ id }) => id === key)?.short ?? key}
            {share < 1 && (
              <span className="read small">
                {sectionsOf(key).map(({ id, title }) => (
                  <Link key={id} to={`/learn/${id}/`}>
                    {title}
                  </Link>
                ))}
              </span>
            )}
          </>
        )}
      />
      <ScoreTable
        title="By type"
        rows={tally(scores, items, ({ type }) => type)}
        label={({ key }) => typeNames[key as ItemType]}
      />
    </div>
  );
}
