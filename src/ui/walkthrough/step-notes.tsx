import type { WalkthroughStep } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { withRoot } from "../shared/root-links.ts";

const html = (text: string) => ({ __html: withRoot(text) });

/** Explains the parts of a step's command and what to notice in its result, with links into the chapter. */
export function StepNotes({ step }: { step: WalkthroughStep }) {
  return (
    <>
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
              Read {title}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
