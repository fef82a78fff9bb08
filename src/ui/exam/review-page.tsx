import { useState } from "react";
import { questionStates, type ExamPlace, type QuestionState } from "../../assessment/exam-sections.ts";
import type { StoredResponse } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import { Group } from "../shared/group.tsx";
import { readNote, writeNote } from "../shared/local-notes.ts";
import { sectionName } from "./section-name.ts";

const filters = {
  all: { title: "All", test: () => true },
  unanswered: { title: "Not answered", test: ({ isAnswered }: QuestionState) => !isAnswered },
  flagged: { title: "Flagged", test: ({ isFlagged }: QuestionState) => isFlagged },
  incomplete: { title: "Incomplete", test: ({ isIncomplete }: QuestionState) => isIncomplete },
};
type Filter = keyof typeof filters;

const stateText = ({ isAnswered, isIncomplete, isFlagged }: QuestionState): string =>
  (isIncomplete ? "answered in part" : isAnswered ? "answered" : "not answered") + (isFlagged ? ", flagged" : "");

const listNote = "exam-review-list";

/** How every question of the section stands, and the ways on: to a question, to the next section, or to submitting. */
export function ReviewPage({
  place,
  items,
  responses,
  submitLabel,
  onGo,
  onNextSection,
  onSubmit,
}: {
  place: ExamPlace;
  items: ReadonlyMap<string, ScoredItem>;
  responses: ReadonlyMap<string, StoredResponse>;
  submitLabel: string;
  onGo(at: number): void;
  /** Absent in the last section. */
  onNextSection: (() => void) | undefined;
  onSubmit(): void;
}) {
  const [filter, setFilter] = useState<Filter>("all");
  const [isList, setList] = useState(() => readNote(listNote) === "yes");
  const { section, sections } = place;
  const states = questionStates(place, items, responses, section);
  const questions = states.filter(filters[filter].test);
  const bodies = place.itemIds.map((id) => items.get(id));
  const at = sections.indexOf(section);
  const show = (list: boolean) => {
    writeNote(listNote, list ? "yes" : "no");
    setList(list);
  };
  const number = (index: number) => index - section.start + 1;
  return (
    <>
      {sections.length > 1 && (
        <ol className="exam-sections small" aria-label="Sections">
          {sections.map((other, index) => (
            <li key={other.start} aria-current={index === at ? "step" : undefined}>
              {sectionName(other, index > at ? [] : bodies).replace(/: $/, "")}{" "}
              <span className="muted">{index < at ? "closed" : index > at ? "not reached yet" : "this section"}</span>
            </li>
          ))}
        </ol>
      )}
      <div className="exam-filters">
        <Group className="exam-tools" aria-label="Which questions to show">
          {(Object.keys(filters) as Filter[]).map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={filter === name}
              onClick={() => setFilter(name)}
            >
              {filters[name].title} ({states.filter(filters[name].test).length})
            </button>
          ))}
        </Group>
        <Group className="exam-tools" aria-label="How to show them">
          <button type="button" className="chip" aria-pressed={!isList} onClick={() => show(false)}>
            Grid
          </button>
          <button type="button" className="chip" aria-pressed={isList} onClick={() => show(true)}>
            List
          </button>
        </Group>
      </div>
      {place.linear && (
        <p className="muted">You can see which questions you answered, but you can’t return to earlier ones.</p>
      )}
      {questions.length === 0 && <p className="muted">No questions in this view.</p>}
      <ol
        className={isList ? "exam-list" : "exam-grid"}
        aria-label={sections.length > 1 ? "Questions in this section" : "Questions"}
      >
        {questions.map((question) => {
          const body = bodies[question.at];
          return (
            <li key={question.at}>
              <button
                type="button"
                className="exam-tick"
                data-state={question.isFlagged ? "flagged" : question.isAnswered ? "answered" : "open"}
                disabled={!question.mayOpen}
                aria-label={`Question ${number(question.at)}, ${stateText(question)}${question.mayOpen ? "" : ", locked"}`}
                aria-current={question.at === place.at ? "step" : undefined}
                onClick={() => onGo(question.at)}
              >
                <span className="num">{number(question.at)}</span>
                {isList && (
                  <>
                    <span className="stem-line">{body && question.mayOpen ? plainText(body.stem) : "Locked"}</span>
                    <span className="muted small">{stateText(question)}</span>
                  </>
                )}
                {!isList && (
                  <span className="mark" aria-hidden="true">
                    {question.isFlagged ? "⚑" : question.isIncomplete ? "◐" : question.isAnswered ? "●" : "○"}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      {!isList && (
        <p className="small muted" aria-hidden="true">
          ● answered, ◐ in part, ○ not answered, ⚑ flagged
        </p>
      )}
      <div className="exam-dock">
        <button type="button" className="btn" onClick={() => onGo(place.at)}>
          Back to question {number(place.at)}
        </button>
        {onNextSection && (
          <button type="button" className="btn quiet" onClick={onSubmit}>
            {submitLabel}
          </button>
        )}
        <button type="button" className="btn primary" onClick={onNextSection ?? onSubmit}>
          {onNextSection ? "Next section" : submitLabel}
        </button>
      </div>
    </>
  );
}
