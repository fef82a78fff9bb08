import { useState } from "react";
import { Link } from "../shared/link.tsx";
import type { Comparison } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";
import { useStore } from "../shared/use-store.tsx";
import { Matrix } from "./matrix.tsx";
import { TierPicker, type Picked } from "./tier-picker.tsx";
import "./compare.css";

type Show = "all" | "columns" | "profiles";

/** One comparison: the table with its filters, recall mode and, for the tiers, the picker. */
export function CompareScreen({ comparison }: { comparison: Comparison }) {
  const profile = useStore((state) => state.settings.profile);
  const [show, setShow] = useState<Show>("all");
  const [recall, setRecall] = useState(false);
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [picked, setPicked] = useState<Picked | null>(null);
  const rows = comparison.groups.flatMap((group) => group.rows);
  const groups = comparison.groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter((row) => show === "all" || (show === "columns" ? row.differs[profile] : row.disputed)),
    }))
    .filter((group) => group.rows.length > 0);
  const count = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const isTiers = comparison.needs.length > 0;
  const filter = (value: Show, title: string) => (
    <button type="button" className="chip" aria-pressed={show === value} onClick={() => setShow(value)}>
      {title}
    </button>
  );

  return (
    <div className={isTiers ? "wide with-picker" : "wide"}>
      <header>
        <p className="crumb">
          <Link to="/compare/">Compare</Link>
        </p>
        <h1 tabIndex={-1}>{comparison.title}</h1>
        <p className="muted" dangerouslySetInnerHTML={{ __html: withRoot(comparison.lead) }} />
        <div className="filters" role="group" aria-label="What to show">
          {filter("all", "All rows")}
          {filter("columns", isTiers ? "Only where tiers differ" : "Only differences")}
          {rows.some((row) => row.disputed) && filter("profiles", "Only where Azure differs")}
          <button
            type="button"
            className="chip"
            aria-pressed={recall}
            onClick={() => {
              setRecall(!recall);
              setRevealed(new Set());
            }}
          >
            Hide and recall
          </button>
          <Link className="chip" to={`/practice/#table-${comparison.id}`}>
            Test me on this table
          </Link>
          {isTiers && (
            <a className="chip to-picker" href="#picker">
              Pick by need
            </a>
          )}
        </div>
        <p className="small muted" role="status">
          {show !== "all" && `${count} of ${rows.length} rows. `}
          {recall &&
            `Say each value, then open its cell. ${revealed.size} of ${count * comparison.columns.length} opened. `}
          {recall && revealed.size > 0 && (
            <button type="button" className="btn quiet small" onClick={() => setRevealed(new Set())}>
              Hide all again
            </button>
          )}
        </p>
      </header>
      <div>
        {count === 0 ? (
          <p className="muted">No row differs here. Choose “All rows” to see the table.</p>
        ) : (
          <Matrix
            comparison={comparison}
            groups={groups}
            otherColumn={isTiers}
            recall={recall}
            revealed={revealed}
            onReveal={(cell) => setRevealed(new Set([...revealed, cell]))}
            picked={picked?.sku}
          />
        )}
        {comparison.section && (
          <p className="small">
            <Link to={comparison.section.href}>In the chapter: {comparison.section.title}</Link>
          </p>
        )}
      </div>
      {isTiers && <TierPicker needs={comparison.needs} onPick={setPicked} picked={picked} />}
    </div>
  );
}
