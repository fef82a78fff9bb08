import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Leads } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";

/** All comparisons. */
export function CompareIndexScreen({ leads }: { leads: Leads["comparisons"] }) {
  return (
    <div className="page">
      <h1 tabIndex={-1}>Compare</h1>
      <p className="muted">Read a table, hide it and recall its values, or take a test on it.</p>
      <ol className="toc">
        {outline.comparisons.map(({ id, title }, at) => (
          <li key={id}>
            <span className="at num" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <Link to={`/compare/${id}/`}>{title}</Link>
              <p className="muted" dangerouslySetInnerHTML={{ __html: withRoot(leads[id] ?? "") }} />
            </div>
            <span className="small state">
              <Link to={`/practice/#table-${id}`}>Test me</Link>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
