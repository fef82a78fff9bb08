import { Fragment, useState } from "react";
import { Link } from "../shared/link.tsx";
import { AddToReview } from "./add-to-review.tsx";
import type { FactRow } from "../../content/content.ts";

/** One fact with both values, its sources and where it is used. */
export function FactEntry({ row }: { row: FactRow }) {
  const { id, label, chapter, azure, differs, notes, sources, usedIn, verdict } = row;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <article className="fact-entry" id={id} tabIndex={-1} aria-labelledby={`${id}-label`}>
      <h3 id={`${id}-label`}>
        {label} {differs && <span className="tag note">differs</span>}{" "}
        <a className="anchor" href={`#${id}`} aria-label={`Link to ${label}`}>
          #
        </a>
      </h3>
      <dl>
        <dt className="side-chapter">Chapter</dt>
        <dd>{chapter}</dd>
        <dt className="side-azure">Azure today{verdict && ` (${verdict})`}</dt>
        <dd>{azure}</dd>
      </dl>
      {(notes.length > 0 || sources.length > 0 || usedIn.length > 0) && (
        <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <summary className="small">Sources, notes, uses and review</summary>
          {isOpen && <AddToReview factIds={[id]} subject="this fact" />}
          {notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
          <ul className="small">
            {sources.map(({ title, url, read, updated }) => (
              <li key={url + title}>
                <a href={url} rel="noreferrer">
                  {title}
                </a>
                , read <time dateTime={read}>{read}</time>
                {updated && (
                  <>
                    , page of <time dateTime={updated}>{updated}</time>
                  </>
                )}
              </li>
            ))}
            {usedIn.length > 0 && (
              <li>
                Used in{" "}
                {usedIn.map(({ href, title }, index) => (
                  <Fragment key={href}>
                    {index > 0 && ", "}
                    <Link to={`/${href}`}>{title}</Link>
                  </Fragment>
                ))}
              </li>
            )}
          </ul>
        </details>
      )}
    </article>
  );
}
