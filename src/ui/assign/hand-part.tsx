import { useMemo, useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import type { DraftPart } from "../../assignment/assignment-draft.ts";
import type { AuthorContent } from "../../store/author-content.ts";
import { Link } from "../shared/link.tsx";
import { counted } from "../../assessment/counted.ts";
import { CheckField, NumberField } from "./fields.tsx";
import { choicesOf } from "./question-choice.ts";
import { QuestionPicker } from "./question-picker.tsx";
import { SameField } from "./same-field.tsx";

type Hand = Extract<DraftPart, { kind: "items" }>;

/** Questions chosen one by one. A case study or a series is chosen as a whole. */
export function HandPart({
  part,
  profile,
  content,
  onChange,
  onRemove,
}: {
  part: Hand;
  profile: Profile;
  content: AuthorContent;
  onChange(part: Hand): void;
  onRemove(name: string, part: Hand): void;
}) {
  const { ids, count, same = false } = part;
  const [isPicking, setPicking] = useState(ids.length === 0);
  const choices = useMemo(() => choicesOf(content, profile), [content, profile]);
  const chosen = choices.filter((choice) => choice.ids.some((id) => ids.includes(id)));
  const others = ids.filter((id) => !chosen.some((choice) => choice.ids.includes(id)));
  const without = (gone: readonly string[]): Hand => ({ ...part, ids: ids.filter((id) => !gone.includes(id)) });
  return (
    <>
      {ids.length > 0 && (
        <ul className="rows assign-chosen">
          {chosen.map((choice) => (
            <li key={choice.id}>
              <span className="assign-stem">{choice.text}</span>
              <button type="button" className="btn quiet" onClick={() => onRemove("a question", without(choice.ids))}>
                Remove<span className="visually-hidden"> {plainText(choice.text)}</span>
              </button>
            </li>
          ))}
          {others.length > 0 && (
            <li>
              <span>
                {counted(others.length, "question")} by id:{" "}
                <span className="mono">{others.slice(0, 3).join(", ")}</span>
                {others.length > 3 && " …"}
              </span>
              <button
                type="button"
                className="btn quiet"
                onClick={() => onRemove(counted(others.length, "question"), without(others))}
              >
                Remove<span className="visually-hidden"> these questions</span>
              </button>
            </li>
          )}
        </ul>
      )}
      <p>
        <button type="button" className="btn" aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
          {isPicking ? "Close the list of questions" : "Choose questions"}
        </button>{" "}
        <Link to="/assign/questions/">Write your own questions</Link>
      </p>
      {isPicking && (
        <QuestionPicker
          choices={choices}
          objectives={content.objectives}
          ids={ids}
          onChange={(next) => onChange({ ...part, ids: next })}
        />
      )}
      {ids.length > 1 && (
        <CheckField
          label="Give each learner only some of these questions"
          checked={count !== undefined}
          onChange={(isDrawn) => {
            const { count: _, same: __, ...rest } = part;
            onChange(isDrawn ? { ...rest, count: Math.max(1, Math.floor(ids.length / 2)), same: false } : rest);
          }}
        />
      )}
      {count !== undefined && (
        <>
          <NumberField
            label="Questions that each learner gets"
            value={count}
            least={1}
            most={Math.max(1, ids.length)}
            onChange={(next) => onChange({ ...part, count: next })}
          />
          <SameField
            same={same}
            each="Different questions for each learner"
            everyone="The same questions for everyone"
            onChange={(next) => onChange({ ...part, same: next })}
          />
        </>
      )}
    </>
  );
}
