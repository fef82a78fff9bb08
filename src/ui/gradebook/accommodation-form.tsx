import { useId, type FormEvent } from "react";
import type { Accommodation } from "../../assignment/accommodation.ts";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { wallTimeOf } from "../../assignment/zoned-text.ts";
import { zonedTime, type Edge } from "../../assignment/zoned-time.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";
import { PersonalLink } from "./personal-link.tsx";
import { termsText } from "./terms-text.ts";
import { useTyped } from "./use-typed.ts";

interface AccommodationFormProps {
  row: LearnerRow;
  /** Whether the form is open from the start; otherwise it is when the learner has other terms. */
  isOpen?: boolean;
}

/** Other terms for one learner, and the personal link with them. */
export function AccommodationForm({ row, isOpen = false }: AccommodationFormProps) {
  const { assignment } = useGradebook((state) => state.row.issued);
  const accommodation = row.decision?.accommodation;
  return (
    <details className="accommodation" open={isOpen || accommodation !== undefined || undefined}>
      <summary>
        <h3>Accommodation</h3>{" "}
        <span className="muted">{accommodation ? termsText(row.terms, assignment).join(" · ") : "none"}</span>
      </summary>
      <p className="small muted">
        The terms hold here even if the learner uses the class link. The reason isn’t stored.
      </p>
      <Fields row={row} />
      {accommodation && <PersonalLink row={row} accommodation={accommodation} />}
    </details>
  );
}

const factors = [
  ["", "As for the class"],
  ["1.25", "× 1.25"],
  ["1.5", "× 1.5"],
  ["2", "× 2"],
  ["3", "× 3"],
  ["none", "No time limit"],
] as const;
const wholeOr = (text: string, limit: number): number | undefined => {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= 0 && number <= limit ? number : undefined;
};
const dateFields = [
  ["opensAt", "Opens", "start"],
  ["dueAt", "Due", "end"],
  ["closesAt", "Closes", "end"],
] as const satisfies readonly [keyof Accommodation, string, Edge][];
type DateField = (typeof dateFields)[number][0];

function Fields({ row }: { row: LearnerRow }) {
  const decide = useGradebook((state) => state.decide);
  const { zone, seconds, navigation } = useGradebook((state) => state.row.issued.assignment);
  const before = row.decision?.accommodation ?? {};
  const id = useId();
  const wall = (field: DateField, edge: Edge) => {
    const at = before[field];
    return at === undefined ? "" : wallTimeOf(at, zone, edge);
  };
  const { fields, typed, type, forget } = useTyped({
    factor: before.factor === null ? "none" : String(before.factor ?? ""),
    extra: String(before.extraMinutes ?? ""),
    attempts: String(before.extraAttempts ?? ""),
    isFree: before.freeNavigation ?? false,
    hasBreaks: before.breaks ?? false,
    opensAt: wall("opensAt", "start"),
    dueAt: wall("dueAt", "end"),
    closesAt: wall("closesAt", "end"),
  });
  const { factor, extra, attempts, isFree, hasBreaks } = fields;
  const read = dateFields.map(([field, , edge]) => ({
    field,
    moment: fields[field] === "" ? undefined : zonedTime(fields[field], zone, edge),
  }));
  const notes = read.flatMap(({ moment }) =>
    moment === undefined ? [] : moment.ok ? (moment.value.note ?? []) : moment.error.message,
  );
  const isWrong = read.some(({ moment }) => moment?.ok === false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    const [extraMinutes, extraAttempts] = [wholeOr(extra, 1440), wholeOr(attempts, 100)];
    const moments = Object.fromEntries(
      read.flatMap(({ field, moment }) => (moment?.ok ? [[field, moment.value.at]] : [])),
    );
    const accommodation: Accommodation = {
      ...(factor === "none" ? { factor: null } : factor !== "" && { factor: Number(factor) }),
      ...(extraMinutes && { extraMinutes }),
      ...moments,
      ...(extraAttempts && { extraAttempts }),
      ...(isFree && { freeNavigation: true }),
      ...(hasBreaks && { breaks: true }),
    };
    const isNone = Object.keys(accommodation).length === 0;
    const isSaved = await decide(
      row,
      { accommodation: isNone ? undefined : accommodation },
      isNone ? `Accommodation of ${learnerName(row)} removed.` : `Accommodation of ${learnerName(row)} saved.`,
    );
    if (isSaved) forget(typed);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <div className="tools">
        {seconds !== null && (
          <>
            <div className="field">
              <label htmlFor={`${id}-factor`}>Time</label>
              <select id={`${id}-factor`} value={factor} onChange={({ target }) => type({ factor: target.value })}>
                {factors.map(([value, title]) => (
                  <option key={value} value={value}>
                    {title}
                  </option>
                ))}
                {before.factor != null && !factors.some(([value]) => value === String(before.factor)) && (
                  <option value={String(before.factor)}>× {before.factor}</option>
                )}
              </select>
            </div>
            <NumberField
              id={`${id}-extra`}
              label="Extra minutes"
              value={extra}
              change={(value) => type({ extra: value })}
              max={1440}
            />
          </>
        )}
        <NumberField
          id={`${id}-attempts`}
          label="Extra attempts"
          value={attempts}
          change={(value) => type({ attempts: value })}
          max={100}
        />
      </div>
      <div className="tools">
        {dateFields.map(([field, title]) => (
          <div key={field} className="field">
            <label htmlFor={`${id}-${field}`}>
              {title} ({zone})
            </label>
            <input
              id={`${id}-${field}`}
              type="datetime-local"
              value={fields[field]}
              onChange={({ target }) => type({ [field]: target.value })}
            />
          </div>
        ))}
      </div>
      {navigation === "linear" && (
        <label className="check-line">
          <input type="checkbox" checked={isFree} onChange={({ target }) => type({ isFree: target.checked })} />
          May go back to earlier questions
        </label>
      )}
      <label className="check-line">
        <input type="checkbox" checked={hasBreaks} onChange={({ target }) => type({ hasBreaks: target.checked })} />
        May take breaks; the clock keeps running
      </label>
      {notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
      <button type="submit" className="btn" disabled={isWrong}>
        Save accommodation
      </button>
    </form>
  );
}

interface NumberFieldProps {
  id: string;
  label: string;
  value: string;
  change(value: string): void;
  max: number;
}

function NumberField({ id, label, value, change, max }: NumberFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={0}
        max={max}
        className="short"
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    </div>
  );
}
