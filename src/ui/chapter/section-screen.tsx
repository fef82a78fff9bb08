import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Section } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";
import { Contents } from "../shared/contents.tsx";
import { counted } from "../../assessment/counted.ts";

const SectionTools = lazy(() => import("./section-tools.tsx").then((module) => ({ default: module.SectionTools })));

/** Shows one section: the compiled text, the list of contents beside it and, once idle, the reader's tools. */
export function SectionScreen({ section }: { section: Section }) {
  const body = useRef<HTMLDivElement>(null);
  const [tools, setTools] = useState(false);
  const html = useMemo(() => ({ __html: withRoot(section.html) }), [section.html]);
  const at = outline.sections.findIndex(({ id }) => id === section.id);
  const before = outline.sections[at - 1];
  const next = outline.sections[at + 1];

  useEffect(() => {
    const start = () => setTools(true);
    const timer = setTimeout(start, 300);
    return () => clearTimeout(timer);
  }, []);

  return (
    <article className="reading">
      <Contents
        headings={section.headings}
        note={`${section.minutes} min · ${counted(section.checks, "question")}`}
        body={body}
      >
        <div id="section-tools-slot" />
      </Contents>
      <p className="crumb">
        <Link to="/learn/">Chapter</Link> <span aria-hidden="true">›</span> {at + 1} of {outline.sections.length}
      </p>
      <h1 tabIndex={-1}>{section.title}</h1>
      <p className="lead">{section.lead}</p>
      <div className="prose" ref={body} data-section={section.id} dangerouslySetInnerHTML={html} />
      {tools && (
        <Suspense fallback={null}>
          <SectionTools section={section} body={body} />
        </Suspense>
      )}
      <nav className="next" aria-label="Sections">
        <div>
          {before && (
            <Link className="small" to={`/learn/${before.id}/`} rel="prev">
              Previous: {before.title}
            </Link>
          )}
          <div className="muted small">{next ? `Next, ${next.minutes} min` : "End of the chapter"}</div>
          <strong>{next ? next.title : "The chapter quiz"}</strong>
        </div>
        <Link className="btn primary" to={next ? `/learn/${next.id}/` : "/practice/"} rel="next">
          {next ? "Next section" : "Take the quiz"}
        </Link>
      </nav>
    </article>
  );
}
