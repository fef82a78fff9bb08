import { useEffect, useEffectEvent, useOptimistic, useTransition } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { withRoot } from "../shared/root-links.ts";
import { useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useBusy } from "../shared/terminal/use-busy.ts";
import { linesOf } from "./blanks.ts";
import { usePlace } from "./place.ts";
import { Prediction } from "./prediction.tsx";
import { StepCommand } from "./step-command.tsx";
import { StepNotes } from "./step-notes.tsx";
import { skipped, type Standing } from "./use-standing.ts";
import { WalkthroughDone } from "./walkthrough-done.tsx";

const html = (text: string) => ({ __html: withRoot(text) });

interface Props {
  walkthrough: Walkthrough;
  level: LessonLevel;
  standing: Standing;
}

/** The step on screen: what it is about, a prediction, and its command as far as the level shows it. */
export function TryStep({ walkthrough, level, standing }: Props) {
  const { known, step, at, isDone, firstOpen } = standing;
  const place = usePlace();
  // The step stays on screen when it is done, so that its result can be read.
  const pin = useEffectEvent(() => place.go({ step: step.id }, true));
  useEffect(() => {
    if (known && place.step === undefined) pin();
  }, [known, place.step]);
  return (
    <section className="try-step" aria-labelledby="try-step-title">
      {at === 0 && !isDone(step.id) && (
        <div className="before-line small muted" dangerouslySetInnerHTML={html(walkthrough.before)} />
      )}
      <div className="prose" dangerouslySetInnerHTML={html(step.text)} />
      {at > firstOpen ? (
        known && <EarlierFirst walkthrough={walkthrough} standing={standing} />
      ) : (
        <Work key={`${level} ${step.id}`} walkthrough={walkthrough} level={level} standing={standing} />
      )}
    </section>
  );
}

/** What comes after the terminal on a narrow screen: notes about the step, and where to go once all are done. */
export function AfterStep({ onLevel, ...props }: Props & { onLevel(level: LessonLevel): void }) {
  const { walkthrough, level, standing } = props;
  const { step, at, isDone, firstOpen } = standing;
  const done = isDone(step.id);
  if (at > firstOpen) return null;
  const complete = at === walkthrough.steps.length - 1 && firstOpen === walkthrough.steps.length;
  return (
    <section className="after-step" aria-label={`About step ${at + 1}`}>
      {complete && <WalkthroughDone walkthrough={walkthrough} level={level} onLevel={onLevel} />}
      {((level === "shown" && !asksFirst(standing)) || done) && <StepNotes step={step} />}
    </section>
  );
}

/** Shown for a step whose earlier steps aren't done in this environment. */
function EarlierFirst({ walkthrough, standing }: { walkthrough: Walkthrough; standing: Standing }) {
  const store = useSandboxApi();
  const { go } = usePlace();
  const busy = useBusy();
  const { at, firstOpen } = standing;
  const open = walkthrough.steps[firstOpen];
  const lines = walkthrough.steps.slice(firstOpen, at).flatMap(({ command }) => linesOf(command));
  return (
    <div className="not-yet">
      <p>
        This step builds on step {at}. You have done{" "}
        {firstOpen === 0 ? "none of the steps" : firstOpen === 1 ? "step 1" : `steps 1 to ${firstOpen}`} so far.
      </p>
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

/** Returns whether the step's command stays hidden until a prediction is made or skipped. */
const asksFirst = ({ step, isDone, prediction }: Standing): boolean =>
  step.predict !== undefined && prediction === undefined && !isDone(step.id);

/** The prediction and the command of a step. */
function Work({ walkthrough, level, standing }: Props) {
  const store = useSandboxApi();
  const { known, step, at, isDone, prediction } = standing;
  const [, startTransition] = useTransition();
  // The choice shows at once; the environment stores it and answers later.
  const [chosen, showChosen] = useOptimistic(prediction);
  const predict = (choice: number) =>
    startTransition(async () => {
      showChosen(choice);
      // Where it can't be stored, the choice goes back to what is.
      await store
        .getState()
        .ask("predict", { step: step.id, choice })
        .catch(() => undefined);
    });
  return (
    <>
      {step.predict && chosen !== skipped && (
        <Prediction
          predict={step.predict}
          name={`predict-${step.id}`}
          chosen={chosen ?? null}
          disabled={!known}
          onChoose={predict}
        />
      )}
      {asksFirst(standing) ? (
        <button type="button" className="btn" disabled={!known} onClick={() => predict(skipped)}>
          Skip prediction
        </button>
      ) : (
        <StepCommand
          walkthrough={walkthrough}
          step={step}
          level={level}
          whole={at >= walkthrough.steps.length / 2}
          done={isDone(step.id)}
        />
      )}
    </>
  );
}
