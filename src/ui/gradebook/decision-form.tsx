import { useId, type FormEvent } from "react";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName, markText } from "./mark-text.ts";
import { useTyped } from "./use-typed.ts";

/** The instructor's own mark, comment, and whether the learner is excused. Saves the fields that were typed into, and no others. */
export function DecisionForm({ row }: { row: LearnerRow }) {
  const decide = useGradebook((state) => state.decide);
  const scale = useGradebook((state) => state.scale);
  const id = useId();
  const { fields, typed, type, forget } = useTyped({
    mark: row.decision?.mark === undefined ? "" : String(row.decision.mark),
    comment: row.decision?.comment ?? "",
    isExcused: row.decision?.excused ?? false,
  });
  const { mark, comment, isExcused } = fields;
  const points = mark.trim() === "" ? undefined : Number(mark.trim().replace(",", "."));
  const isWrong = points !== undefined && !(points >= 0 && points <= 100_000);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    const name = learnerName(row);
    const text = isExcused
      ? `${name} is excused.`
      : points !== undefined && points !== row.decision?.mark
        ? `Mark of ${name} set to ${points}.`
        : points === undefined && row.decision?.mark !== undefined
          ? `Mark of ${name} comes from the attempts again.`
          : `Decision on ${name} saved.`;
    const change = {
      ...(typed.mark !== undefined && { mark: points }),
      ...(typed.comment !== undefined && { comment: comment.trim() === "" ? undefined : comment }),
      ...(typed.isExcused !== undefined && { excused: isExcused || undefined }),
    };
    if (await decide(row, change, text)) forget(typed);
  };
  return (
    <form className="decision" onSubmit={(event) => void save(event)}>
      <h3>Your decision</h3>
      <div className="tools">
        <div className="field">
          <label htmlFor={`${id}-mark`}>Your mark, out of {scale.maximum}</label>
          <input
            id={`${id}-mark`}
            type="text"
            inputMode="decimal"
            className="short"
            value={mark}
            placeholder={markText(row.computed)}
            aria-invalid={isWrong || undefined}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => type({ mark: target.value })}
          />
        </div>
        <label className="check-line">
          <input type="checkbox" checked={isExcused} onChange={({ target }) => type({ isExcused: target.checked })} />
          Excused: not counted, and not missing
        </label>
      </div>
      <p id={`${id}-hint`} className="small muted">
        {isWrong
          ? "Enter a number from 0 up, or nothing."
          : "Leave it empty to use the mark from the attempts. Yours replaces it, lateness included."}
        {points !== undefined &&
          points > scale.maximum &&
          !isWrong &&
          " It’s more than the maximum: some LMSs reject that."}
      </p>
      <div className="field">
        <label htmlFor={`${id}-comment`}>Comment, which the learner gets with the result</label>
        <textarea
          id={`${id}-comment`}
          rows={2}
          maxLength={5000}
          value={comment}
          onChange={({ target }) => type({ comment: target.value })}
        />
      </div>
      <button type="submit" className="btn primary" disabled={isWrong}>
        Save decision
      </button>
    </form>
  );
}
