import { useMemo, useRef } from "react";
import type { Guide, GuideSummary } from "../../content/content.ts";
import { Contents } from "../shared/contents.tsx";
import { Link } from "../shared/link.tsx";
import { withRoot } from "../shared/root-links.ts";
import { GuideList } from "./guide-list.tsx";
import "./guide.css";

interface GuideScreenProps {
  guide: Guide;
  /** All guides, to lead on to the others. */
  guides: readonly GuideSummary[];
}

/** Shows one guide: the compiled text, the list of contents beside it, and the other guides below. */
export function GuideScreen({ guide, guides }: GuideScreenProps) {
  const body = useRef<HTMLDivElement>(null);
  const html = useMemo(() => ({ __html: withRoot(guide.html) }), [guide.html]);
  const version = `Version of ${guide.dateText}`;
  return (
    <article className="reading guide">
      <Contents headings={guide.headings} note={version} body={body} />
      <p className="crumb">
        <Link to="/assign/">Assignments</Link> <span aria-hidden="true">›</span>{" "}
        <Link to="/assign/guide/">Guides for instructors</Link>
      </p>
      <h1 tabIndex={-1}>{guide.title}</h1>
      <p className="lead">{guide.lead}</p>
      <div className="prose" ref={body} dangerouslySetInnerHTML={html} />
      <p className="muted small">
        <time dateTime={guide.date}>{version}</time>
      </p>
      <p className="guide-screen-only">
        <button type="button" className="btn" onClick={() => window.print()}>
          Print this guide
        </button>
      </p>
      <nav className="guide-screen-only" aria-labelledby="other-guides">
        <h2 id="other-guides">Other guides</h2>
        <GuideList guides={guides.filter(({ id }) => id !== guide.id)} />
      </nav>
    </article>
  );
}
