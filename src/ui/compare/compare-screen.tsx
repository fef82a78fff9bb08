import { useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import { Link } from "../shared/link.tsx";
import type { Comparison } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";
import { useStore } from "../shared/use-store.tsx";
import { Matrix } from "./matrix.tsx";
import { pickTier } from "./pick-tier.ts";
import { countMarks, recallCell } from "./recall.ts";
import { TierPicker } from "./tier-picker.tsx";
import { useRecall, type Recall } from "./use-recall.ts";
import { useView, type Rows, type View } from "./use-view.ts";
import "./compare.css";
import { Status } from "../shared/status.tsx";
import { Group } from "../shared/group.tsx";

function rowsToShow({ groups }: Comparison, rows: Rows, profile: Profile): Comparison["groups"] {
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter((row) => rows === "all" || (rows === "columns" ? row.differs[profile] : row.disputed)),
    }))
    .filter((group) => group.rows.length > 0);
}

/** How far recall is, and the ways to repeat it. */
function RecallLine({ keys, recall }: { keys: string[]; recall: Recall }) {
  const { cells, graded, missed } = countMarks(keys, recall.markOf);
  const openKeys = keys.filter((key) => recall.stateOf(key) !== "hidden");
  const shownMissed = openKeys.filter((key) => recall.stateOf(key) === "missed");
  return (
    <>
      Say each value, then select its cell and grade yourself. {graded} of {cells} graded, {missed} missed.{" "}
      {shownMissed.length > 0 && (
        <button type="button" className="btn quiet small" onClick={() => recall.hide(shownMissed)}>
          Retest {shownMissed.length} missed
        </button>
      )}
      {openKeys.length > 0 && (
        <button type="button" className="btn quiet small" onClick={() => recall.hide(openKeys)}>
          Hide all again
        </button>
      )}
    </>
  );
}

/** One comparison: the table with its filters, recall mode and, for the tiers, the picker. */
export function CompareScreen({ comparison }: { comparison: Comparison }) {
  const profile = useStore((state) => state.settings.profile);
  const [view, changeView] = useView();
  const recall = useRecall();
  const [needs, setNeeds] = useState<ReadonlySet<string>>(new Set());
  const rows = comparison.groups.flatMap((group) => group.rows);
  const groups = rowsToShow(comparison, view.rows, profile);
  const visibleRows = groups.flatMap((group) => group.rows);
  const keys = visibleRows.flatMap((row) =>
    comparison.columns.flatMap(({ id }) => recallCell(comparison, row, id, profile)?.key ?? []),
  );
  const isTiers = comparison.needs.length > 0;
  const chosenNeeds = comparison.needs.filter(({ id }) => needs.has(id));
  const picked = chosenNeeds.length > 0 ? pickTier(chosenNeeds, profile) : undefined;
  const chip = (title: string, isOn: boolean, change: Partial<View>) => (
    <button type="button" className="chip" aria-pressed={isOn} onClick={() => changeView(change)}>
      {title}
    </button>
  );
  const filter = (value: Rows, title: string) => chip(title, view.rows === value, { rows: value });

  return (
    <div className={isTiers ? "wide with-picker" : "wide"}>
      <header>
        <p className="crumb">
          <Link to="/compare/">Compare</Link>
        </p>
        <h1 tabIndex={-1}>{comparison.title}</h1>
        <p className="muted" dangerouslySetInnerHTML={{ __html: withRoot(comparison.lead) }} />
        <Group className="filters" aria-label="What to show">
          {filter("all", "All rows")}
          {filter("columns", isTiers ? "Only where tiers differ" : "Only differences")}
          {rows.some((row) => row.disputed) && filter("profiles", "Only where Azure differs")}
          {chip("Hide and recall", view.recall, { recall: !view.recall })}
          <Link className="chip" to={`/practice/#table-${comparison.id}`}>
            Test me on this table
          </Link>
          {isTiers && (
            <a className="chip to-picker" href="#picker">
              Find a tier
            </a>
          )}
        </Group>
        <Status className="small muted">
          {view.rows !== "all" && `${visibleRows.length} of ${rows.length} rows. `}
          {view.recall && <RecallLine keys={keys} recall={recall} />}
        </Status>
      </header>
      <div>
        {visibleRows.length === 0 ? (
          <p className="muted">No row differs here. Select “All rows” to see the table.</p>
        ) : (
          <Matrix
            comparison={comparison}
            groups={groups}
            otherColumn={isTiers}
            recall={view.recall ? recall : null}
            profile={profile}
            picked={picked?.sku}
          />
        )}
        {comparison.section && (
          <p className="small">
            <Link to={comparison.section.href}>In the chapter: {comparison.section.title}</Link>
          </p>
        )}
      </div>
      {isTiers && (
        <TierPicker needs={comparison.needs} profile={profile} chosen={needs} picked={picked} onChoose={setNeeds} />
      )}
    </div>
  );
}
