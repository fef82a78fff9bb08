import "../shared/tokens.css";
import "../shared/shell.css";
import "./author.css";
import { useMemo, useState } from "react";
import { useLocation } from "react-router-dom";
import type { AuthorBank, AuthorEntry } from "../../content/author.ts";
import { AuthorItem } from "./author-item.tsx";

interface Listed {
  group: string;
  entries: AuthorEntry[];
}

const groupsOf = ({ entries, families }: AuthorBank): Listed[] => [
  ...[...new Set(entries.map(({ item }) => item.objective))].map((group) => ({
    group,
    entries: entries.filter(({ item }) => item.objective === group),
  })),
  ...families.map(({ id, objective, variants }) => ({ group: `${objective}: family ${id}`, entries: variants })),
];

const matches = (entry: AuthorEntry, filter: string): boolean =>
  JSON.stringify([entry.item.id, entry.item.type, entry.item.chapter, entry.item.azure])
    .toLowerCase()
    .includes(filter.toLowerCase());

/** Shows each question and each variant of a family as the learner sees it, with what a writer needs to know about it. */
export function AuthorScreen({ bank }: { bank: AuthorBank }) {
  const { hash } = useLocation();
  const [filter, setFilter] = useState("");
  const groups = useMemo(() => groupsOf(bank), [bank]);
  const all = groups.flatMap(({ entries }) => entries);
  const id = decodeURIComponent(hash.slice(1));
  const chosen = all.find(({ item }) => item.id === id) ?? all[0];
  if (bank.problems !== "") {
    return (
      <main className="author">
        <h1>The content has problems</h1>
        <pre>{bank.problems}</pre>
      </main>
    );
  }
  return (
    <main className="author">
      <nav aria-label="Questions">
        <label>
          Find
          <input type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
        </label>
        {groups.map(({ group, entries }) => {
          const found = entries.filter((entry) => filter === "" || matches(entry, filter));
          return (
            found.length > 0 && (
              <section key={group}>
                <h2>{group}</h2>
                <ul>
                  {found.map(({ item, findings }) => (
                    <li key={item.id}>
                      <a href={`#${encodeURIComponent(item.id)}`} aria-current={item.id === chosen?.item.id}>
                        {item.id}
                      </a>{" "}
                      <span className="muted small">
                        {item.type}
                        {findings.length > 0 && `, ${findings.length} to look at`}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </nav>
      {chosen ? <AuthorItem key={chosen.item.id} entry={chosen} /> : <p>There are no questions yet.</p>}
    </main>
  );
}
