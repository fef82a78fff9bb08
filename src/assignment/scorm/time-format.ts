const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** The longest time that SCORM 1.2 can write, in hundredths of a second: 9999:59:59.99. */
const longest12 = 9999 * 360_000 + 359_999;

const hundredthsIn = (seconds: number): number =>
  Number.isFinite(seconds) ? Math.max(0, Math.round(seconds * 100)) : 0;

/** Formats seconds as a time span of SCORM 1.2, `HHHH:MM:SS.ss`. Negative or infinite times count as 0. */
export function timespan12(seconds: number): string {
  const all = Math.min(hundredthsIn(seconds), longest12);
  const hours = String(Math.floor(all / 360_000)).padStart(4, "0");
  const rest = `${twoDigits(Math.floor(all / 100) % 60)}.${twoDigits(all % 100)}`;
  return `${hours}:${twoDigits(Math.floor(all / 6000) % 60)}:${rest}`;
}

const dateOf = (time: number): Date => new Date(Number.isFinite(time) ? Math.min(Math.max(time, 0), 8.64e15) : 0);

/**
 * Formats a moment as the time of day of SCORM 1.2, `HH:MM:SS`.
 *
 * @param time milliseconds since the epoch
 * @param utcOffsetMinutes minutes to add to UTC; 120 for UTC+2
 */
export const clockTime12 = (time: number, utcOffsetMinutes: number): string =>
  dateOf(dateOf(time).getTime() + utcOffsetMinutes * 60_000)
    .toISOString()
    .slice(11, 19);

/** Formats seconds as an ISO 8601 duration with at most two decimals, `PT1H2M3.5S`, for SCORM 2004 and xAPI. */
export function isoDuration(seconds: number): string {
  const all = hundredthsIn(seconds);
  const hours = Math.floor(all / 360_000);
  const minutes = Math.floor(all / 6000) % 60;
  return `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${(all % 6000) / 100}S`;
}

/**
 * Formats a moment, in milliseconds since the epoch, as `2026-01-31T12:00:00.00Z`. SCORM 2004 run-times reject a time zone
 * without hundredths of a second (error 406).
 */
export const timestamp2004 = (time: number): string => `${dateOf(time).toISOString().slice(0, -2)}Z`;
