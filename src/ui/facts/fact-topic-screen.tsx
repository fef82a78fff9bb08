import { useState } from "react";
import type { FactIndex, FactRow } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { AddToReview } from "./add-to-review.tsx";
import { FactGroups } from "./fact-groups.tsx";
import "./facts.css";
import { Status } from "../shared/status.tsx";

interface FactTopicScreenProps {
  topic: FactIndex[number];
  topics: FactIndex;
  facts: readonly FactRow[];
}

/** The facts of one topic: both profiles' values, sources, dates and where each is used. */
export function FactTopicScreen({ topic, topics, facts }: FactTopicScreenProps) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const differing = facts.filter(({ differs }) => differs);
  const rows = onlyDifferent ? differing : facts;
  return (
    <div className="page facts">
      <p className="crumb">
        <Link to="/facts/">All facts and search</Link>
      </p>
      <h1 tabIndex={-1}>{topic.title}</h1>
      <p className="muted">
        What the chapter teaches and what Azure’s documentation says today, with source and date. 1 GB is 2<sup>30</sup>{" "}
        bytes throughout.
      </p>
      <nav className="filters" aria-label="Topics">
        {topics.map(({ id, title }) => (
          <Link key={id} className="chip" to={`/facts/${id}/`} aria-current={id === topic.id ? "page" : undefined}>
            {title}
          </Link>
        ))}
      </nav>
      {differing.length > 0 && (
        <p>
          <button
            type="button"
            className="chip"
            aria-pressed={onlyDifferent}
            onClick={() => setOnlyDifferent(!onlyDifferent)}
          >
            Only differences
          </button>{" "}
          <Status as="span" className="small muted num">
            {rows.length} of {facts.length} facts
          </Status>
        </p>
      )}
      <AddToReview factIds={facts.map(({ id }) => id)} subject={`all ${facts.length} facts`} />
      <FactGroups rows={rows} inTopic />
    </div>
  );
}
