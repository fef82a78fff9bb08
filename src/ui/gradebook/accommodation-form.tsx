import { useId, useState, type FormEvent } from "react";
import type { Accommodation } from "../../assignment/accommodation.ts";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { wallTimeOf } from "../../assignment/zoned-text.ts";
import { zonedTime, type Edge } from "../../assignment/zoned-time.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";
import { PersonalLink } from "./personal-link.tsx";
import { termsText } from "./terms-text.ts";

/** Other terms for one learner, and the personal link with them. */
export function AccommodationForm({ row }: { row: LearnerRow }) {
  const { assignment } = useGradebook((state) => state.row.issued);
  const accommodation = row.decision?.accommodation;
  return (
    <details className="accommodation" open={accommodation !== undefined || undefined}>
      <summary>
        <h3>Accommodation</h3>{" "}
        <span className="muted">{accommodation ? termsText(row.terms, assignment).join(" · ") : "none"}</span>
      </summary>
      <p className="small muted">
        The terms hold here even if the learner uses the class link. The reason isn’t stored.
      </p>
      <Fields key={row.decision?.changedAt ?? 0} row={row} />
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
  const [factor, setFactor] = useState(before.factor === null ? "none" : String(before.factor ?? ""));
  const [extra, setExtra] = useState(String(before.extraMinutes ?? ""));
  const [attempts, setAttempts] = useState(String(before.extraAttempts ?? ""));
  const [isFree, setFree] = useState(before.freeNavigation ?? false);
  const [hasBreaks, setBreaks] = useState(before.breaks ?? false);
  const [dates, setDates] = useState<Record<DateField, string>>(() => {
    const wall = (field: DateField, edge: Edge) => {
      const at = before[field];
      return at === undefined ? "" : wallTimeOf(at, zone, edge);
    };
    return { opensAt: wall("opensAt", "start"), dueAt: wall("dueAt", "end"), closesAt: wall("closesAt", "end") };
  });
  const read = dateFields.map(([field, , edge]) => ({
    field,
    moment: dates[field] === "" ? undefined : zonedTime(dates[field], zone, edge),
  }));
  const notes = read.flatMap(({ moment }) =>
    moment === undefined ? [] : moment.ok ? (moment.value.note ?? []) : moment.error.message,
  );
  const isWrong = read.some(({ moment }) => moment?.ok === false);
  const save = (event: FormEvent) => {
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
    void decide(
      row,
      { accommodation: isNone ? undefined : accommodation },
      isNone ? `Accommodation of ${learnerName(row)} removed.` : `Accommodation of ${learnerName(row)} saved.`,
    );
  };
  return (
    <form onSubmit={save}>
      <div className="tools">
        {seconds !== null && (
          <>
            <div className="field">
              <label htmlFor={`${id}-factor`}>Time</label>
              <select id={`${id}-factor`} value={factor} onChange={({ target }) => setFactor(target.value)}>
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
            <NumberField id={`${id}-extra`} label="Extra minutes" value={extra} change={setExtra} max={1440} />
          </>
        )}
        <NumberField id={`${id}-attempts`} label="Extra attempts" value={attempts} change={setAttempts} max={100} />
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
              value={dates[field]}
              onChange={({ target }) => setDates((all) => ({ ...all, [field]: target.value }))}
            />
          </div>
        ))}
      </div>
      {navigation === "linear" && (
        <label className="check-line">
          <input type="checkbox" checked={isFree} onChange={({ target }) => setFree(target.checked)} />
          May go back to earlier questions
        </label>
      )}
      <label className="check-line">
        <input type="checkbox" checked={hasBreaks} onChange={({ target }) => setBreaks(target.checked)} />
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
