import { useEffect, useState } from "react";
import { describeKey } from "../../assessment/describe-response.ts";
import { errorText } from "../../assessment/error-text.ts";
import type { Response, ScoredItem } from "../../assessment/item.ts";
import type { OwnQuestion } from "../../assignment/own-question-schema.ts";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import type { DraftCheck } from "../../store/author-issue.ts";
import { previewDraw } from "../../store/author-preview.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";

function PreviewedQuestion({ item, number }: { item: ScoredItem; number: number }) {
  const [response, setResponse] = useState<Response>();
  return (
    <li className="assign-question">
      <h3 className="small muted">Question {number}</h3>
      {item.case && <CasePanel study={item.case} open={false} />}
      <ItemForm item={item} response={response} disabled={false} onChange={setResponse} />
      {item.type === "command" && <p className="muted small">Learners type commands in a terminal here.</p>}
      <details>
        <summary>Answer</summary>
        <ul className="assign-key">
          {describeKey(item).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** The questions that one made-up learner would get. Answers given here count for nothing. */
export function PreviewSection({
  row,
  check,
  isStuck,
  own,
}: {
  row: AssignmentRow;
  check: DraftCheck | null;
  /** Whether there won't be a check, which the page says elsewhere. */
  isStuck: boolean;
  own: readonly OwnQuestion[];
}) {
  const [isOpen, setOpen] = useState(false);
  const [learner, setLearner] = useState(1);
  const [drawn, setDrawn] = useState<{ learner: number; items: ScoredItem[] } | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (!isOpen || !check) return;
    let isCurrent = true;
    previewDraw(row, check, own, learner).then(
      (items) => {
        if (!isCurrent) return;
        setProblem("");
        setDrawn({ learner, items });
      },
      (error: unknown) => isCurrent && setProblem(errorText(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [isOpen, row, check, own, learner]);
  return (
    <section className="assign-block" aria-labelledby="preview">
      <h2 id="preview">Preview</h2>
      <p className="muted">
        The questions as a made-up learner would get them, with their answers. Nothing you enter here counts.
      </p>
      <div className="actions">
        <button type="button" className="btn" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Close the preview" : "Preview as a learner"}
        </button>
        {isOpen && (
          <button type="button" className="btn" onClick={() => setLearner(learner + 1)}>
            Draw for another learner
          </button>
        )}
      </div>
      {isOpen && problem && (
        <p role="alert" className="assign-alert">
          The questions can’t be loaded: {problem} Reload the page when you’re online again.
        </p>
      )}
      {isOpen && !drawn && !problem && !isStuck && <p className="muted">Drawing the questions…</p>}
      {isOpen && check && !check.pinned && <p className="muted">Complete the questions first.</p>}
      {isOpen && drawn && check?.pinned && (
        <ol className="assign-questions" aria-label={`Questions of sample learner ${drawn.learner}`}>
          {drawn.items.map((item, at) => (
            <PreviewedQuestion key={`${drawn.learner} ${item.id}`} item={item} number={at + 1} />
          ))}
        </ol>
      )}
    </section>
  );
}
