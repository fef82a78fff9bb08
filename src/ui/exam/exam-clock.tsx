import { useEffect, useRef, useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { announcement, clockText, secondsLeft, spokenTime } from "../../assessment/exam-clock.ts";
import { readNote, writeNote } from "../shared/local-notes.ts";
import { Status } from "../shared/status.tsx";
import { useSingleKeys } from "../shared/use-single-keys.ts";
import { useNow } from "../shared/use-now.ts";

const hiddenNote = "exam-clock-hidden";

/**
 * The time left, which can be hidden and keeps running. A screen reader hears it when the clock is selected or T is pressed,
 * and at half of the time, 10, 5 and 1 minutes.
 */
export function ExamClock({ attempt }: { attempt: Attempt }) {
  const left = secondsLeft(attempt, useNow());
  const [isHidden, setHidden] = useState(() => readNote(hiddenNote) === "yes");
  const [said, setSaid] = useState("");
  const before = useRef(left);
  const total = attempt.exam?.seconds ?? 0;

  useEffect(() => {
    if (left === undefined) return;
    const text = announcement(before.current ?? left, left, total);
    before.current = left;
    // The moments to announce come from the clock, which only runs in the page.
    // oxlint-disable-next-line react/set-state-in-effect
    if (text !== undefined) setSaid(text);
  }, [left, total]);

  const say = () => {
    if (left === undefined) return false;
    const text = `${spokenTime(left)} left`;
    // A text that stays the same isn't announced again.
    setSaid((last) => (last === text ? `${text}.` : text));
    return true;
  };
  useSingleKeys({ t: say });

  if (left === undefined) return <span className="small muted">No time limit</span>;
  const toggle = () => {
    writeNote(hiddenNote, isHidden ? "no" : "yes");
    setHidden(!isHidden);
  };
  return (
    <span className="exam-clock">
      {!isHidden && (
        <button
          type="button"
          className="btn quiet num"
          data-short={left <= 300 || undefined}
          aria-label={`${clockText(left)} left. Announce the time`}
          onClick={say}
        >
          <span aria-hidden="true">{clockText(left)} left</span>
        </button>
      )}
      <button type="button" className="btn quiet small" onClick={toggle}>
        {isHidden ? "Show time" : "Hide time"}
      </button>
      <Status className="visually-hidden">{said}</Status>
    </span>
  );
}
