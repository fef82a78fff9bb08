import { useEffect, useRef } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { usePlace } from "./place.ts";
import { TipLine } from "./tip-line.tsx";
import type { Standing } from "./use-standing.ts";
import { Status } from "../shared/status.tsx";

interface Props {
  walkthrough: Walkthrough;
  level: LessonLevel;
  standing: Standing;
}

/** Which step is on screen, and its verdict. It stays in view while the learner types and reads. */
export function StepHead({ walkthrough, level, standing }: Props) {
  const { step, at, isDone, tries, firstOpen } = standing;
  const heading = useRef<HTMLHeadingElement>(null);
  const lastStepId = useRef(step.id);
  useEffect(() => {
    if (lastStepId.current === step.id) return;
    lastStepId.current = step.id;
    heading.current?.focus();
  }, [step.id]);
  const done = isDone(step.id);
  const allDone = firstOpen === walkthrough.steps.length;
  return (
    <div className="step-head">
      <h2 id="try-step-title" tabIndex={-1} ref={heading}>
        <span className="small muted num">
          Step {at + 1} of {walkthrough.steps.length}
        </span>
        {step.title}
      </h2>
      <div className="verdict">
        <Status className={!done && tries.length > 0 && at <= firstOpen ? "tip" : undefined}>
          {done ? (
            <span className="tag right">{allDone ? `✓ All ${walkthrough.steps.length} steps done` : "✓ Done"}</span>
          ) : (
            at <= firstOpen && tries.length > 0 && <TipLine step={step} level={level} tries={tries} />
          )}
        </Status>
        {done && <Onward key={step.id} walkthrough={walkthrough} at={at} />}
      </div>
    </div>
  );
}

/** Leads to the next step. It takes the focus when the button that had it is gone. */
function Onward({ walkthrough, at }: { walkthrough: Walkthrough; at: number }) {
  const { go } = usePlace();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, []);
  const following = walkthrough.steps[at + 1];
  if (!following) return null;
  return (
    <button ref={button} type="button" className="btn primary" onClick={() => go({ step: following.id })}>
      Next: {following.title}
    </button>
  );
}
