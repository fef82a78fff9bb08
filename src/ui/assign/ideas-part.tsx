import { useId, useState } from "react";
import { isForForms } from "../../assessment/assemble.ts";
import { ideasOf } from "../../assessment/chosen-misconceptions.ts";
import type { Profile } from "../../assessment/item.ts";
import type { DraftPart } from "../../assignment/assignment-draft.ts";
import { groupOf, type AuthorContent } from "../../store/author-content.ts";
import { Html } from "../shared/html.tsx";
import { NumberField } from "./fields.tsx";
import { SameField } from "./same-field.tsx";

type Ideas = Extract<DraftPart, { kind: "misconceptions" }>;

/** So many questions that offer one of the chosen wrong ideas. */
export function IdeasPart({
  part,
  profile,
  content,
  onChange,
}: {
  part: Ideas;
  profile: Profile;
  content: AuthorContent;
  onChange(part: Ideas): void;
}) {
  const id = useId();
  const { codes, count, same } = part;
  const [startsOpen] = useState(codes.length === 0);
  const counts = new Map<string, number>();
  for (const item of content.items) {
    if (!isForForms(item) || groupOf(item) !== undefined || !item[profile]) continue;
    for (const idea of ideasOf(item)) counts.set(idea, (counts.get(idea) ?? 0) + 1);
  }
  const offered = content.misconceptions.filter(({ id: code }) => counts.has(code) || codes.includes(code));
  return (
    <>
      <NumberField
        label="Questions"
        value={count}
        least={1}
        most={200}
        onChange={(next) => onChange({ ...part, count: next })}
      />
      <details className="assign-fold" open={startsOpen}>
        <summary>
          Wrong ideas: {codes.length} of {offered.length}
        </summary>
        <fieldset className="assign-list">
          <legend className="visually-hidden">Wrong ideas</legend>
          {offered.map(({ id: code, wrong }) => (
            <label key={code} className="assign-check" htmlFor={`${id}-${code}`}>
              <input
                id={`${id}-${code}`}
                type="checkbox"
                checked={codes.includes(code)}
                onChange={(event) =>
                  onChange({
                    ...part,
                    codes: event.target.checked ? [...codes, code] : codes.filter((other) => other !== code),
                  })
                }
              />
              <span>
                <Html html={wrong[profile]} />{" "}
                <span className="muted small num">{counts.get(code) ?? 0} questions</span>
              </span>
            </label>
          ))}
        </fieldset>
      </details>
      <SameField
        same={same}
        each="Different questions for each learner"
        everyone="The same questions for everyone"
        onChange={(next) => onChange({ ...part, same: next })}
      />
    </>
  );
}
