import { tzOffset } from "@date-fns/tz/tzOffset";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { clockOf, dayOf, wallClock, zoneCity } from "./zoned-text.ts";

/** Whether a date opens something or ends it. What ends at 23:59 ends with the day: the minute still counts. */
export type Edge = "start" | "end";

/** An instant, and what the reader should know when the clocks change then. */
export interface ZonedTime {
  /** Milliseconds since the epoch. An end is the first moment that is too late. */
  at: number;
  note?: string;
}

export type ZonedTimeProblem = "notATime" | "unknownZone";

const minute = 60_000;
const day = 24 * 60 * minute;
const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** Returns whether the browser knows a time zone of this name. */
export const isKnownZone = (zone: string): boolean => zone !== "" && !Number.isNaN(tzOffset(zone, new Date(0)));

/** Reads a wall time as if it were UTC; undefined for one that no calendar has, such as February 30. */
function readWall(wall: string): number | undefined {
  const [year, month, date, hours, minutes] = (form.exec(wall) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const at = Date.UTC(year, month - 1, date, hours, minutes);
  return new Date(at).toISOString().startsWith(wall) ? at : undefined;
}

/**
 * Finds the instant of a wall time (`2026-12-18T23:59`) in a time zone as IANA names it. A time that the clocks skip counts as
 * the time as far after the change as it was after the skipped hour began; of a time that comes twice, the first opens and the
 * second ends, so that learners never lose an hour.
 */
export function zonedTime(wall: string, zone: string, edge: Edge): Outcome<ZonedTime, ZonedTimeProblem> {
  if (!isKnownZone(zone)) {
    return reject("unknownZone", `This browser doesn’t know the time zone “${zone}”. Choose one from the list.`);
  }
  const read = readWall(wall);
  if (read === undefined) return reject("notATime", "This isn’t a date with a time. Enter both.");
  const isMidnight = edge === "end" && wall.endsWith("T23:59");
  const local = isMidnight ? read + minute : read;
  const offsets = [local - day, local + day].map((at) => tzOffset(zone, new Date(at)) * minute);
  const [before = 0, after = 0] = offsets;
  const fitting = [...new Set(offsets)]
    .map((offset) => local - offset)
    .filter((at) => at + tzOffset(zone, new Date(at)) * minute === local)
    .sort((a, b) => a - b);
  const [first] = fitting;
  if (first === undefined) {
    const at = local - before;
    // The end of a day is the moment of the change then, so there is nothing to tell.
    if (isMidnight) return succeed({ at });
    const counted = clockOf(wallClock(at, zone));
    const note = `${clockOf(local)} doesn’t exist on ${dayOf(local)} in ${zoneCity(zone)}, because the clocks go forward. It counts as ${counted}.`;
    return succeed({ at, note });
  }
  const last = fitting.at(-1) ?? first;
  if (first === last) return succeed({ at: first });
  const at = edge === "start" ? first : last;
  const asked = isMidnight ? local - minute : local;
  const note = `${clockOf(asked)} comes twice on ${dayOf(asked)} in ${zoneCity(zone)}, because the clocks go back by ${Math.round((before - after) / minute)} minutes. The ${edge === "start" ? "first" : "second"} one counts.`;
  return succeed({ at, note });
}
