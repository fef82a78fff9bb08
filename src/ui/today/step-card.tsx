import type { ReactNode } from "react";
import { attemptPath } from "../shared/attempt-path.ts";
import { Link } from "../shared/link.tsx";
import { totals } from "../../assessment/attempt-actions.ts";
import type { Attempt } from "../../assessment/attempt.ts";
import { outline } from "../../content/course.ts";
import { percent } from "../shared/percent.ts";
import { levelTitle, tryPath } from "../shared/walkthrough-levels.ts";
import type { WorldEntry } from "../../sandbox/world-entry.ts";
import type { NextStep, Today } from "../shared/next-step.ts";

/** A line above, what it is about, a line below, and where the buttons lead: the main one first. */
interface Card {
  label: string;
  title: string;
  note: string;
  links: { to: string; title: string }[];
}

function continueTitle({ exam, assigned, assessmentId }: Attempt): string {
  if (assigned) return "Continue the assignment";
  if (exam) return "Continue the exam";
  return assessmentId === outline.quiz ? "Continue the quiz" : "Continue";
}
const place = ({ position, items }: Attempt): string => `question ${position + 1} of ${items.length}`;

const start: Card = {
  label: "Start here",
  title: "Read for 10 minutes, or try 10 questions first",
  note: `${outline.subject}. Your progress stays on this device, and everything works offline.`,
  links: [
    { to: `/learn/${outline.sections[0]?.id}/`, title: "Start reading" },
    { to: "/practice/#pretest", title: "Try 10 questions" },
  ],
};

function handsOnCard({ id, name, commands, lesson }: WorldEntry): Card {
  const walkthrough = outline.walkthroughs.find((walkthrough) => walkthrough.id === lesson?.walkthrough);
  if (!lesson || !walkthrough) {
    return {
      label: "You worked in the sandbox",
      title: name,
      note: commands === 1 ? "1 command so far." : `${commands} commands so far.`,
      links: [{ to: `/sandbox/#world=${id}`, title: "Continue in the sandbox" }],
    };
  }
  return {
    label: "You stopped in this walkthrough",
    title: walkthrough.title,
    note: `${levelTitle(lesson.level)}: ${Object.keys(lesson.done).length} of ${walkthrough.steps} steps done.`,
    links: [{ to: `${tryPath(walkthrough.id)}#level=${lesson.level}`, title: "Continue the walkthrough" }],
  };
}

function cardOf(step: NextStep, nextSection: Today["nextSection"]): Card {
  switch (step.kind) {
    case "start":
      return start;
    case "quiz-open":
      return {
        label: "Not submitted yet",
        title: step.attempt.title,
        note: `You’re at ${place(step.attempt)}. All your answers are saved.`,
        links: [{ to: attemptPath(step.attempt), title: continueTitle(step.attempt) }],
      };
    case "quiz-submitted": {
      // What an assignment shows is for its instructor to say, so the card leads to the assignment.
      if (step.attempt.assigned) {
        return {
          label: "Submitted",
          title: step.attempt.title,
          note: "Your submission, its receipt, and the result when it’s there.",
          links: [
            { to: `/a/#at/${step.attempt.assigned.hash}`, title: "Show the submission" },
            ...(nextSection ? [{ to: `/learn/${nextSection.id}/`, title: "Read the next section" }] : []),
          ],
        };
      }
      const { earned, maximum, share } = totals(step.attempt.scores ?? []);
      return {
        label: "Submitted",
        title: `${step.attempt.title}: ${percent(share)}`,
        note: `${earned} of ${maximum} points. The results explain every answer.`,
        links: [
          { to: `/results/#${step.attempt.id}`, title: "Review results" },
          ...(nextSection ? [{ to: `/learn/${nextSection.id}/`, title: "Read the next section" }] : []),
        ],
      };
    }
    case "hands-on":
      return handsOnCard(step.environment);
    case "reading": {
      const { section, place: position } = step;
      return {
        label: "You stopped here",
        title: section.title + (position?.heading ? ` › ${position.heading}` : ""),
        note: `Whole section: ${section.minutes} min.`,
        links: [{ to: `/learn/${section.id}/${position ? `#${position.block}` : ""}`, title: "Continue reading" }],
      };
    }
    case "next-section":
      return {
        label: `You finished “${step.finished.title}”. Next:`,
        title: step.section.title,
        note: `${step.section.minutes} min.`,
        links: [
          { to: `/learn/${step.section.id}/`, title: "Start this section" },
          { to: `/learn/${step.finished.id}/`, title: "Read the last one again" },
        ],
      };
    case "all-read":
      return {
        label: "You’ve read every section",
        title: step.complete ? "Keep what you’ve learned" : "Take the chapter quiz",
        note: step.complete
          ? "Practice mixes questions from the whole chapter."
          : `Score ${percent(outline.passMark)} or more to complete the chapter.`,
        links: [{ to: "/practice/", title: step.complete ? "Practice" : "Go to the quiz" }],
      };
  }
}

/** The first thing on Today: what was done last and the way on, then the quizzes that are still open. */
export function StepCard({ plan: { step, nextSection, otherOpen } }: { plan: Today }): ReactNode {
  const { label, title, note, links } = cardOf(step, nextSection);
  return (
    <section className="resume" aria-label="Continue">
      <div>
        <p className="muted small">{label}</p>
        <p className="where">{title}</p>
        <p className="muted">{note}</p>
      </div>
      <div className="two">
        {links.map(({ to, title: name }, at) => (
          <Link key={to} className={at === 0 ? "btn primary" : "btn"} to={to}>
            {name}
          </Link>
        ))}
      </div>
      {otherOpen.map((attempt) => (
        <p key={attempt.id} className="also">
          Also open: {attempt.title}, {place(attempt)}. <Link to={attemptPath(attempt)}>{continueTitle(attempt)}</Link>
        </p>
      ))}
    </section>
  );
}
