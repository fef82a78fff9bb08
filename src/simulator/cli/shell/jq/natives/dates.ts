import { formatTime } from "../../filters/time.ts";
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

const time = (value: JsonValue): number => {
  if (typeof value !== "number" || Math.abs(value) > 8.64e12)
    throw new JqError("strftime/1 requires parsed datetime inputs");
  return value * 1000;
};

/** Times. */
export const dateNatives: NativeTable = {
  "now/0": pure((_value, { outside }) => outside.now() / 1000),
  "fromdateiso8601/0": pure(secondsOf),
  "todate/0": pure((value) => formatTime(Math.floor(time(value) / 1000) * 1000, "%Y-%m-%dT%H:%M:%SZ")),
  "strftime/1": withValues((value, [format = null]) =>
    formatTime(time(value), stringOf(format, "strftime/1 requires a string format")),
  ),
};
