import { tzOffset } from "@date-fns/tz/tzOffset";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The last instant that every zone can show: a Date reaches a day further. */
const latest = 8.64e15 - day;

/** Returns what the clocks of a zone show at an instant, as the milliseconds since the epoch at which UTC shows the same. */
export function wallClock(at: number, zone: string): number {
  const shown = Math.min(at, latest);
  return shown + tzOffset(zone, new Date(shown)) * minute;
}

/** Returns the time of day of such a wall clock: `09:05`. */
export const clockOf = (wall: number): string => new Date(wall).toISOString().slice(-13, -8);

/** Returns the day of such a wall clock: `Fri 18 Dec 2026`. */
export function dayOf(wall: number): string {
  const date = new Date(wall);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Returns the place that a time zone is named after: `Berlin` for `Europe/Berlin`. */
export const zoneCity = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** Returns an instant as a wall time for a form: `2026-12-18T09:05`. An end at midnight is 23:59 of the day before. */
export function wallTimeOf(at: number, zone: string, edge: "start" | "end"): string {
  const wall = wallClock(at, zone);
  return new Date(edge === "end" && wall % day === 0 ? wall - minute : wall).toISOString().slice(0, 16);
}

/** Returns day and time in a zone: `Fri 18 Dec 2026, 09:05`. What ends at midnight ends at 24:00 of the day before. */
export function momentText(at: number, zone: string, edge: "start" | "end"): string {
  const wall = wallClock(at, zone);
  return edge === "end" && wall % day === 0 ? `${dayOf(wall - minute)}, 24:00` : `${dayOf(wall)}, ${clockOf(wall)}`;
}

/** Returns how far away a moment is: `in 3 h 20 min`, `in 2 days`, `5 min ago`. */
export function distanceText(at: number, now: number): string {
  const away = Math.round(Math.abs(at - now) / minute) * minute;
  const [hours, minutes, days] = [Math.floor(away / hour), (away % hour) / minute, Math.round(away / day)];
  const text =
    away >= 2 * day
      ? `${days} days`
      : hours >= 5
        ? `${Math.round(away / hour)} h`
        : hours >= 1
          ? `${hours} h${minutes > 0 ? ` ${minutes} min` : ""}`
          : `${Math.max(1, away / minute)} min`;
  return at >= now ? `in ${text}` : `${text} ago`;
}
