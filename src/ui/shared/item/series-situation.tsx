import type { SeriesItem } from "../../../assessment/item.ts";

/** What every screen of a solution series repeats above the proposed solution. */
export function SeriesSituation({ series: { situation, goal } }: Pick<SeriesItem, "series">) {
  return (
    <div className="series">
      <p className="small muted">Situation</p>
      <div dangerouslySetInnerHTML={{ __html: situation }} />
      <p className="small muted">Goal</p>
      <div className="series-goal" dangerouslySetInnerHTML={{ __html: goal }} />
      <p className="small muted">Proposed solution</p>
    </div>
  );
}
