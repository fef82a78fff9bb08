import { ExitError } from "../../program.ts";
import { filter } from "../filter.ts";
import { formatTime } from "../format-time.ts";
import { readTime } from "../read-time.ts";
import { summaries } from "../../summaries.ts";

const units: Record<string, number> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Longest sleep, a year of virtual time; beyond it a typing mistake would age every token and run every timer. */
const longestMs = 366 * 86_400_000;

export const sleep = filter(
  {
    name: "sleep",
    summary: summaries.sleep,
    operands: [{ name: "NUMBER[s|m|h|d]", required: true, many: true }],
    examples: ["sleep 30"],
  },
  async (call, line) => {
    const again = "\nTry 'sleep --help' for more information.";
    if (line.operands.length === 0) throw new ExitError(1, `sleep: missing operand${again}`);
    let seconds = 0;
    for (const word of line.operands) {
      const [, digits, unit = ""] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word) ?? [];
      if (digits === undefined) throw new ExitError(1, `sleep: invalid time interval '${word}'${again}`);
      seconds += Number(digits) * (units[unit] ?? 1);
    }
    if (seconds * 1000 > longestMs) throw new ExitError(1, "sleep: more than a year is not simulated");
    await call.machine.wait(Math.round(seconds * 1000));
  },
);

export const date = filter(
  {
    name: "date",
    summary: summaries.date,
    operands: [{ name: "+FORMAT", required: false }],
    options: [
      ["-u, --utc", "Use UTC, which is this machine's time zone."],
      ["-d, --date TEXT", "Time to print, such as 2026-09-01, @0, '+2 days' or '1 hour ago'."],
      ["-I, --iso-8601", "Print in ISO 8601 format, such as 2026-09-01."],
      ["-R, --rfc-email", "Print in RFC 5322 format."],
    ],
    examples: ["date -u +%Y-%m-%dT%H:%M:%SZ"],
  },
  (call, line) => {
    const text = line.text("--date");
    const moment = text === undefined ? call.machine.now() : readTime(text, call.machine.now());
    if (moment === undefined) throw new ExitError(1, `date: invalid date '${text}'`);
    const [format] = line.operands;
    if (line.operands.length > 1)
      throw new ExitError(1, `date: extra operand '${line.operands[1]}'\nTry 'date --help' for more information.`);
    if (format !== undefined && !format.startsWith("+")) {
      if (readTime(format, moment) === undefined) throw new ExitError(1, `date: invalid date '${format}'`);
      throw new ExitError(1, "date: cannot set date: Operation not permitted", {
        code: "VirtualClock",
        text: "The clock is virtual and can only move forward.",
        next: "`sleep 1h` advances it by an hour.",
      });
    }
    if (format !== undefined) call.out(`${formatTime(moment, format.slice(1))}\n`);
    else if (line.on("--iso-8601")) call.out(`${formatTime(moment, "%F")}\n`);
    else if (line.on("--rfc-email")) call.out(`${formatTime(moment, "%a, %d %b %Y %T %z")}\n`);
    else call.out(`${formatTime(moment, "%a %b %e %T UTC %Y")}\n`);
    return 0;
  },
);
