import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { loadFacts } from "../../content/course.ts";
import type { FactIndex, FactRow } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { FactGroups, groupsOf, groupTitle } from "./fact-groups.tsx";
import { findFacts } from "./find-facts.ts";
import "./facts.css";
import { Status } from "../shared/status.tsx";

/** Opens the page with the difference filter on. */
const differencesHash = "#differ";

/** The list of all facts, each a link to its page; with a search over all pages, whose results are shown in full here. */
export function FactsScreen({ index }: { index: FactIndex }) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const [everything, setEverything] = useState(false);
  const [facts, setFacts] = useState<FactRow[] | null>(null);
  const [failed, setFailed] = useState(false);
  const searching = text.trim() !== "" || onlyDifferent || everything;

  useEffect(() => {
    // Prerendered HTML doesn't know the hash, so that its filter is set after hydration.
    // oxlint-disable-next-line react/set-state-in-effect -- See above.
    if (hash === differencesHash) setOnlyDifferent(true);
    // A link to one fact, from before each topic had a page or from a place that doesn't know the topic.
    const topic = index.find(({ rows }) => rows.some(({ id }) => `#${id}` === hash));
    if (topic) void navigate(`/facts/${topic.id}/${hash}`, { replace: true });
  }, [hash, index, navigate]);

  useEffect(() => {
    if (!searching || facts !== null) return undefined;
    let current = true;
    loadFacts().then(
      (loaded) => current && setFacts(loaded),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [searching, facts]);

  const count = index.reduce((sum, { rows }) => sum + rows.length, 0);
  const found = searching && facts !== null ? findFacts(facts, { text, onlyDifferent }) : null;
  const clear = () => {
    setText("");
    setOnlyDifferent(false);
    setEverything(false);
  };

  return (
    <div className="page facts">
      <h1 tabIndex={-1}>Facts</h1>
      <p className="muted">
        What the chapter teaches, what Azure’s documentation says today, where that was read, and where it is used here.
        1 GB is 2<sup>30</sup> bytes throughout.
      </p>
      <search className="facts-filter">
        <label className="visually-hidden" htmlFor="fact-search">
          Find a fact
        </label>
        <input
          id="fact-search"
          type="search"
          placeholder="Find a fact"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="filters">
          <button
            type="button"
            className="chip"
            aria-pressed={onlyDifferent}
            onClick={() => setOnlyDifferent(!onlyDifferent)}
          >
            Only differences
          </button>
          <button type="button" className="chip" aria-pressed={everything} onClick={() => setEverything(!everything)}>
            Show all in full
          </button>
          <Status as="span" className="small muted num">
            {found === null ? `${count} facts` : `${found.length} of ${count} facts`}
          </Status>
        </div>
      </search>
      {searching && facts === null && !failed && <Status>Loading the facts…</Status>}
      {failed && (
        <p role="alert">The facts didn’t load. Check your connection and search again, or open a topic below.</p>
      )}
      {found?.length === 0 && (
        <p>
          No fact matches “{text}”.{" "}
          <button type="button" className="btn quiet" onClick={clear}>
            Show everything
          </button>
        </p>
      )}
      {found === null ? <Topics index={index} /> : <FactGroups rows={found} />}
    </div>
  );
}

/** Every topic with the names of its facts. */
function Topics({ index }: { index: FactIndex }) {
  return index.map((topic) => (
    <section key={topic.id} className="fact-group" aria-labelledby={`topic-${topic.id}`}>
      <h2 id={`topic-${topic.id}`}>
        <Link to={`/facts/${topic.id}/`}>{topic.title}</Link>{" "}
        <span className="small muted num">{topic.rows.length}</span>
      </h2>
      {groupsOf(topic.rows).map(([group, rows]) => (
        <div key={group}>
          {group !== topic.title && <h3>{groupTitle(group)}</h3>}
          <ul className="fact-names">
            {rows.map(({ id, label, differs }) => (
              <li key={id} id={id}>
                <Link to={`/facts/${topic.id}/#${id}`}>{label}</Link>
                {differs && <span className="tag note">differs</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  ));
}
