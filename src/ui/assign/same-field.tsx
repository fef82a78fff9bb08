import { useId } from "react";

/** Whether everyone gets the same questions of a pool, or each learner others. */
export function SameField({
  same,
  everyone,
  each,
  onChange,
}: {
  same: boolean;
  everyone: string;
  each: string;
  onChange(same: boolean): void;
}) {
  const id = useId();
  return (
    <fieldset className="assign-choice">
      <legend className="visually-hidden">Who gets which questions</legend>
      {[
        { value: false, text: each },
        { value: true, text: everyone },
      ].map(({ value, text }) => (
        <label key={text} className="assign-check" htmlFor={`${id}-${value}`}>
          <input
            id={`${id}-${value}`}
            type="radio"
            name={id}
            checked={same === value}
            onChange={() => onChange(value)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
