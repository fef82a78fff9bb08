import { useState } from "react";
import type { StoredResponse } from "../../assessment/attempt.ts";
import type { SingleItem } from "../../assessment/item.ts";
import { blankResponse } from "../../assessment/score.ts";
import { QuestionPanel } from "./question-panel.tsx";

const option = (id: string, html: string, correct: boolean) => ({ id, html, correct, rationale: "" });

/** A question about the exam itself, so that trying the controls gives nothing away. */
const sample: SingleItem = {
  id: "sample",
  version: 1,
  type: "single",
  objective: "sample",
  bloom: "remember",
  difficulty: 1,
  profile: "both",
  askedUnder: "chapter",
  disputed: false,
  stem: "<p>You skip a question in the middle of a section and flag it. Until when can you answer it?</p>",
  options: [
    option("a", "Until you leave the section", true),
    option("b", "Until you submit the exam", false),
    option("c", "Until you go to the next question", false),
  ],
  refs: [],
  sources: [],
};

const blank: StoredResponse = {
  attemptId: "sample",
  itemId: sample.id,
  response: blankResponse(sample),
  answeredAt: 0,
};

/** Every control of a question, to try before the time runs. Nothing of it is stored. */
export function ControlSample() {
  const [row, setRow] = useState(blank);
  return (
    <section className="exam-block" aria-labelledby="exam-sample">
      <h2 id="exam-sample">Try the controls</h2>
      <p className="muted">
        Flag the question, write a note, highlight a sentence, strike an option through, and reset your answer.
      </p>
      <div className="exam-sample">
        <QuestionPanel
          item={sample}
          row={row}
          disabled={false}
          asksConfidence={false}
          onChange={(change) => setRow(change)}
        />
      </div>
    </section>
  );
}
