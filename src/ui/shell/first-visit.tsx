import { useStore } from "../shared/use-store.tsx";

/** Asks once which truth the learner is here for. It never blocks reading and can be put aside. */
export function FirstVisit() {
  const asked = useStore((state) => !state.settings.profileChosen && state.snapshot !== null);
  const examDate = useStore((state) => state.settings.examDate);
  const changeSettings = useStore((state) => state.changeSettings);
  if (!asked) return null;
  return (
    <section className="notice first-visit" aria-labelledby="first-visit-title">
      <h2 id="first-visit-title">Which rules are you here for?</h2>
      <p>
        The course and Microsoft disagree on some facts. Every difference is marked, and the switch at the top changes
        the rules at any time.
      </p>
      <div className="truths">
        <button
          type="button"
          className={examDate ? "btn" : "btn primary"}
          onClick={() => changeSettings({ profile: "chapter", profileChosen: true })}
        >
          This course
        </button>
        <button
          type="button"
          className={examDate ? "btn primary" : "btn"}
          onClick={() => changeSettings({ profile: "azure", profileChosen: true })}
        >
          Azure as it is
        </button>
      </div>
      <details>
        <summary>I have an exam date</summary>
        <label>
          <span className="visually-hidden">Date of the exam</span>
          <input type="date" value={examDate} onChange={(event) => changeSettings({ examDate: event.target.value })} />
        </label>
        <p className="small muted">Microsoft’s exam asks for Azure as it is.</p>
      </details>
    </section>
  );
}
