import { useId, useState, type ReactNode } from "react";
import type { DraftProblem } from "../../assignment/check-draft.ts";

/** What is wrong or odd about a field, below it. */
export function FieldProblems({ id, problems }: { id: string; problems: readonly DraftProblem[] }) {
  return (
    <div id={id} className="assign-problems">
      {problems.map(({ level, message }) => (
        <p key={message} data-level={level}>
          {message}
        </p>
      ))}
    </div>
  );
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  problems?: readonly DraftProblem[];
}

/** A line of text. It isn't redrawn while it's being typed, so the cursor stays where it is. */
export function TextField({
  label,
  hint,
  value,
  limit,
  onChange,
  ...rest
}: FieldProps & { value: string; limit: number; onChange(value: string): void; autoFocus?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        maxLength={limit}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A whole number in a range. What doesn't fit isn't stored, and the field says so. */
export function NumberField({
  label,
  hint,
  value,
  least,
  most,
  problems = [],
  onChange,
}: FieldProps & { value: number; least: number; most: number; onChange(value: number): void }) {
  const id = useId();
  const [entered, setEntered] = useState<string>();
  const isInvalid = entered !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        value={entered ?? value}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-problems${hint ? ` ${id}-hint` : ""}`}
        onChange={(event) => {
          const number = event.target.valueAsNumber;
          const fits = Number.isInteger(number) && number >= least && number <= most;
          setEntered(fits ? undefined : event.target.value);
          if (fits) onChange(number);
        }}
      />
      {hint && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
      {isInvalid ? (
        <div id={`${id}-problems`} className="assign-problems">
          <p data-level="error">
            Enter a whole number from {least} to {most.toLocaleString("en")}. Until then, {value} counts.
          </p>
        </div>
      ) : (
        <FieldProblems id={`${id}-problems`} problems={problems} />
      )}
    </div>
  );
}

/** One of several choices in a menu. */
export function SelectField<T extends string>({
  label,
  hint,
  value,
  options,
  problems = [],
  onChange,
}: FieldProps & {
  value: T;
  options: readonly { value: T; title: string }[];
  onChange(value: T): void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-problems${hint ? ` ${id}-hint` : ""}`}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
      <FieldProblems id={`${id}-problems`} problems={problems} />
    </div>
  );
}

/** A box to check, with its label beside it. */
export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange(checked: boolean): void;
}) {
  const id = useId();
  return (
    <label className="assign-check" htmlFor={id}>
      <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** A date with a time of day, as the clocks of the chosen zone show it. */
export function DateField({
  label,
  hint,
  value,
  problems = [],
  onChange,
}: FieldProps & { value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="assign-date">
        <input
          id={id}
          type="datetime-local"
          value={value}
          max="9999-12-31T23:59"
          aria-describedby={`${id}-problems${hint ? ` ${id}-hint` : ""}`}
          onChange={(event) => onChange(event.target.value.slice(0, 16))}
        />
        {value !== "" && (
          <button type="button" className="btn quiet" onClick={() => onChange("")}>
            Clear<span className="visually-hidden"> {label}</span>
          </button>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
      <FieldProblems id={`${id}-problems`} problems={problems} />
    </div>
  );
}
