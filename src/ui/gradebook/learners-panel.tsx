import { useDeferredValue, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { counted } from "../../assessment/counted.ts";
import { Group } from "../shared/group.tsx";
import { Status } from "../shared/status.tsx";
import {
  findLearners,
  learnerFilters,
  type LearnerColumn,
  type LearnerFilter,
  type LearnerView,
} from "./find-learners.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { LearnerDetail } from "./learner-detail.tsx";
import { durationText, learnerName, markText, stateNames } from "./mark-text.ts";
import { Pager } from "./pager.tsx";
import { ScrollRegion } from "./scroll-region.tsx";
import { usePage } from "./use-page.ts";

const columns: [LearnerColumn, string][] = [
  ["learner", "Learner"],
  ["attempts", "Attempts"],
  ["mark", "Mark"],
  ["late", "Late"],
  ["state", "State"],
  ["signals", "Signals"],
];
const pageSize = 50;

const stateTags: Record<LearnerRow["state"], string> = {
  graded: "tag right",
  overridden: "tag note",
  excused: "tag",
  notCounted: "tag caution",
  missing: "tag caution",
};

/** The table of learners, or one of them in detail. */
export function LearnersPanel() {
  const rows = useGradebook((state) => state.rows);
  const signals = useGradebook((state) => state.signals);
  const [view, setView] = useState<LearnerView>({ text: "", filter: "all", column: "learner", descending: false });
  const [isPrinting, setPrinting] = useState(false);
  const [openKey, setOpenKey] = useState<string>();
  const [lastKey, setLastKey] = useState<string>();
  const deferred = useDeferredValue(view);
  const signalCount = useMemo(() => {
    const counts = new Map(
      rows.map((row) => [
        row.key,
        row.attempts.reduce((sum, { submission }) => sum + (signals.get(submission.id)?.length ?? 0), 0),
      ]),
    );
    return (row: LearnerRow) => counts.get(row.key) ?? 0;
  }, [rows, signals]);
  const found = useMemo(() => findLearners(rows, deferred, signalCount), [rows, deferred, signalCount]);
  const [page, setPage] = usePage(pageSize, found.length);
  const print = () => {
    // A printout has all learners, not one page of them.
    flushSync(() => setPrinting(true));
    window.print();
    setPrinting(false);
  };
  const change = (part: Partial<LearnerView>) => {
    setView((before) => ({ ...before, ...part }));
    setPage(0);
  };
  const open = rows.find(({ key }) => key === openKey);
  const isOpen = open !== undefined;
  const heading = useRef<HTMLHeadingElement>(null);
  const lastOpened = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Back in the table, the focus is where it was; the learner's row may be gone or filtered out.
    if (wasOpen.current && !isOpen) (lastOpened.current ?? heading.current)?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const show = (key: string) => {
    setOpenKey(key);
    setLastKey(key);
  };
  const showTable = () => {
    setPage(Math.max(0, Math.floor(found.findIndex((row) => row.key === openKey) / pageSize)));
    setOpenKey(undefined);
  };
  if (open) {
    const at = found.findIndex(({ key }) => key === open.key);
    return (
      <LearnerDetail
        key={open.key}
        row={open}
        previous={found[at - 1]}
        next={at < 0 ? undefined : found[at + 1]}
        go={(row) => (row ? show(row.key) : showTable())}
      />
    );
  }
  const isMissing = (row: LearnerRow) => row.state === "missing";
  const missing = rows.filter(isMissing).length;
  const shown = isPrinting ? found : found.slice(page * pageSize, (page + 1) * pageSize);
  return (
    <section aria-labelledby="learners-title">
      <h2 id="learners-title" ref={heading} tabIndex={-1}>
        Learners
      </h2>
      <Group aria-label="Find learners" className="tools">
        <div className="field">
          <label htmlFor="find-learner">Find by name or ID</label>
          <input
            id="find-learner"
            type="search"
            value={view.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor="filter-learners">Show</label>
          <select
            id="filter-learners"
            value={view.filter}
            onChange={({ target }) => {
              const filter = (Object.keys(learnerFilters) as LearnerFilter[]).find((name) => name === target.value);
              if (filter) change({ filter });
            }}
          >
            {Object.entries(learnerFilters).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <button type="button" className="btn" disabled={rows.length === 0} onClick={print}>
          Print
        </button>
      </Group>
      <Status className="muted">
        {counted(found.length, "learner")}
        {missing > 0 && view.filter !== "missing" && `, ${missing} missing in the whole class`}
      </Status>
      {rows.length === 0 ? (
        <p>No learners yet. Add submissions, or import a roster to see who is missing.</p>
      ) : (
        <LearnersTable
          rows={shown}
          view={view}
          change={change}
          open={show}
          signalCount={signalCount}
          lastOpened={{ key: lastKey, button: lastOpened }}
        />
      )}
      <Pager page={page} size={pageSize} total={found.length} go={setPage} />
    </section>
  );
}

interface LearnersTableProps {
  rows: readonly LearnerRow[];
  view: LearnerView;
  change(part: Partial<LearnerView>): void;
  open(key: string): void;
  signalCount(row: LearnerRow): number;
  /** The learner who was shown in detail last, and where that learner's button is kept. */
  lastOpened: { key: string | undefined; button: RefObject<HTMLButtonElement | null> };
}

function LearnersTable({ rows, view, change, open, signalCount, lastOpened }: LearnersTableProps) {
  return (
    <ScrollRegion label="Table of learners">
      <table className="learners">
        <caption className="visually-hidden">Learners with attempts, mark, lateness, state and signals</caption>
        <thead>
          <tr>
            {columns.map(([column, title]) => {
              const isSorted = view.column === column;
              return (
                <th
                  key={column}
                  scope="col"
                  aria-sort={isSorted ? (view.descending ? "descending" : "ascending") : undefined}
                >
                  <button
                    type="button"
                    className="sort"
                    onClick={() => change({ column, descending: isSorted ? !view.descending : false })}
                  >
                    {title}
                    <span aria-hidden="true">{isSorted ? (view.descending ? " ↓" : " ↑") : ""}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <button
                  type="button"
                  className="learner"
                  ref={row.key === lastOpened.key ? lastOpened.button : undefined}
                  onClick={() => open(row.key)}
                >
                  <bdi>{learnerName(row)}</bdi>
                </button>
                {row.name !== "" && (
                  <span className="small muted">
                    <bdi>{row.learner}</bdi>
                  </span>
                )}
              </th>
              <td className="num">{row.attempts.length}</td>
              <td className="num">
                {markText(row.mark)}
                {row.mark !== undefined && !row.passed && (
                  <span className="small muted below">below the pass mark</span>
                )}
              </td>
              <td className="num">{row.lateSeconds > 0 ? durationText(row.lateSeconds) : ""}</td>
              <td>
                <span className={stateTags[row.state]}>{stateNames[row.state]}</span>
              </td>
              <td className="num">{signalCount(row) > 0 ? signalCount(row) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
