import { useId } from "react";
import { customLimits, customTypes, type CustomForm } from "../../assessment/custom-form.ts";
import type { Objective } from "../../content/content.ts";
import { typeNames } from "../shared/item/type-names.ts";

const attemptCounts = [1, 2, 3, 5, 10];

/** The choices of a custom exam. Without a choice of objectives or types, all of them count. */
export function CustomFields({
  custom,
  objectives,
  onChange,
}: {
  custom: CustomForm;
  objectives: readonly Objective[];
  onChange(custom: CustomForm): void;
}) {
  const id = useId();
  const number = (name: "questions" | "minutes", label: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type="number"
        inputMode="numeric"
        min={1}
        max={customLimits[name]}
        defaultValue={custom[name]}
        onChange={(event) => {
          const value = event.target.valueAsNumber;
          if (Number.isInteger(value) && value >= 1 && value <= customLimits[name])
            onChange({ ...custom, [name]: value });
        }}
      />
    </div>
  );
  const attempts = (name: "missedIn" | "unseenIn", label: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <select
        id={`${id}-${name}`}
        value={custom[name]}
        onChange={(event) => onChange({ ...custom, [name]: Number(event.target.value) })}
      >
        <option value={0}>No limit</option>
        {attemptCounts.map((count) => (
          <option key={count} value={count}>
            {count === 1 ? "the last attempt" : `the last ${count} attempts`}
          </option>
        ))}
      </select>
    </div>
  );
  const check = (name: "caseStudies" | "includeDisputed", label: string) => (
    <label className="option-line" htmlFor={`${id}-${name}`}>
      <input
        id={`${id}-${name}`}
        type="checkbox"
        checked={custom[name]}
        onChange={(event) => onChange({ ...custom, [name]: event.target.checked })}
      />
      <span>{label}</span>
    </label>
  );
  const list = <T extends string>(
    name: "objectives" | "types",
    label: string,
    entries: readonly { id: T; title: string }[],
    chosen: readonly T[],
  ) => (
    <details className="exam-choice">
      <summary>
        {label}: {chosen.length === 0 ? "all" : `${chosen.length} of ${entries.length}`}
      </summary>
      <fieldset>
        <legend className="visually-hidden">{label}</legend>
        {entries.map((entry) => (
          <label key={entry.id} className="option-line" htmlFor={`${id}-${entry.id}`}>
            <input
              id={`${id}-${entry.id}`}
              type="checkbox"
              checked={chosen.includes(entry.id)}
              onChange={(event) =>
                onChange({
                  ...custom,
                  [name]: event.target.checked ? [...chosen, entry.id] : chosen.filter((other) => other !== entry.id),
                })
              }
            />
            <span>{entry.title}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
  return (
    <fieldset className="exam-custom">
      <legend>Your own exam</legend>
      <div className="exam-fields">
        {number("questions", "Questions")}
        {number("minutes", "Minutes")}
        {attempts("missedIn", "Only missed in")}
        {attempts("unseenIn", "Only not seen in")}
      </div>
      {list(
        "objectives",
        "Objectives",
        objectives.map((objective) => ({ id: objective.id, title: objective.short })),
        custom.objectives,
      )}
      {list(
        "types",
        "Types of question",
        customTypes.map((type) => ({ id: type, title: typeNames[type] })),
        custom.types,
      )}
      {check("caseStudies", "With a case study, in exams of 10 questions or more")}
      {check("includeDisputed", "Include questions that the chapter and Azure today answer differently")}
    </fieldset>
  );
}
