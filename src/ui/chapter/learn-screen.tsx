import { useMemo } from "react";
import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Leads } from "../../content/content.ts";
import { nothingStored, planToday } from "../shared/next-step.ts";
import { useStore } from "../shared/use-store.tsx";

/** Lists the chapter's sections in order: what each is about, how long it takes, and what is done. */
export function LearnScreen({ leads }: { leads: Leads["sections"] }) {
  const snapshot = useStore((state) => state.snapshot);
  const done = new Set(snapshot?.sections.map(({ sectionId }) => sectionId));
  const answered = new Map<string, number>();
  for (const check of snapshot?.checks ?? []) {
    answered.set(check.sectionId, (answered.get(check.sectionId) ?? 0) + 1);
  }
  const { step, toRead } = useMemo(() => planToday(snapshot ?? nothingStored, outline), [snapshot]);
  const minutes = outline.sections.reduce((sum, section) => sum + section.minutes, 0);
  return (
    <div className="page">
      <h1 tabIndex={-1}>The chapter</h1>
      <p className="muted">
        {outline.sections.length} sections, about {minutes} minutes in total. A section counts as done once you’ve
        reached its end and answered its questions, or marked it yourself.
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
                <span>✓ Done</span>
              ) : (
                section.checks > 0 && (
                  <span>
                    {Math.min(answered.get(section.id) ?? 0, section.checks)} of {section.checks} questions
                  </span>
                )
              )}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Link className="btn primary" to={toRead ? `/learn/${toRead.id}/` : "/practice/"}>
          {!toRead ? "Take the chapter quiz" : step.kind === "start" ? "Start reading" : `Continue: ${toRead.title}`}
        </Link>
      </p>
    </div>
  );
}
