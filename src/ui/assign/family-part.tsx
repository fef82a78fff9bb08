import type { Profile } from "../../assessment/item.ts";
import type { DraftPart } from "../../assignment/assignment-draft.ts";
import type { AuthorContent } from "../../store/author-content.ts";
import { NumberField, SelectField } from "./fields.tsx";
import { SameField } from "./same-field.tsx";

type Family = Extract<DraftPart, { kind: "family" }>;

/** Variants of a question family: questions that differ only in their values. */
export function FamilyPart({
  part,
  profile,
  content,
  onChange,
}: {
  part: Family;
  profile: Profile;
  content: AuthorContent;
  onChange(part: Family): void;
}) {
  const asked = content.families.filter(
    (family) => family.profile === "both" || family.profile === "twin" || family.profile === profile,
  );
  const shorts = new Map(content.objectives.map(({ id, short }) => [id, short]));
  return (
    <>
      <div className="assign-two">
        <SelectField
          label="Family"
          hint="The variants of a family ask for the same rule with other values."
          value={part.family}
          options={asked.map(({ id, title, objective, variants }) => ({
            value: id,
            title: `${title} (${shorts.get(objective) ?? objective}, ${variants.length} variants)`,
          }))}
          onChange={(family) => onChange({ ...part, family })}
        />
        <NumberField
          label="Variants that each learner gets"
          value={part.count}
          least={1}
          most={20}
          onChange={(count) => onChange({ ...part, count })}
        />
      </div>
      <SameField
        same={part.same}
        each="A different variant for each learner"
        everyone="The same for everyone"
        onChange={(same) => onChange({ ...part, same })}
      />
    </>
  );
}
