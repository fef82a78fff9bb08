import { useEffect } from "react";
import type { Walkthrough } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { SandboxContext, useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { SaveTrouble } from "../shared/terminal/save-trouble.tsx";
import { TerminalPanel } from "../shared/terminal/terminal-panel.tsx";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { useSandboxStore } from "../shared/terminal/use-sandbox-store.ts";
import { useHydrated } from "../shared/use-hydrated.ts";
import { useWide } from "../shared/use-wide.ts";
import { LevelChoice } from "./level-choice.tsx";
import { RulesNotice } from "./rules-notice.tsx";
import { usePlace } from "./place.ts";
import { StepHead } from "./step-head.tsx";
import { StepsLeft } from "./steps-left.tsx";
import { TryFoot } from "./try-foot.tsx";
import { AfterStep, TryStep } from "./try-step.tsx";
import { useRun, type Run } from "./use-run.ts";
import { useStanding } from "./use-standing.ts";
import "./try.css";
import { Status } from "../shared/status.tsx";

interface Props {
  walkthrough: Walkthrough;
}

/** One walkthrough done in a terminal: the step on the left, the terminal of its own environment on the right. */
export function TryScreen({ walkthrough }: Props) {
  const store = useSandboxStore();
  return (
    <SandboxContext value={store}>
      <Content walkthrough={walkthrough} />
    </SandboxContext>
  );
}

function Content({ walkthrough }: Props) {
  const run = useRun(walkthrough);
  const phase = useSandbox((state) => state.phase);
  const problem = useSandbox((state) => state.problem);
  if (phase === "failed") {
    return (
      <div className="page">
        <h1 tabIndex={-1}>{walkthrough.title}</h1>
        <p role="alert">
          {problem?.message ?? "The simulator didn’t start."} Everything that was saved is still there.
        </p>
        <button type="button" className="btn primary" onClick={() => window.location.reload()}>
          Reload
        </button>
      </div>
    );
  }
  if (phase === "elsewhere") {
    return (
      <div className="page">
        <h1 tabIndex={-1}>{walkthrough.title}</h1>
        <p>This walkthrough is open in another tab. To keep every command, only one tab can change it at a time.</p>
        <button type="button" className="btn primary" onClick={() => void run.takeOver()}>
          Continue here
        </button>
      </div>
    );
  }
  return <Desk walkthrough={walkthrough} run={run} />;
}

/** The step and the terminal. The terminal takes input at once; lines entered before its environment is open wait for it. */
function Desk({ walkthrough, run }: Props & { run: Run }) {
  const { level } = run;
  const standing = useStanding(walkthrough, level);
  const { known, doneCount, tries } = standing;
  const { step } = usePlace();
  const wide = useWide();
  const hydrated = useHydrated();
  // A run that was begun before may be at any step, so that none is shown until the environment is open.
  const [begun, setBegun] = useRemembered(`begun.${walkthrough.id}`, false);
  const hasBegun = known && (doneCount > 0 || tries.length > 0);
  useEffect(() => {
    if (hasBegun && !begun) setBegun(true);
  }, [hasBegun, begun, setBegun]);
  const stepProps = { walkthrough, level, standing };
  const showsStep = hydrated && (known || step !== undefined || !begun);
  const after = <AfterStep {...stepProps} onLevel={(next) => run.choose(next)} />;
  return (
    <div className="try">
      <div className="brief">
        <div className="try-intro">
          <p className="crumb">
            <Link to="/walkthroughs/">Walkthroughs</Link> <span aria-hidden="true">›</span>{" "}
            <Link to={`/walkthroughs/${walkthrough.id}/`}>Read all steps</Link>
          </p>
          <h1 tabIndex={-1}>{walkthrough.title}</h1>
          <noscript>
            <p>
              The terminal runs in this page and needs JavaScript. You can{" "}
              <Link to={`/walkthroughs/${walkthrough.id}/`}>read the steps</Link> instead.
            </p>
          </noscript>
          {hydrated && <LevelChoice run={run} progress={`${doneCount} of ${walkthrough.steps.length} steps done`} />}
          <Notices run={run} />
          {hydrated && <StepsLeft walkthrough={walkthrough} standing={standing} />}
        </div>
        {showsStep ? (
          <>
            <StepHead {...stepProps} />
            <TryStep {...stepProps} />
            {wide && after}
          </>
        ) : (
          <Status className="muted try-loading">Loading your progress…</Status>
        )}
      </div>
      <div className="machine">
        <SaveTrouble />
        <TerminalPanel eager={false} />
        <TryFoot run={run} />
      </div>
      {showsStep && !wide && after}
    </div>
  );
}

/** What went wrong, and what was just changed with the way back. */
function Notices({ run: { change, dismissChange } }: { run: Run }) {
  const store = useSandboxApi();
  const problem = useSandbox((state) => state.problem);
  const note = useSandbox((state) => state.note);
  return (
    <>
      <RulesNotice />
      {problem && (
        <p className="banner" role="alert">
          {problem.message}{" "}
          <button type="button" className="btn" onClick={() => store.getState().dismissProblem()}>
            Close
          </button>
        </p>
      )}
      <Status as="div">
        {note !== undefined && (
          <p className="banner">
            {note}{" "}
            <button type="button" className="btn" onClick={() => store.getState().dismissNote()}>
              Close
            </button>
          </p>
        )}
        {change && (
          <p className="banner">
            {change.text}{" "}
            <button
              type="button"
              className="btn"
              onClick={() => {
                dismissChange();
                void change.takeBack();
              }}
            >
              {change.back}
            </button>
            <button type="button" className="btn" onClick={dismissChange}>
              Close
            </button>
          </p>
        )}
      </Status>
    </>
  );
}
