import { useId } from "react";

/** A choice of one of a few values, as a row of chips. */
export function ChipGroup<T extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string;
  options: readonly { value: T; title: string }[];
  value: T;
  onChange(value: T): void;
}) {
  const id = useId();
  return (
    <fieldset className="chip-group">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="chip" htmlFor={`${id}-${option.value}`}>
          <input
            id={`${id}-${option.value}`}
            className="visually-hidden"
            type="radio"
            name={id}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.title}
        </label>
      ))}
    </fieldset>
  );
}
