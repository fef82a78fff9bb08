import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import type { Assignment } from "../../assignment/assignment.ts";
import { counted } from "../../assessment/counted.ts";
import { spokenTime } from "../../assessment/exam-clock.ts";
import { chapterAssignment, chapterForms, type ChapterForm } from "../../store/chapter-assignment.ts";
import { percent } from "../shared/percent.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { PackageSection } from "./package-section.tsx";
import { FormatChoice } from "./format-choice.tsx";

const formTexts: Record<ChapterForm, { name: string; text: string }> = {
  exam: {
    name: "Exam",
    text: "each attempt gets other questions, as many about each objective as in the Standard exam. It has no case study and no series",
  },
  bank: { name: "All questions", text: "the whole question bank as one quiz" },
};

/** Length, time and pass mark of an assignment. */
function rulesLine({ parts, seconds, passMark, profile }: Assignment): string {
  const questions = parts.reduce((sum, part) => sum + (part.kind === "items" ? (part.draw ?? part.from.length) : 0), 0);
  return [
    counted(questions, "question"),
    seconds === null ? "no time limit" : spokenTime(seconds),
    `pass mark ${percent(passMark)}`,
    profile === "chapter" ? "chapter rules" : "current Azure rules",
  ].join(", ");
}

/** Makes a package of the whole chapter, without an assignment of the instructor's own. */
export function ChapterSection() {
  const app = useStoreApi();
  const profile = useStore((state) => state.settings.profile);
  const [form, setForm] = useState<ChapterForm>("exam");
  const [made, setMade] = useState<{ form: ChapterForm; assignment: Assignment }>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let isCurrent = true;
    chapterAssignment(app, form).then(
      (assignment) => isCurrent && setMade({ form, assignment }),
      (error: unknown) => isCurrent && setProblem(errorText(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, form, profile]);
  const assignment = made?.form === form && made.assignment.profile === profile ? made.assignment : undefined;
  return (
    <>
      <FormatChoice
        legend="What the package asks"
        formats={chapterForms}
        texts={formTexts}
        value={form}
        onChange={setForm}
      />
      <p role="alert" className="assign-alert">
        {problem}
      </p>
      {assignment ? (
        <>
          <p className="assign-gap num">{rulesLine(assignment)}. Answers are explained after submitting.</p>
          <PackageSection assignment={assignment} />
        </>
      ) : (
        problem === "" && <p className="muted">Loading the questions…</p>
      )}
    </>
  );
}
