import { useEffect, useMemo, useState } from "react";
import { outline } from "../../content/course.ts";
import type { Learning, Overview } from "../../store/state.ts";
import { knowledgeOf } from "../shared/best-step.ts";
import { Link } from "../shared/link.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore } from "../shared/use-store.tsx";
import { ActivitySection } from "./activity-section.tsx";
import { AttemptsSection } from "./attempts-section.tsx";
import { CalibrationSection } from "./calibration-section.tsx";
import { ObjectivesSection } from "./objectives-section.tsx";
import { ReadinessSection } from "./readiness-section.tsx";
import { TimeSection } from "./time-section.tsx";
import "./progress.css";

/** Answers below which there's too little to show. */
const answersToStart = 10;

/** What the learner knows, how ready they are, how they judge themselves, and what they did. */
export function ProgressScreen() {
  const overview = useStore((state) => state.snapshot ?? state.overview);
  const attempts = useStore((state) => state.snapshot?.attempts ?? null);
  const learning = useStore((state) => state.learning);
  const followLearning = useStore((state) => state.followLearning);
  useEffect(followLearning, [followLearning]);
  useFollowProgress();
  return (
    <div className="page progress" aria-busy={!overview || !learning || undefined}>
      <h1 tabIndex={-1}>Your progress</h1>
      {overview && learning ? (
        <>
          <Learned learning={learning} overview={overview} />
          <AttemptsSection attempts={attempts} />
          <p>
            <Link to="/settings/#data">Back up, restore, or delete your data</Link>
          </p>
        </>
      ) : (
        <p className="muted">Loading your progress…</p>
      )}
    </div>
  );
}

/** Everything that follows from the learning log. */
function Learned({ learning, overview }: { learning: Learning; overview: Overview }) {
  const clock = useStore((state) => state.now);
  // Read once a visit.
  const [now] = useState(clock);
  const { objectives, readiness } = useMemo(() => knowledgeOf(learning, now), [learning, now]);
  const entries = useMemo(
    () => [...learning.entries.values()].flat().filter(({ undoneAt }) => undoneAt === undefined),
    [learning],
  );
  const missing = answersToStart - entries.length;
  return (
    <>
      <p className="muted num">
        {overview.sections.length} of {outline.sections.length} sections done, {overview.checks.length} questions
        answered in the text.
      </p>
      {missing > 0 && (
        <section className="resume" aria-label="Start">
          <div>
            <p className="where">10 answers to start</p>
            <p className="muted">
              {entries.length === 0
                ? "Answer questions, in the text or in practice, to see what you know."
                : `${missing} more, and you see how ready you are.`}
            </p>
          </div>
          <Link className="btn primary" to="/practice/#pretest">
            Try 10 questions
          </Link>
        </section>
      )}
      <ReadinessSection readiness={readiness} />
      <ObjectivesSection objectives={objectives} />
      <CalibrationSection entries={entries} />
      <TimeSection entries={entries} />
      <ActivitySection learning={learning} now={now} />
    </>
  );
}
