import { useId } from "react";

interface FormatChoiceProps<T extends string> {
  legend: string;
  /** What can be chosen, in order, with what it's for. */
  formats: readonly T[];
  texts: Readonly<Record<T, { name: string; text: string }>>;
  value: T;
  onChange(value: NoInfer<T>): void;
}

/** A choice among formats, each with its name and what it's for. */
export function FormatChoice<T extends string>({ legend, formats, texts, value, onChange }: FormatChoiceProps<T>) {
  const id = useId();
  return (
    <fieldset className="assign-choice">
      <legend>{legend}</legend>
      {formats.map((format) => (
        <label key={format} className="assign-check" htmlFor={`${id}-${format}`}>
          <input
            id={`${id}-${format}`}
            type="radio"
            name={id}
            checked={value === format}
            onChange={() => onChange(format)}
          />
          <span>
            <strong>{texts[format].name}</strong>: {texts[format].text}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
