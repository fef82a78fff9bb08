import { Link } from "../shared/link.tsx";
import type { Walkthrough, WalkthroughStep } from "../../content/content.ts";
import { sandboxPath } from "../../content/sandbox-link.ts";
import { CommandFigure } from "../shared/command-figure.tsx";
import { withRoot } from "../shared/root-links.ts";
import { PredictionAlone } from "./prediction.tsx";
import { linesOf } from "./blanks.ts";
import { tryPath } from "../shared/walkthrough-levels.ts";
import { StepNotes } from "./step-notes.tsx";
import "./walkthrough.css";

const html = (text: string) => ({ __html: withRoot(text) });

/** Returns the command lines of steps, in order. */
const linesUpTo = (steps: readonly WalkthroughStep[]): string[] => steps.flatMap(({ command }) => linesOf(command));

interface StepProps {
  step: WalkthroughStep;
  at: number;
  total: number;
  /** Address of an environment in which the steps up to this one have run. */
  sandbox: string;
}

function Step({ step, at, total, sandbox }: StepProps) {
  return (
    <section className="step" id={step.id} aria-labelledby={`${step.id}-title`}>
      <p className="small muted num">
        Step {at + 1} of {total}
      </p>
      <h2 id={`${step.id}-title`}>
        {step.title}{" "}
        <a className="anchor" href={`#${step.id}`}>
          <span aria-hidden="true">#</span>
          <span className="visually-hidden">Link to step {at + 1}</span>
        </a>
      </h2>
      <div className="prose" dangerouslySetInnerHTML={html(step.text)} />
      {step.predict && <PredictionAlone predict={step.predict} name={`predict-${step.id}`} />}
      <CommandFigure command={step.command} label={`Command of step ${at + 1}`} />
      <p className="small">
        <Link to={sandbox}>{at === 0 ? "Run it in the sandbox" : `Run steps 1 to ${at + 1} in the sandbox`}</Link>
      </p>
      <StepNotes step={step} />
    </section>
  );
}

/** One walkthrough: its steps in order, each with its command explained. */
export function WalkthroughScreen({ walkthrough }: { walkthrough: Walkthrough }) {
  const { steps, next, start } = walkthrough;
  const sandboxAt = (count: number): string => `/${sandboxPath(start, linesUpTo(steps.slice(0, count)))}`;
  return (
    <article className="reading walkthrough">
      <aside className="contents" aria-labelledby="steps-title">
        <h2 id="steps-title">Steps</h2>
        <ol>
          {steps.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </aside>
      <p className="crumb">
        <Link to="/walkthroughs/">Walkthroughs</Link> <span aria-hidden="true">›</span> {walkthrough.minutes} min
      </p>
      <h1 tabIndex={-1}>{walkthrough.title}</h1>
      <p className="lead" dangerouslySetInnerHTML={html(walkthrough.lead)} />
      <section className="before" aria-label="Before you start">
        <strong>Before you start</strong>
        <div dangerouslySetInnerHTML={html(walkthrough.before)} />
        <p className="actions">
          <Link className="btn primary" to={tryPath(walkthrough.id)}>
            Start in the terminal
          </Link>
          <Link className="btn" to={sandboxAt(0)}>
            Open in the sandbox
          </Link>
        </p>
      </section>
      {steps.map((step, at) => (
        <Step key={step.id} step={step} at={at} total={steps.length} sandbox={sandboxAt(at + 1)} />
      ))}
      <section className="after" aria-label="When you’re done">
        <div className="prose" dangerouslySetInnerHTML={html(walkthrough.after)} />
        <p className="small">
          <Link to={walkthrough.section.href}>Read {walkthrough.section.title} in the chapter</Link>
        </p>
      </section>
      <nav className="next" aria-label="Walkthroughs">
        <div>
          <div className="muted small">{next ? "Next" : "That was the last walkthrough"}</div>
          <strong>{next?.title ?? "Test what you remember"}</strong>
        </div>
        <Link className="btn primary" to={next ? `/walkthroughs/${next.id}/` : "/practice/"}>
          {next ? "Next walkthrough" : "Practice"}
        </Link>
      </nav>
    </article>
  );
}
