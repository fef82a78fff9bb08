import { useEffect, useMemo, useState } from "react";
import { useLocation } from "react-router-dom";
import type { FactRow } from "../../content/content.ts";
import { FactEntry } from "./fact-entry.tsx";
import "./facts.css";

type Kind = "all" | FactRow["kind"];

const kinds: { kind: Kind; title: string }[] = [
  { kind: "all", title: "Everything" },
  { kind: "sku", title: "Tiers" },
  { kind: "general", title: "Other rules" },
  { kind: "role", title: "Roles" },
  { kind: "claim", title: "Claims of the chapter" },
];

const matches = (row: FactRow, words: string[]): boolean => {
  const text = `${row.label} ${row.id} ${row.group} ${row.chapter} ${row.azure}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

/** Opens the page with the difference filter on. */
const differencesHash = "#differ";

/** Every fact: both profiles' values, source, date and where it is used; with search and a difference filter. */
export function FactsScreen({ facts }: { facts: FactRow[] }) {
  const { hash } = useLocation();
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const [onlyDifferent, setOnlyDifferent] = useState(false);

  useEffect(() => {
    // A deep link must find its fact even when a filter would hide it.
    if (!hash) return;
    setQuery("");
    setKind("all");
    setOnlyDifferent(hash === differencesHash);
    const frame = requestAnimationFrame(() => document.getElementById(hash.slice(1))?.scrollIntoView());
    return () => cancelAnimationFrame(frame);
  }, [hash]);

  const groups = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = new Map<string, FactRow[]>();
    for (const row of facts) {
      if ((kind !== "all" && row.kind !== kind) || (onlyDifferent && !row.differs) || !matches(row, words)) continue;
      found.set(row.group, [...(found.get(row.group) ?? []), row]);
    }
    return [...found];
  }, [facts, kind, onlyDifferent, query]);
  const count = groups.reduce((sum, [, rows]) => sum + rows.length, 0);

  return (
    <div className="page facts">
      <h1 tabIndex={-1}>Every fact, both ways</h1>
      <p className="muted">
        What the chapter teaches, what Azure’s documentation says today, where that was read and where it is used here.
        1 GB is 2<sup>30</sup> bytes throughout.
      </p>
      <div className="facts-filter" role="search">
        <label className="visually-hidden" htmlFor="fact-search">
          Find a fact
        </label>
        <input
          id="fact-search"
          type="search"
          placeholder="Find a fact"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <div className="filters" role="group" aria-label="Kind">
          {kinds.map((one) => (
            <button
              key={one.kind}
              type="button"
              className="chip"
              aria-pressed={kind === one.kind}
              onClick={() => setKind(one.kind)}
            >
              {one.title}
            </button>
          ))}
          <button
            type="button"
            className="chip"
            aria-pressed={onlyDifferent}
            onClick={() => setOnlyDifferent(!onlyDifferent)}
          >
            Only differences
          </button>
        </div>
        <p className="small muted num" role="status">
          {count} of {facts.length} facts
        </p>
      </div>
      {count === 0 && (
        <p>
          Nothing matches “{query}”.{" "}
          <button
            type="button"
            className="btn quiet"
            onClick={() => {
              setQuery("");
              setKind("all");
              setOnlyDifferent(false);
            }}
          >
            Show everything
          </button>
        </p>
      )}
      {groups.map(([group, rows]) => (
        <section key={group} className="fact-group" aria-label={group}>
          <h2>{group}</h2>
          {rows.map((row) => (
            <FactEntry key={row.id} row={row} />
          ))}
        </section>
      ))}
    </div>
  );
}
