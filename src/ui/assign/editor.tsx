import { useEffect, useRef } from "react";
import { summaryLine } from "../../assignment/summary.ts";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import type { AuthorContent } from "../../store/author-content.ts";
import type { AuthorState } from "../../store/author-store.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { TextField } from "./fields.tsx";
import { IssueSection } from "./issue-section.tsx";
import { PreviewSection } from "./preview-section.tsx";
import { DatesSection, RulesSection } from "./rules-section.tsx";
import { useDraftCheck } from "./use-author.ts";
import { WhatSection } from "./what-section.tsx";

/** The form of an assignment: one page in parts. Nothing has to be saved, and nothing has an order. */
export function Editor({ author, row, content }: { author: AuthorState; row: AssignmentRow; content: AuthorContent }) {
  const { draft } = row;
  const { change, removed, undo, isSaving, problem } = author;
  const { check, isCurrent, now, problem: checkProblem } = useDraftCheck(row, content);
  const problemsOf = (field: string) => (check?.rules ?? []).filter((rule) => rule.field === field);
  const undoButton = useRef<HTMLButtonElement>(null);
  // The button that removed something is gone, so the focus goes to what brings it back.
  useEffect(() => {
    if (removed) undoButton.current?.focus({ preventScroll: true });
  }, [removed]);
  return (
    <>
      <p className="crumb">
        <Link to="/assign/">Assignments</Link>
      </p>
      <h1 tabIndex={-1}>{draft.title.trim() || "New assignment"}</h1>
      <div className="assign-two">
        <TextField label="Title" value={draft.title} limit={200} onChange={(title) => change({ title })} />
        <TextField
          label="Your name"
          hint="Learners see who assigned it."
          value={draft.instructor}
          limit={200}
          onChange={(instructor) => change({ instructor })}
        />
        <TextField
          label="Course (optional)"
          value={draft.course}
          limit={200}
          onChange={(course) => change({ course })}
        />
      </div>
      <WhatSection author={author} draft={draft} content={content} problems={check?.parts ?? []} />
      <DatesSection draft={draft} change={change} problemsOf={problemsOf} now={now} dates={check?.dates ?? {}} />
      <RulesSection draft={draft} change={change} problemsOf={problemsOf} />
      <section className="assign-block" aria-labelledby="instructions">
        <h2 id="instructions">Instructions</h2>
        <div className="field">
          <label htmlFor="instructions-text">What learners read before they begin (optional)</label>
          <textarea
            id="instructions-text"
            rows={4}
            maxLength={5000}
            value={draft.instructions}
            onChange={(event) => change({ instructions: event.target.value })}
          />
        </div>
      </section>
      {checkProblem && (
        <p role="alert" className="assign-alert">
          The assignment can’t be checked: {checkProblem} Reload the page when you’re online again.
        </p>
      )}
      <PreviewSection row={row} check={isCurrent ? check : null} isStuck={checkProblem !== ""} own={content.own} />
      <IssueSection row={row} check={isCurrent ? check : null} isSaving={isSaving} onIssued={author.show} />
      <div className="assign-dock">
        <p>
          <strong className="num">{summaryLine(draft, check?.dates ?? {}, now)}</strong>
        </p>
        <Status as="div" className="assign-dock-state">
          {removed && (
            <span>
              Removed: {removed.name}.{" "}
              <button ref={undoButton} type="button" className="btn quiet" onClick={undo}>
                Undo
              </button>
            </span>
          )}
          <span className="muted small">
            {problem ? `Not saved: ${problem}` : isSaving ? "Saving…" : "Saved on this device"}
          </span>
        </Status>
      </div>
    </>
  );
}
