import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import type { Leads } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";
import { levelTitle, tryPath } from "../shared/walkthrough-levels.ts";
import { summaryOf, type RunSummary } from "./run-summary.ts";
import { useEnvironments } from "../shared/use-environments.ts";

/** Lists the walkthroughs in order, with what the learner completed. */
export function WalkthroughIndexScreen({ leads }: { leads: Leads["walkthroughs"] }) {
  const runs = (useEnvironments() ?? []).flatMap(({ lesson }) => lesson ?? []);
  return (
    <div className="page">
      <h1 tabIndex={-1}>Walkthroughs</h1>
      <p className="muted">
        What each command does, what its options mean, and what to look for in the result. Run the commands in a
        terminal in this page, or read the steps first.
      </p>
      <ol className="toc">
        {outline.walkthroughs.map(({ id, title, minutes, steps }, at) => {
          const summary = summaryOf(runs, id, steps);
          const { completed, open } = summary;
          return (
            <li key={id} data-done={completed.length > 0 || undefined}>
              <span className="at num" aria-hidden="true">
                {completed.length > 0 ? "✓" : at + 1}
              </span>
              <div>
                <Link to={`/walkthroughs/${id}/`}>{title}</Link>
                <p className="muted" dangerouslySetInnerHTML={{ __html: withRoot(leads[id] ?? "") }} />
                <p className="small">
                  <Link
                    to={open ? `${tryPath(id)}#level=${open.level}` : tryPath(id)}
                    aria-label={`${open ? "Continue" : "Start"} in the terminal: ${title}`}
                  >
                    {open ? "Continue in the terminal" : "Start in the terminal"}
                  </Link>
                </p>
                <Completed summary={summary} steps={steps} />
              </div>
              <span className="small muted num state">
                <span>{minutes} min</span>
                <span>{steps} steps</span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Completed({ summary: { completed, open }, steps }: { summary: RunSummary; steps: number }) {
  return (
    <>
      {completed.length > 0 && (
        <p className="small">
          <span className="tag right">✓ Completed</span> {completed.map(levelTitle).join(", ")}
        </p>
      )}
      {open && (
        <p className="small muted">
          In progress: {levelTitle(open.level)}, {open.done} of {steps} steps done
        </p>
      )}
    </>
  );
}
