import { useEffect, useId, useState } from "react";
import { useNavigate } from "react-router-dom";
import { timeFactors } from "../../assessment/exam-clock.ts";
import { formLength } from "../../assessment/form-length.ts";
import { chapterComplete } from "../../assessment/gate.ts";
import type { Objective } from "../../content/content.ts";
import { outline } from "../../content/course.ts";
import { examsOf, planExamFor, startExam } from "../../store/start-exam.ts";
import { percent } from "../shared/percent.ts";
import { Status } from "../shared/status.tsx";
import { useChoices } from "../shared/use-choices.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { examChoices, examForms, wishOf, type ExamChoices } from "./choices.ts";
import { CustomFields } from "./custom-fields.tsx";
import { startedHere } from "../shared/started-here.ts";

/** What the exam would be; or why there is none. */
type Preview = { questions: number; repeats: number } | { message: string };

/** Draws the exam that the choices ask for, to tell how many of its questions repeat; null until it's known. */
function usePreview(choices: ExamChoices, id: string): Preview | null {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const profile = useStore((state) => state.settings.profile);
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    if (!snapshot) return;
    let current = true;
    void planExamFor(app, wishOf(choices), id).then((plan) => {
      if (!current) return;
      setPreview(plan.ok ? { questions: plan.attempt.items.length, repeats: plan.repeats } : { message: plan.message });
    });
    return () => {
      current = false;
    };
    // What the plan reads from the store: a change of either means another plan.
  }, [app, choices, id, snapshot, profile]);
  return preview;
}

function previewText(preview: Preview | null, wanted: number, hasExams: boolean): string {
  if (!preview) return "";
  if ("message" in preview) return preview.message;
  const { questions, repeats } = preview;
  const fewer = questions < wanted ? `Only ${questions} questions fit, so the exam has ${questions}. ` : "";
  if (!hasExams) return fewer;
  return (
    fewer +
    (repeats === 0
      ? "None of the questions was in your last two exams."
      : `${repeats} of ${questions} questions ${repeats === 1 ? "was" : "were"} in your last two exams.`)
  );
}

const factorText = (factor: number, minutes: number): string =>
  `${factor === 1 ? "Standard time" : `Time × ${factor}`}: ${Math.round(minutes * factor)} min`;

/** Chooses form, time and rules, and starts the exam. */
export function StartForm({ objectives }: { objectives: readonly Objective[] }) {
  const id = useId();
  const app = useStoreApi();
  const navigate = useNavigate();
  const attempts = useStore((state) => state.snapshot?.attempts);
  const [choices, change] = useChoices(examChoices);
  const [problem, setProblem] = useState("");
  const [isStarting, setStarting] = useState(false);
  // The questions that are counted are the ones that the button then starts with.
  const [attemptId] = useState(() => app.getState().newId());
  const preview = usePreview(choices, attemptId);

  const form = examForms.find((known) => known.id === choices.form);
  const minutes = form?.minutes ?? choices.custom.minutes;
  const unlock = outline.unlocks.find(({ assessment }) => assessment === form?.id);
  const isEarly = unlock !== undefined && attempts !== undefined && !chapterComplete(attempts, outline);
  const canStart = preview !== null && !("message" in preview) && !isStarting;

  const start = async () => {
    setStarting(true);
    setProblem("");
    const started = await startExam(app, wishOf(choices), attemptId);
    if (started.ok) {
      startedHere.add(started.id);
      void navigate(`/exam/#${started.id}`);
      return;
    }
    setStarting(false);
    setProblem(started.message);
  };
  const check = (name: "breaks" | "asksConfidence" | "includeDisputed", text: string) => (
    <label className="option-line" htmlFor={`${id}-${name}`}>
      <input
        id={`${id}-${name}`}
        type="checkbox"
        checked={choices[name]}
        onChange={(event) => change({ [name]: event.target.checked })}
      />
      <span>{text}</span>
    </label>
  );
  return (
    <form
      className="exam-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canStart) void start();
      }}
    >
      <fieldset className="exam-presets">
        <legend className="visually-hidden">Which exam</legend>
        {[...examForms.map((known) => known.id), "custom"].map((formId) => {
          const known = examForms.find((candidate) => candidate.id === formId);
          return (
            <label key={formId} className="exam-preset" htmlFor={`${id}-${formId}`}>
              <input
                id={`${id}-${formId}`}
                type="radio"
                name={`${id}-form`}
                checked={choices.form === formId}
                onChange={() => change({ form: formId })}
              />
              <strong>{known?.title ?? "Custom"}</strong>
              <span>
                <span className="num">
                  {known
                    ? `${formLength(known)} questions, ${known.minutes} min`
                    : `${choices.custom.questions} questions, ${choices.custom.minutes} min`}
                </span>
                <span className="muted small">{known?.lead ?? "Your own choice of topics, types, and time."}</span>
              </span>
            </label>
          );
        })}
      </fieldset>
      {choices.form === "custom" && (
        <CustomFields custom={choices.custom} objectives={objectives} onChange={(custom) => change({ custom })} />
      )}
      <div className="exam-options">
        <div className="field">
          <label htmlFor={`${id}-factor`}>Time</label>
          <select
            id={`${id}-factor`}
            value={choices.factor === null ? "" : String(choices.factor)}
            onChange={(event) => change({ factor: event.target.value === "" ? null : Number(event.target.value) })}
          >
            {timeFactors.map((factor) => (
              <option key={factor} value={factor}>
                {factorText(factor, minutes)}
              </option>
            ))}
            <option value="">No time limit</option>
          </select>
        </div>
        <div>
          {check(
            "breaks",
            "Allow breaks. The clock keeps running, and questions seen before a break are locked after it.",
          )}
          {check("asksConfidence", "Ask how sure I am of each answer, for a comparison at the end")}
          {choices.form !== "custom" &&
            check("includeDisputed", "Include questions that the chapter and Azure today answer differently")}
        </div>
      </div>
      {isEarly && (
        <p className="muted">
          This exam is meant for after the chapter quiz. Score {percent(outline.passMark)} there first, or try it now.
        </p>
      )}
      <Status className="muted">
        {previewText(preview, form ? formLength(form) : choices.custom.questions, examsOf(attempts ?? []).length > 0)}
      </Status>
      <p role="alert" className="exam-problem">
        {problem}
      </p>
      <button type="submit" className="btn primary" disabled={!canStart}>
        Start exam
      </button>
    </form>
  );
}
