import { Link } from "../shared/link.tsx";
import type { Walkthrough, WalkthroughStep } from "../../content/content.ts";
import { sandboxPath } from "../../content/sandbox-link.ts";
import { CommandFigure } from "../shared/command-figure.tsx";
import { withRoot } from "../shared/root-links.ts";
import { Prediction } from "./prediction.tsx";
import "./walkthrough.css";

const html = (text: string) => ({ __html: withRoot(text) });

/** Command lines of the first steps, which lead to where a step begins or ends. */
const linesOf = (steps: readonly WalkthroughStep[]): string[] => steps.flatMap(({ command }) => command.split("\n"));

interface StepProps {
  step: WalkthroughStep;
  at: number;
  total: number;
  /** Address of a world in which the steps up to this one have run. */
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
      {step.predict && <Prediction predict={step.predict} name={`predict-${step.id}`} />}
      <CommandFigure command={step.command} label={`Command of step ${at + 1}`} />
      <p className="small">
        <Link to={sandbox}>{at === 0 ? "Run it in the sandbox" : `Run steps 1 to ${at + 1} in the sandbox`}</Link>
      </p>
      {step.options.length > 0 && (
        <dl className="options-list">
          {step.options.map(({ part, text }) => (
            <div key={part}>
              <dt>
                <code>{part}</code>
              </dt>
              <dd dangerouslySetInnerHTML={html(text)} />
            </div>
          ))}
        </dl>
      )}
      <div className="to-notice">
        <h3>What to notice</h3>
        <ul>
          {step.notice.map((note) => (
            <li key={note} dangerouslySetInnerHTML={html(note)} />
          ))}
        </ul>
      </div>
      {step.refs.length > 0 && (
        <p className="small">
          {step.refs.map(({ href, title }) => (
            <Link key={href} to={href}>
              Read: {title}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

/** One walkthrough: its steps in order, each with the command taken apart. */
export function WalkthroughScreen({ walkthrough }: { walkthrough: Walkthrough }) {
  const { steps, next, start } = walkthrough;
  const sandboxAt = (count: number): string => `/${sandboxPath(start, linesOf(steps.slice(0, count)))}`;
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
        <p>
          <Link className="btn" to={sandboxAt(0)}>
            Open the sandbox at this point
          </Link>
        </p>
      </section>
      {steps.map((step, at) => (
        <Step key={step.id} step={step} at={at} total={steps.length} sandbox={sandboxAt(at + 1)} />
      ))}
      <section className="after" aria-label="When you are done">
        <div className="prose" dangerouslySetInnerHTML={html(walkthrough.after)} />
        <p className="small">
          <Link to={walkthrough.section.href}>In the chapter: {walkthrough.section.title}</Link>
        </p>
      </section>
      <nav className="next" aria-label="Walkthroughs">
        <div>
          <div className="muted small">{next ? "Next" : "That was the last one"}</div>
          <strong>{next?.title ?? "Test what you remember"}</strong>
        </div>
        <Link className="btn primary" to={next ? `/walkthroughs/${next.id}/` : "/practice/"}>
          {next ? "Go on" : "Practice"}
        </Link>
      </nav>
    </article>
  );
}
