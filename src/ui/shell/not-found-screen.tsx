import { useEffect, useState } from "react";
import { Link } from "../shared/link.tsx";
import { allPages } from "../shared/pages.ts";
import { askShell } from "../shared/ui-events.ts";

/** Returns how alike two texts are, from 0 to 1: the share of their pairs of neighboring letters that both have. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => {
    const letters = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
    return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
  };
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

/** Says that the address has no page, and offers the closest ones. */
export function NotFoundScreen({ path }: { path: string }) {
  const [address, setAddress] = useState(path);
  // The page for unknown addresses is one file; only the browser knows which address was asked for.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => setAddress(new URLSearchParams(window.location.search).get("from") ?? window.location.pathname), []);
  const nearest = allPages()
    .map((page) => ({
      ...page,
      score: Math.max(likeness(address, page.href), likeness(address, page.title)),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
  return (
    <div className="page">
      <h1 tabIndex={-1}>Page not found</h1>
      <p className="muted">
        There’s no page at <code>{address}</code>. The closest matches:
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
