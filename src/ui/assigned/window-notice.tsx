import type { Terms } from "../../assignment/accommodation.ts";
import type { StartState } from "../../store/assigned-state.ts";
import { MomentLine } from "./moment-line.tsx";
import { durationText } from "../shared/duration-text.ts";
import { distanceText } from "../../assignment/zoned-text.ts";
import { momentText } from "./moment.ts";

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the dates mean for an attempt that begins now. They go by the device's clock, which may be wrong, so it is named. */
export function WindowNotice({
  state,
  terms,
  zone,
  now,
}: {
  state: StartState;
  terms: Terms;
  zone: string;
  now: number;
}) {
  const { window, pausedUntil, seconds, isCutShort, endsLate } = state;
  const clock = ` Your device’s clock says ${momentText(now, zone, ownZone()).own}.`;
  return (
    <>
      {window === "early" && terms.opensAt !== undefined && (
        <p className="assigned-notice">
          Not open yet. It opens {distanceText(terms.opensAt, now)}.{clock} If that’s wrong, set the clock, and you can
          start.
        </p>
      )}
      {window === "late" && (
        <p className="assigned-notice">
          The due date has passed. You can go on, but your submission is late
          {terms.late.penalty > 0 && " and loses points as the rules below say"}.{clock} If that’s wrong, set the clock
          before you start, or tell your instructor, who can enter when the file arrived.
        </p>
      )}
      {window === "closed" && (
        <p className="assigned-notice">
          This assignment is closed.{clock} If that’s wrong, or your instructor agreed, you can still take it. Your
          instructor’s gradebook doesn’t count a submission after closing, unless your instructor gives you a later date
          or a mark.
        </p>
      )}
      {pausedUntil !== undefined && (
        <p className="assigned-notice">
          The next attempt can start <MomentLine at={pausedUntil} zone={zone} now={now} />.
        </p>
      )}
      {isCutShort && seconds !== null && (
        <p className="assigned-notice">
          It closes soon, so you have only {durationText(seconds)}. What you’ve entered is submitted then.
        </p>
      )}
      {endsLate && terms.dueAt !== undefined && (
        <p className="assigned-notice">
          It’s due {distanceText(terms.dueAt, now)}, before your time runs out. Submit by then to be on time.
        </p>
      )}
    </>
  );
}
