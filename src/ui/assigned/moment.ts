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
