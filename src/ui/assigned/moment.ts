const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const fields = {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
} as const;

/** Returns a moment with weekday and zone, in a time zone as IANA names it; undefined for a zone that the browser doesn't know. */
function inZone(at: number, timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { ...fields, timeZone }).format(at);
  } catch {
    return undefined;
  }
}

/** Returns how far away a moment is: `in 3 h 20 min`, `in 2 days`, `5 min ago`. */
export function distanceText(at: number, now: number): string {
  const away = Math.abs(at - now);
  const [hours, minutes, days] = [Math.floor(away / hour), Math.round((away % hour) / minute), Math.round(away / day)];
  const text =
    away >= 2 * day
      ? `${days} days`
      : hours >= 5
        ? `${Math.round(away / hour)} h`
        : hours >= 1
          ? `${hours} h${minutes > 0 && minutes < 60 ? ` ${minutes} min` : ""}`
          : `${Math.max(1, Math.round(away / minute))} min`;
  return at >= now ? `in ${text}` : `${text} ago`;
}

/** A moment as the learner's clock shows it, and as the instructor's does where that differs. */
export interface MomentText {
  own: string;
  instructor?: string;
}

/** Returns a moment in the learner's time zone and in that of the instructor. */
export function momentText(at: number, zone: string, ownZone: string): MomentText {
  const own = inZone(at, ownZone) ?? new Intl.DateTimeFormat("en", fields).format(at);
  const instructor = inZone(at, zone);
  return instructor === undefined || instructor === own ? { own } : { own, instructor };
}
