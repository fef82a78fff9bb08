import { useId, useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import type { DraftPart } from "../../assignment/assignment-draft.ts";
import { availableByObjective, type AuthorContent } from "../../store/author-content.ts";
import { countsLikeExam } from "../../store/author-list.ts";
import { SameField } from "./same-field.tsx";

type Blueprint = Extract<DraftPart, { kind: "blueprint" }>;

const usualTotal = 20;
const mostTotal = 200;

/** So many questions of each objective. */
export function BlueprintPart({
  part,
  profile,
  content,
  onChange,
}: {
  part: Blueprint;
  profile: Profile;
  content: AuthorContent;
  onChange(part: Blueprint): void;
}) {
  const id = useId();
  const { counts, same } = part;
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  const [total, setTotal] = useState(sum || usualTotal);
  const [startsOpen] = useState(sum === 0);
  const available = availableByObjective(content, profile);
  const change = (objective: string, count: number) => {
    const { [objective]: _, ...rest } = counts;
    onChange({ ...part, counts: count > 0 ? { ...rest, [objective]: count } : rest });
  };
  return (
    <>
      <div className="assign-inline">
        <div className="field">
          <label htmlFor={`${id}-total`}>Questions in all</label>
          <input
            id={`${id}-total`}
            type="number"
            inputMode="numeric"
            min={1}
            max={mostTotal}
            defaultValue={total}
            onChange={(event) => setTotal(event.target.valueAsNumber)}
          />
        </div>
        <button
          type="button"
          className="btn"
          disabled={!(Number.isInteger(total) && total >= 1 && total <= mostTotal)}
          onClick={() => onChange({ ...part, counts: countsLikeExam(content, profile, total) })}
        >
          Distribute as in the exam
        </button>
      </div>
      <details className="assign-fold" open={startsOpen}>
        <summary>Number for each objective</summary>
        <ul className="assign-counts">
          {content.objectives.map(({ id: objective, short }) => (
            <li key={objective}>
              <label htmlFor={`${id}-${objective}`}>{short}</label>
              <span className="num">
                <input
                  id={`${id}-${objective}`}
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={available.get(objective) ?? 0}
                  value={counts[objective] ?? 0}
                  aria-describedby={`${id}-${objective}-of`}
                  onChange={(event) => {
                    const count = event.target.valueAsNumber;
                    if (event.target.value === "") change(objective, 0);
                    else if (Number.isInteger(count) && count >= 0 && count <= 600) change(objective, count);
                  }}
                />
                <span id={`${id}-${objective}-of`} className="muted">
                  of {available.get(objective) ?? 0}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </details>
      <SameField
        same={same}
        each="Different questions for each learner, drawn from the objective"
        everyone="The same questions for everyone"
        onChange={(next) => onChange({ ...part, same: next })}
      />
    </>
  );
}
