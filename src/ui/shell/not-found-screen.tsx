import { useEffect, useState } from "react";
import { Link } from "../shared/link.tsx";
import { allPages } from "../shared/pages.ts";
import { askShell } from "../shared/ui-events.ts";

/** Pairs of neighbouring letters that two texts share, as a share of all of theirs. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => {
    const letters = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
    return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
  };
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

/** Any path that leads nowhere: says so and offers the closest pages. */
export function NotFoundScreen({ path }: { path: string }) {
  const [asked, setAsked] = useState(path);
  // The page for unknown addresses is one file; only the browser knows which address was asked for.
  useEffect(() => setAsked(new URLSearchParams(window.location.search).get("from") ?? window.location.pathname), []);
  const nearest = allPages()
    .map((page) => ({ ...page, score: Math.max(likeness(asked, page.href), likeness(asked, page.title)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
  return (
    <div className="page">
      <h1 tabIndex={-1}>There is no page here</h1>
      <p className="muted">
        Nothing is at <code>{asked}</code>. These come closest:
      </p>
      <ul className="rows links">
        {nearest.map(({ href, title }) => (
          <li key={href}>
            <Link to={href}>{title}</Link>
          </li>
        ))}
      </ul>
      <p className="actions">
        <button type="button" className="btn" onClick={() => askShell("search")}>
          Search
        </button>
        <Link className="btn primary" to="/">
          Go to Today
        </Link>
      </p>
    </div>
  );
}
