import { useCallback, useState } from "react";
import type { Objective } from "../../content/content.ts";
import type { Progress } from "../../progress/progress.ts";
import { loadDeck } from "../../store/review-deck.ts";
import { Group } from "../shared/group.tsx";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";
import { CardRow } from "./card-row.tsx";
import { findCards, type CardQuery } from "./find-cards.ts";
import "./review.css";

const states: { state: CardQuery["state"]; title: string }[] = [
  { state: "all", title: "All" },
  { state: "due", title: "Due" },
  { state: "suspended", title: "Suspended" },
];
/** How many cards are listed at once. */
const pageSize = 50;

/** Every card, with a search, its next due date and its history. */
export function CardsScreen({ objectives }: { objectives: readonly Objective[] }) {
  const settings = useStore((state) => state.settings);
  const now = useStore((state) => state.now);
  const read = useCallback((progress: Progress) => loadDeck(progress, settings, now()), [settings, now]);
  const deck = useStored(read);
  const [query, setQuery] = useState<CardQuery>({ text: "", state: "all", objective: "" });
  const [shown, setShown] = useState(pageSize);
  const found = deck && findCards(deck.cards, query, deck.today.end);
  const change = (changes: Partial<CardQuery>) => {
    setQuery({ ...query, ...changes });
    setShown(pageSize);
  };
  return (
    <div className="page">
      <p className="crumb">
        <Link to="/review/">Review</Link>
      </p>
      <h1 tabIndex={-1}>Review cards</h1>
      <p className="muted">
        A card is a question, a family of questions with a new variant each time, or a fact. Suspended cards aren’t
        asked.
      </p>
      <search className="cards-filter">
        <label className="visually-hidden" htmlFor="card-search">
          Find a card
        </label>
        <input
          id="card-search"
          type="search"
          placeholder="Find a card"
          value={query.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <label className="visually-hidden" htmlFor="card-objective">
          Objective
        </label>
        <select
          id="card-objective"
          value={query.objective}
          onChange={(event) => change({ objective: event.target.value })}
        >
          <option value="">All objectives</option>
          {objectives.map(({ id, short }) => (
            <option key={id} value={id}>
              {short}
            </option>
          ))}
        </select>
        <Group className="filters" aria-label="Which cards to show">
          {states.map(({ state, title }) => (
            <button
              key={state}
              type="button"
              className="chip"
              aria-pressed={query.state === state}
              onClick={() => change({ state })}
            >
              {title}
            </button>
          ))}
        </Group>
      </search>
      <Status className="small muted num">
        {found === undefined ? "Loading your cards…" : `${found.length} of ${deck?.cards.length ?? 0} cards`}
      </Status>
      {deck?.cards.length === 0 && (
        <p>
          No cards yet. They appear when you answer questions or add <Link to="/facts/">facts</Link>.
        </p>
      )}
      <ul className="card-list rows">
        {found?.slice(0, shown).map((card) => (
          <CardRow
            key={card.id}
            card={card}
            objective={objectives.find(({ id }) => id === card.objective)?.short}
            now={now()}
          />
        ))}
      </ul>
      {found && found.length > shown && (
        <button type="button" className="btn" onClick={() => setShown(shown + pageSize)}>
          Show more
        </button>
      )}
    </div>
  );
}
