import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { tabForKey } from "../shared/tab-keys.ts";
import { fittingTabs } from "./fitting-tabs.ts";
import "./panel-tabs.css";

interface PanelTabsProps {
  /** What the row of tabs is called. */
  label: string;
  entries: readonly { id: string; title: string }[];
  chosen: string;
  onChoose(id: string): void;
  children: ReactNode;
}

/**
 * Tabs by the usual keys: arrows, Home and End move and choose, through all of them. Those that have no room in the row are
 * in a list behind the button More; the one that is chosen is always in the row.
 */
export function PanelTabs({ label, entries, chosen, onChoose, children }: PanelTabsProps) {
  const base = useId();
  const ruler = useRef<HTMLDivElement>(null);
  const fitting = useFitting(ruler, entries, chosen);
  const focusId = useRef<string | undefined>(undefined);
  const focusOn = (id: string) => {
    focusId.current = id;
    onChoose(id);
  };
  useEffect(() => {
    if (focusId.current === undefined || focusId.current !== chosen) return;
    document.getElementById(`${base}-${chosen}`)?.focus();
    focusId.current = undefined;
  }, [base, chosen, fitting]);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = entries.findIndex(({ id }) => id === chosen);
    const next = tabForKey(event.key, at, entries.length);
    if (next === undefined) return;
    event.preventDefault();
    const entry = entries[next];
    if (entry) focusOn(entry.id);
  };
  const rest = entries.filter((_, at) => !fitting.includes(at));
  return (
    <div className="tabbed">
      <div className="panel-tabs">
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- The chosen tab has the focus, not the list of tabs. */}
        <div role="tablist" aria-label={label} className="tabs" onKeyDown={onKeyDown}>
          {entries.map(
            ({ id, title }, at) =>
              fitting.includes(at) && (
                <button
                  key={id}
                  type="button"
                  role="tab"
                  id={`${base}-${id}`}
                  aria-selected={id === chosen}
                  aria-controls={`${base}-panel`}
                  tabIndex={id === chosen ? 0 : -1}
                  onClick={() => onChoose(id)}
                >
                  {title}
                </button>
              ),
          )}
        </div>
        {rest.length > 0 && <MorePanels entries={rest} onChoose={focusOn} />}
        <div className="panel-tabs-ruler tabs" ref={ruler} aria-hidden="true">
          {[...entries, { id: "more", title: "More ▾" }].map(({ id, title }) => (
            <span key={id} data-id={id}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen}`} className="tabpanel">
        {children}
      </div>
    </div>
  );
}

/** The places of the tabs that have room, measured again whenever the row or the letters change their size. */
function useFitting(
  ruler: React.RefObject<HTMLDivElement | null>,
  entries: PanelTabsProps["entries"],
  chosen: string,
): number[] {
  const [measured, setMeasured] = useState<{ widths: number[]; room: number }>({ widths: [], room: 0 });
  const ids = entries.map(({ id }) => id).join(" ");
  useLayoutEffect(() => {
    const { current } = ruler;
    const row = current?.parentElement;
    if (!current || !row) return;
    const measure = () => {
      const widths = Array.from(current.children, (child) => child.getBoundingClientRect().width);
      setMeasured({ widths, room: row.clientWidth });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(row);
    observer.observe(current);
    return () => observer.disconnect();
  }, [ruler, ids]);
  const widths = measured.widths.slice(0, -1);
  const at = entries.findIndex(({ id }) => id === chosen);
  if (widths.length !== entries.length) return entries.map((_, place) => place);
  return fittingTabs(widths, at, measured.room, measured.widths.at(-1) ?? 0);
}

function MorePanels({ entries, onChoose }: Pick<PanelTabsProps, "entries" | "onChoose">) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = !(event instanceof KeyboardEvent) && !root.current?.contains(event.target as Node);
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      if (outside || escaped) setOpen(false);
      if (escaped) button.current?.focus();
    };
    const events = ["pointerdown", "keydown", "focusin"] as const;
    for (const kind of events) document.addEventListener(kind, close);
    return () => {
      for (const kind of events) document.removeEventListener(kind, close);
    };
  }, [open]);
  return (
    <div className="panel-more" ref={root}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label="More panels"
        onClick={() => setOpen(!open)}
      >
        More <span aria-hidden="true">▾</span>
      </button>
      <ul id={id} className="menu-list" hidden={!open}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                onChoose(entry.id);
              }}
            >
              {entry.title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
