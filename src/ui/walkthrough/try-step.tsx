import { useEffect, useEffectEvent, useRef } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/protocol.ts";
import { withRoot } from "../shared/root-links.ts";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { linesOf } from "./blanks.ts";
import { usePlace } from "./place.ts";
import { Prediction } from "./prediction.tsx";
import { StepCommand } from "./step-command.tsx";
import { StepDone } from "./step-done.tsx";
import { StepNotes } from "./step-notes.tsx";
import { TipLine } from "./tip-line.tsx";
import { useStanding, type Standing } from "./use-standing.ts";

const html = (text: string) => ({ __html: withRoot(text) });

/** A prediction that was passed over. */
const passed = -1;

interface Props {
  walkthrough: Walkthrough;
  level: LessonLevel;
  onLevel(level: LessonLevel): void;
}

/** The step on screen: what it is about, a question to predict, its command as far as the level shows it, and what came of it. */
export function TryStep({ walkthrough, level }: Omit<Props, "onLevel">) {
  const standing = useStanding(walkthrough);
  const { step, at, isDone, firstOpen } = standing;
  const place = usePlace();
  // The step stays on screen when it is done: what came of it is to be read.
  const pin = useEffectEvent(() => place.go({ step: step.id }, true));
  useEffect(() => {
    if (place.step === undefined) pin();
  }, [place.step]);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step.id);
  useEffect(() => {
    if (shown.current === step.id) return;
    shown.current = step.id;
    heading.current?.focus();
  }, [step.id]);
  const done = isDone(step.id);
  return (
    <section className="try-step" aria-labelledby="try-step-title">
      <h2 id="try-step-title" tabIndex={-1} ref={heading}>
        <span className="small muted num">
          Step {at + 1} of {walkthrough.steps.length}
        </span>
        {step.title}
      </h2>
      {at === 0 && !done && (
        <div className="before-line small muted" dangerouslySetInnerHTML={html(walkthrough.before)} />
      )}
      <div className="prose" dangerouslySetInnerHTML={html(step.text)} />
      {at > firstOpen ? (
        <NotYet walkthrough={walkthrough} standing={standing} />
      ) : (
        <Work key={`${level} ${step.id}`} walkthrough={walkthrough} level={level} standing={standing} />
      )}
    </section>
  );
}

/** What stands below the terminal on a narrow screen: what became of the step, and its notes. */
export function AfterStep(props: Props) {
  const { walkthrough, level } = props;
  const standing = useStanding(walkthrough);
  const { step, at, isDone, firstOpen } = standing;
  const done = isDone(step.id);
  const asks = useAsks(standing);
  if (at > firstOpen) return null;
  return (
    <section className="after-step" aria-label={`Result of step ${at + 1}`}>
      {done && <StepDone key={step.id} {...props} standing={standing} />}
      {((level === "shown" && !asks) || done) && <StepNotes step={step} />}
    </section>
  );
}

/** A step that stands on earlier ones which are not done in this world. */
function NotYet({ walkthrough, standing }: { walkthrough: Walkthrough; standing: Standing }) {
  const store = useSandboxApi();
  const { go } = usePlace();
  const busy = useSandbox((state) => state.running !== undefined);
  const { at, firstOpen } = standing;
  const open = walkthrough.steps[firstOpen];
  const lines = walkthrough.steps.slice(firstOpen, at).flatMap(({ command }) => linesOf(command));
  return (
    <div className="not-yet">
      <p>This world stands at step {firstOpen + 1}. What this step needs has not been done in it.</p>
      <div className="actions">
        <button type="button" className="btn primary" onClick={() => go({ step: open?.id })}>
          Go to step {firstOpen + 1}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={() => void store.getState().executeAll(lines)}>
          {firstOpen + 1 === at ? `Run step ${at}` : `Run steps ${firstOpen + 1} to ${at}`}
        </button>
      </div>
    </div>
  );
}

/** Whether a prediction is to be made before the command of the step is shown. */
function useAsks({ step, isDone }: Standing): boolean {
  const chosen = useSandbox((state) => state.status?.entry.lesson?.predictions[step.id]);
  return step.predict !== undefined && chosen === undefined && !isDone(step.id);
}

/** The question before the command, and the command. */
function Work({ walkthrough, level, standing }: { walkthrough: Walkthrough; level: LessonLevel; standing: Standing }) {
  const store = useSandboxApi();
  const { step, at, isDone, tries } = standing;
  const chosen = useSandbox((state) => state.status?.entry.lesson?.predictions[step.id]);
  const predict = (choice: number) => void store.getState().ask("predict", { step: step.id, choice });
  const done = isDone(step.id);
  const asks = useAsks(standing);
  const last = done ? undefined : tries.at(-1);
  return (
    <>
      {step.predict && chosen !== passed && (
        <Prediction predict={step.predict} name={`predict-${step.id}`} chosen={chosen ?? null} onChoose={predict} />
      )}
      {asks ? (
        <button type="button" className="btn" onClick={() => predict(passed)}>
          Go on without a guess
        </button>
      ) : (
        <StepCommand
          walkthrough={walkthrough}
          step={step}
          level={level}
          whole={at >= walkthrough.steps.length / 2}
          done={done}
        />
      )}
      {last && <TipLine step={step} tries={tries} />}
    </>
  );
}
