import { useStore } from "./use-store.tsx";

/** The date of the learner's exam, with the advice that the exam asks for current Azure. */
export function ExamDate() {
  const examDate = useStore((state) => state.settings.examDate);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <div className="field">
      <label htmlFor="exam-date">Exam date</label>
      <div className="actions">
        <input
          id="exam-date"
          type="date"
          value={examDate}
          onChange={(event) => changeSettings({ examDate: event.target.value })}
        />
        {examDate && (
          <button type="button" className="btn quiet" onClick={() => changeSettings({ examDate: "" })}>
            Clear
          </button>
        )}
      </div>
      <p className="small muted">Microsoft’s exam follows the current service, so “Azure today” fits it better.</p>
    </div>
  );
}
