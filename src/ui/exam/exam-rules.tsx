/** The rules that hold in every exam. */
export function ExamRules() {
  return (
    <section className="exam-block" aria-labelledby="exam-rules">
      <h2 id="exam-rules">How it works</h2>
      <ul className="exam-rules">
        <li>
          Sections come in order: general questions, then a case study, then a solution series. Leaving a section is
          final. You’re asked first.
        </li>
        <li>
          In a section, you can go back and forth. In a solution series, you can’t return to a solution once you go on.
        </li>
        <li>There are no hints and no search, and nothing is revealed before you submit.</li>
        <li>Flags, notes, highlights, and struck through options help you. They aren’t scored.</li>
        <li>A wrong answer costs nothing, so answer every question.</li>
        <li>
          The clock runs until you submit, also when you close the page. Your answers are stored as you give them, and
          when time runs out, they’re submitted for you.
        </li>
      </ul>
    </section>
  );
}
