import { useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { secondsLeft, spokenTime } from "../../assessment/exam-clock.ts";
import { profileNames } from "../shared/profile-names.ts";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";
import { ExamClock } from "./exam-clock.tsx";
import { SavedLine } from "./saved-line.tsx";
import { startedHere } from "../shared/started-here.ts";

/** What stays in view during an exam: which one it is, the section, the time left, the rules, and that answers are stored. */
export function ExamHeader({
  attempt,
  sectionText,
  savedAt,
  isSaving,
  onBreak,
}: {
  attempt: Attempt;
  sectionText: string;
  savedAt: number | null;
  isSaving: boolean;
  /** Absent where no break can be taken. */
  onBreak: (() => void) | undefined;
}) {
  return (
    <div className="exam-header">
      <div>
        <strong>{attempt.title}</strong> <span className="tag note">Rules: {profileNames[attempt.profile]}</span>
        <p className="small muted">
          {sectionText !== "" && `${sectionText} · `}
          <SavedLine savedAt={savedAt} isSaving={isSaving} />
        </p>
      </div>
      <div className="exam-side">
        <ExamClock attempt={attempt} />
        {onBreak && (
          <button type="button" className="btn quiet small" onClick={onBreak}>
            Take a break
          </button>
        )}
      </div>
    </div>
  );
}

/** Says that the exam was come back to, and that its clock ran meanwhile. */
export function ResumedLine({ attempt }: { attempt: Attempt }) {
  const now = useStore((state) => state.now);
  const [left] = useState(() => secondsLeft(attempt, now()));
  const [isShown, setShown] = useState(() => !startedHere.has(attempt.id));
  if (!isShown) return null;
  return (
    <div className="exam-notice">
      <Status>
        Welcome back. Your answers are here as you left them.{" "}
        {left !== undefined && `The clock kept running: ${spokenTime(left)} left.`}
      </Status>
      <button type="button" className="btn quiet small" onClick={() => setShown(false)}>
        Close
      </button>
    </div>
  );
}
