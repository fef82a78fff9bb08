import { heldMisconceptions, type HeldMisconception } from "../../assessment/misconceptions.ts";
import type { Misconception } from "../../content/content.ts";
import { DualHtml } from "../shared/dual.tsx";
import { Link } from "../shared/link.tsx";
import { useLog } from "../shared/use-log.ts";
import { useStore } from "../shared/use-store.tsx";
import "./misconceptions.css";

const practicePath = (code: string): string => `/practice/#misconception-${code}`;
const dateText = (at: number): string => new Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(at);
const timesText = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

interface HeldIdea {
  held: HeldMisconception;
  idea: Misconception;
}

/** The wrong ideas that the learner's answers held: those to fix first, then others, then those that are fixed. */
export function MisconceptionsScreen({ misconceptions }: { misconceptions: readonly Misconception[] }) {
  const entries = useLog();
  const now = useStore((state) => state.now);
  const time = now();
  const ideas = heldMisconceptions(entries ?? []).flatMap((held): HeldIdea[] => {
    const idea = misconceptions.find(({ id }) => id === held.code);
    return idea ? [{ held, idea }] : [];
  });
  const queue = ideas.filter(({ held }) => held.dueAt !== undefined);
  const fixed = ideas.filter(({ held }) => held.clearedAt !== undefined);
  const others = ideas.filter(({ held }) => held.dueAt === undefined && held.clearedAt === undefined);
  const top = queue.find(({ held }) => (held.dueAt ?? 0) <= time) ?? queue[0] ?? others[0];
  return (
    <div className="page">
      <h1 tabIndex={-1}>Wrong ideas</h1>
      <p className="muted">
        Answers that you were certain of and that were wrong. Each comes back from the next day on, until you answer a
        question about it right.
      </p>
      {entries === null && <p className="muted">Loading your progress…</p>}
      {entries !== null && ideas.length === 0 && (
        <>
          <p>None recorded. When you practice, say how sure you are: that shows what to unlearn.</p>
          <p>
            <Link className="btn primary" to="/practice/#mixed">
              Start mixed practice
            </Link>
          </p>
        </>
      )}
      {top && (
        <p>
          <Link className="btn primary" to={practicePath(top.idea.id)}>
            Fix the top one
          </Link>
        </p>
      )}
      <IdeaList title="To fix" ideas={queue} now={time} />
      <IdeaList title="Chosen without being certain" ideas={others} now={time} />
      <IdeaList title="Fixed" ideas={fixed} now={time} />
    </div>
  );
}

function stateText({ times, certainTimes, lastAt, dueAt, clearedAt }: HeldMisconception, now: number): string {
  const held = `Held ${timesText(times)}${certainTimes > 0 ? `, ${timesText(certainTimes)} with certainty` : ""}`;
  const last = `${held}; last on ${dateText(lastAt)}.`;
  if (clearedAt !== undefined) return `${last} Answered right on ${dateText(clearedAt)}.`;
  if (dueAt === undefined) return last;
  return dueAt <= now ? `${last} Due now.` : `${last} Due on ${dateText(dueAt)}.`;
}

function IdeaList({ title, ideas, now }: { title: string; ideas: readonly HeldIdea[]; now: number }) {
  if (ideas.length === 0) return null;
  return (
    <section className="ideas">
      <h2>
        {title} ({ideas.length})
      </h2>
      <ul>
        {ideas.map(({ held, idea }) => (
          <li key={idea.id}>
            <dl>
              <div className="wrong-idea">
                <dt>Wrong idea</dt>
                <dd>
                  <DualHtml value={idea.wrong} />
                </dd>
              </div>
              <div className="right-idea">
                <dt>What is right</dt>
                <dd>
                  <DualHtml value={idea.right} />
                </dd>
              </div>
            </dl>
            <p className="small muted">{stateText(held, now)}</p>
            <p className="idea-links small">
              <Link to={practicePath(idea.id)}>Practice this</Link>
              {idea.refs.map(({ href, title: heading }) => (
                <Link key={href} to={href}>
                  Read: {heading}
                </Link>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
