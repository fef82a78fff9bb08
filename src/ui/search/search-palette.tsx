import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { loadItemsWithVariants, loadSearchIndex } from "../../content/course.ts";
import { readNote, writeNote } from "../shared/local-notes.ts";
import { takeTyped } from "../shared/type-ahead.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { createFinder, type Finder, type Found } from "./find.ts";
import { actions, answeredIds, answeredItems, appPages } from "./own-entries.ts";
import "./search.css";

const kinds: Record<Found["kind"], string> = {
  action: "Action",
  command: "Command",
  comparison: "Compare",
  fact: "Fact",
  heading: "Chapter",
  item: "Answered question",
  page: "Page",
  section: "Section",
  walkthrough: "Walkthrough",
};

const recentAtMost = 6;
const recentNote = "recent";

function readRecent(): Found[] {
  try {
    const value: unknown = JSON.parse(readNote(recentNote) ?? "[]");
    return Array.isArray(value)
      ? value.filter(
          (entry): entry is Found =>
            typeof entry?.title === "string" && typeof entry.href === "string" && Object.hasOwn(kinds, entry.kind),
        )
      : [];
  } catch {
    return [];
  }
}

function remember(found: Found): void {
  if (!found.href) return;
  const { id, kind, title, place, href } = found;
  const rest = readRecent().filter((entry) => entry.href !== href);
  writeNote(recentNote, JSON.stringify([{ id, kind, title, place, href }, ...rest].slice(0, recentAtMost)));
}

/** Finds headings, facts, commands, tables, pages, answered questions and actions; the keyboard stays in the field. */
export function SearchPalette({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const navigate = useNavigate();
  const store = useStoreApi();
  // What is answered while the palette is open isn’t searched until it opens again.
  const [snapshot] = useState(() => store.getState().snapshot);
  const [query, setQuery] = useState("");
  const [finder, setFinder] = useState<Finder | null>(null);
  const [failed, setFailed] = useState(false);
  const [at, setAt] = useState(0);
  const own = useMemo(() => [...appPages(), ...actions(store)], [store]);
  const [recent] = useState(readRecent);

  useEffect(() => {
    dialog.current?.showModal();
    // Only once the field is open may it take over the keys that were kept for it.
    // oxlint-disable-next-line react/set-state-in-effect
    setQuery(takeTyped());
  }, []);
  useEffect(() => {
    let current = true;
    const now = store.getState().now();
    Promise.all([loadSearchIndex(), loadItemsWithVariants(answeredIds(snapshot, now))]).then(
      ([index, items]) => current && setFinder(createFinder(index, [...own, ...answeredItems(items, snapshot, now)])),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [own, snapshot, store]);

  const queryText = query.trim();
  const found = useMemo(
    () =>
      queryText === ""
        ? [...recent, ...own.filter((entry) => !recent.some(({ href }) => href && href === entry.href))]
        : (finder?.find(queryText) ?? []),
    [queryText, finder, own, recent],
  );
  const chosen = found[Math.min(at, found.length - 1)];
  const go = (entry: Found | undefined) => {
    if (!entry) return;
    remember(entry);
    dialog.current?.close();
    if (entry.run) entry.run();
    else if (entry.href) void navigate(entry.href);
  };
  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const says = failed
    ? "Search didn’t load. Check your connection, then open search again."
    : queryText === ""
      ? ""
      : !finder
        ? "Loading…"
        : found.length === 0
          ? `Nothing matches “${queryText}”. Try fewer words, or another spelling.`
          : `${found.length} ${found.length === 1 ? "result" : "results"}`;

  return (
    <dialog ref={dialog} className="palette" aria-label="Search" onClose={onClose}>
      <div className="palette-field">
        <input
          type="search"
          role="combobox"
          aria-label="Search the chapter, facts and commands"
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${found.indexOf(chosen)}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search chapter, facts, commands"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "ArrowDown") move(at + 1);
            else if (event.key === "ArrowUp") move(at - 1);
            else if (event.key === "Enter") go(chosen);
            // The field's own Escape would only empty it.
            else if (event.key === "Escape") dialog.current?.close();
            else return;
            event.preventDefault();
          }}
        />
        <button type="button" className="btn quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <output className={found.length > 0 && queryText !== "" ? "visually-hidden" : "palette-says"}>{says}</output>
      {/* A select can't hold rows of two texts, nor leave the focus in the field. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div id={list} className="found" role="listbox" aria-label="Results">
        {found.map((entry, index) => (
          // The keyboard works from the field, which names the active option.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={entry.id}
            id={`${list}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={entry === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => go(entry)}
          >
            <span className={entry.kind === "command" ? "title mono" : "title"}>{entry.title}</span>
            <span className="where">
              {queryText === "" && index < recent.length ? "Recent" : kinds[entry.kind]}
              {entry.place && ` · ${entry.place}`}
            </span>
          </div>
        ))}
      </div>
    </dialog>
  );
}
