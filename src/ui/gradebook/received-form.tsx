import { useId, type FormEvent } from "react";
import type { JudgedAttempt, LearnerRow } from "../../assignment/gradebook.ts";
import { momentText, wallTimeOf, zoneCity } from "../../assignment/zoned-text.ts";
import { zonedTime } from "../../assignment/zoned-time.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";
import { useTyped } from "./use-typed.ts";

interface ReceivedFormProps {
  row: LearnerRow;
  attempt: JudgedAttempt;
}

/** When the instructor's LMS received an attempt: a clock that the learner can't set, by which lateness is judged. */
export function ReceivedForm({ row, attempt: { submission, receivedAt } }: ReceivedFormProps) {
  const decide = useGradebook((state) => state.decide);
  const { zone } = useGradebook((state) => state.row.issued.assignment);
  const id = useId();
  const { fields, typed, type, forget } = useTyped({
    text: receivedAt === undefined ? "" : wallTimeOf(receivedAt, zone, "start"),
  });
  const { text } = fields;
  const moment = text === "" ? undefined : zonedTime(text, zone, "start");
  const note = moment && (moment.ok ? moment.value.note : moment.error.message);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (moment?.ok === false) return;
    const what = `attempt ${submission.attempt} of ${learnerName(row)}`;
    const isSaved = await decide(
      row,
      { received: { [submission.id]: moment?.value.at } },
      moment
        ? `Your LMS received ${what} on ${momentText(moment.value.at, zone, "start")}.`
        : `Lateness of ${what} is judged by the learner’s clock again.`,
    );
    if (isSaved) forget(typed);
  };
  return (
    <form className="tools" onSubmit={(event) => void save(event)}>
      <div className="field">
        <label htmlFor={`${id}-received`}>Received by your LMS ({zoneCity(zone)} time)</label>
        <input
          id={`${id}-received`}
          type="datetime-local"
          value={text}
          aria-describedby={`${id}-received-hint`}
          aria-invalid={moment?.ok === false || undefined}
          onChange={({ target }) => type({ text: target.value })}
        />
      </div>
      <button type="submit" className="btn" disabled={moment?.ok === false}>
        Save the time
      </button>
      <p id={`${id}-received-hint`} className="small muted">
        {note ??
          "Lateness is judged by it instead of the time on the learner’s device. Leave it empty if you don’t know."}
      </p>
    </form>
  );
}
