import { formatTime } from "../../format-time.ts";
import { JqError } from "../values.ts";
import { pure, stringOf, withValues, type NativeTable } from "./native.ts";
import type { JsonValue } from "../../../../world/json.ts";

const secondsOf = (value: JsonValue): number => {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) || Number.isNaN(time)) {
    throw new JqError(`date ${JSON.stringify(value)} does not match format "%Y-%m-%dT%H:%M:%SZ"`);
  }
  return time / 1000;
};

/** Returns the moment, in milliseconds, of seconds since 1970 or of a broken-down time: year, month from 0, day, hours, … */
const time = (value: JsonValue): number => {
  if (Array.isArray(value) && value.length >= 6 && value.every((field) => typeof field === "number")) {
    const [year = 0, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0] = value as number[];
    return Date.UTC(year, month, day, hours, minutes) + seconds * 1000;
  }
  if (typeof value !== "number" || Math.abs(value) > 8.64e12)
    throw new JqError("strftime/1 requires parsed datetime inputs");
  return value * 1000;
};

/** Returns year, month from 0, day, hours, minutes, seconds, day of the week and day of the year, as C's `struct tm`. */
function brokenDown(moment: number): number[] {
  const date = new Date(moment);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const dayOfYear = (Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 86_400_000;
  const seconds = date.getUTCSeconds() + date.getUTCMilliseconds() / 1000;
  return [year, month, day, date.getUTCHours(), date.getUTCMinutes(), seconds, date.getUTCDay(), dayOfYear];
}

/** Times. */
export const dateNatives: NativeTable = {
  "gmtime/0": pure((value) => brokenDown(time(value))),
  "mktime/0": pure((value) => {
    if (!Array.isArray(value)) throw new JqError("mktime requires array of 6 numbers");
    return Math.floor(time(value) / 1000);
  }),
  "now/0": pure((_value, { outside }) => outside.now() / 1000),
  "fromdateiso8601/0": pure(secondsOf),
  "todate/0": pure((value) => formatTime(Math.floor(time(value) / 1000) * 1000, "%Y-%m-%dT%H:%M:%SZ")),
  "strftime/1": withValues((value, [format = null]) =>
    formatTime(time(value), stringOf(format, "strftime/1 requires a string format")),
  ),
};
