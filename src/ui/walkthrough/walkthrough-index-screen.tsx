import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Leads } from "../../content/content.ts";
import { tryPath } from "./place.ts";
import { withRoot } from "../shared/root-links.ts";

/** The walkthroughs in order. */
export function WalkthroughIndexScreen({ leads }: { leads: Leads["walkthroughs"] }) {
  return (
    <div className="page">
      <h1 tabIndex={-1}>Every command, step by step</h1>
      <p className="muted">
        What each command does, what its options mean and what to look for in the result. Do them in a terminal here, or
        read them first.
      </p>
      <ol className="toc">
        {outline.walkthroughs.map(({ id, title, minutes, steps }, at) => (
          <li key={id}>
            <span className="at num" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <Link to={`/walkthroughs/${id}/`}>{title}</Link>
              <p className="muted" dangerouslySetInnerHTML={{ __html: withRoot(leads[id] ?? "") }} />
              <p className="small">
                <Link to={tryPath(id)} aria-label={`Do it in the terminal: ${title}`}>
                  Do it in the terminal
                </Link>
              </p>
            </div>
            <span className="small muted num state">
              <span>{minutes} min</span>
              <span>{steps} steps</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
