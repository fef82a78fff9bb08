import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Leads } from "../../content/content.ts";
import { useStore } from "../shared/use-store.tsx";

/** The chapter's sections in order: what each is about, how long it takes, what is done. */
export function LearnScreen({ leads }: { leads: Leads["sections"] }) {
  const snapshot = useStore((state) => state.snapshot);
  const done = new Set(snapshot?.sections.map(({ sectionId }) => sectionId));
  const answered = new Map<string, number>();
  for (const check of snapshot?.checks ?? []) {
    answered.set(check.sectionId, (answered.get(check.sectionId) ?? 0) + 1);
  }
  const nextOpen = snapshot && outline.sections.find(({ id }) => !done.has(id));
  const minutes = outline.sections.reduce((sum, section) => sum + section.minutes, 0);
  return (
    <div className="page">
      <h1 tabIndex={-1}>The chapter, start to end</h1>
      <p className="muted">
        {outline.sections.length} sections, about {minutes} minutes in all. Every reading block ends in a question.
      </p>
      <ol className="toc">
        {outline.sections.map((section, at) => (
          <li key={section.id} data-done={done.has(section.id) || undefined}>
            <span className="at num" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <Link to={`/learn/${section.id}/`}>{section.title}</Link>
              <p className="muted">{leads[section.id]}</p>
            </div>
            <span className="small muted num state">
              <span>{section.minutes} min</span>
              {done.has(section.id) ? (
                <span>✓ done</span>
              ) : (
                section.checks > 0 && (
                  <span>
                    {answered.get(section.id) ?? 0} of {section.checks} checks
                  </span>
                )
              )}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Link
          className="btn primary"
          to={nextOpen ? `/learn/${nextOpen.id}/` : snapshot ? "/practice/" : `/learn/${outline.sections[0]?.id}/`}
        >
          {nextOpen || !snapshot ? "Open the next section" : "Take the chapter quiz"}
        </Link>{" "}
        <Link className="btn quiet" to="/walkthroughs/">
          Walkthroughs: every command
        </Link>
      </p>
    </div>
  );
}
