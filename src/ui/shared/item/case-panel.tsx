import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { CaseStudy } from "../../../assessment/item.ts";
import { tabForKey } from "../tab-keys.ts";
import "./case.css";

/** A case study in tabs that arrow keys, Home and End move through. It can be folded, and begins unfolded. */
export function CasePanel({ study, open = true }: { study: CaseStudy; open?: boolean }) {
  const base = useId();
  const [chosen, setChosen] = useState(study.tabs[0]?.id);
  const isKeyed = useRef(false);
  useEffect(() => {
    if (isKeyed.current) document.getElementById(`${base}-${chosen}`)?.focus();
    isKeyed.current = false;
  }, [base, chosen]);
  const at = study.tabs.findIndex(({ id }) => id === chosen);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabForKey(event.key, at, study.tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    isKeyed.current = true;
    setChosen(study.tabs[next]?.id);
  };
  const tab = study.tabs[at];
  return (
    <details className="case" open={open}>
      <summary>
        <span className="muted small">Case study</span> <strong>{study.title}</strong>
      </summary>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- The chosen tab has the focus, not the list of tabs. */}
      <div role="tablist" aria-label={`Case study: ${study.title}`} className="case-tabs" onKeyDown={onKeyDown}>
        {study.tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            aria-selected={id === chosen}
            aria-controls={`${base}-panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => setChosen(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {tab && (
        <div
          role="tabpanel"
          id={`${base}-panel`}
          aria-labelledby={`${base}-${tab.id}`}
          className="case-text"
          dangerouslySetInnerHTML={{ __html: tab.html }}
        />
      )}
    </details>
  );
}
