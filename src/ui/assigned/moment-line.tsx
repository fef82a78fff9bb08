import { distanceText } from "../../assignment/zoned-text.ts";
import { momentText } from "./moment.ts";

/** A moment in the learner's time zone and, where it differs, in the instructor's, with how far away it is. */
export function MomentLine({ at, zone, now }: { at: number; zone: string; now: number }) {
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { own, instructor } = momentText(at, zone, ownZone);
  return (
    <>
      {own} <span className="muted">({distanceText(at, now)})</span>
      {instructor !== undefined && (
        <span className="assigned-zone muted small">
          {instructor} where your instructor is ({zone})
        </span>
      )}
    </>
  );
}
