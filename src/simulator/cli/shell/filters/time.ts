import { Stop } from "../../program.ts";
import { filter } from "./filter.ts";

const units: Record<string, number> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Longest sleep, a year of virtual time; beyond it a typing mistake would age every token and run every timer. */
const longestMs = 366 * 86_400_000;

export const sleep = filter(
  {
    name: "sleep",
    summary: "Advance the virtual clock by a duration: 30, 5m, 2h or 1d.",
    operands: [{ name: "NUMBER[s|m|h|d]", required: true, many: true }],
    examples: ["sleep 30"],
  },
  async (call, line) => {
    const again = "\nTry 'sleep --help' for more information.";
    if (line.operands.length === 0) throw new Stop(1, `sleep: missing operand${again}`);
    let seconds = 0;
    for (const word of line.operands) {
      const [, digits, unit = ""] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word) ?? [];
      if (digits === undefined) throw new Stop(1, `sleep: invalid time interval '${word}'${again}`);
      seconds += Number(digits) * (units[unit] ?? 1);
    }
    if (seconds * 1000 > longestMs) throw new Stop(1, "sleep: more than a year is not simulated");
    await call.machine.wait(Math.round(seconds * 1000));
  },
);

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** A moment in the notation of strftime, in UTC. */
export function formatTime(moment: number, format: string): string {
  const date = new Date(moment);
  const short = (names: readonly string[], index: number) => (names[index] ?? "").slice(0, 3);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const hour = date.getUTCHours();
  const sequence = (letter: string): string | undefined => {
    switch (letter) {
      case "Y":
        return String(year);
      case "y":
        return pad(year % 100);
      case "m":
        return pad(month + 1);
      case "d":
        return pad(day);
      case "e":
        return String(day).padStart(2);
      case "H":
        return pad(hour);
      case "I":
        return pad(hour % 12 || 12);
      case "M":
        return pad(date.getUTCMinutes());
      case "S":
        return pad(date.getUTCSeconds());
      case "N":
        return `${pad(date.getUTCMilliseconds(), 3)}000000`;
      case "p":
        return hour < 12 ? "AM" : "PM";
      case "s":
        return String(Math.floor(moment / 1000));
      case "F":
        return formatTime(moment, "%Y-%m-%d");
      case "T":
        return formatTime(moment, "%H:%M:%S");
      case "R":
        return formatTime(moment, "%H:%M");
      case "D":
        return formatTime(moment, "%m/%d/%y");
      case "c":
        return formatTime(moment, "%a %b %e %T %Y");
      case "a":
        return short(days, date.getUTCDay());
      case "A":
        return days[date.getUTCDay()];
      case "b":
      case "h":
        return short(months, month);
      case "B":
        return months[month];
      case "j":
        return pad(Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1, 3);
      case "u":
        return String(date.getUTCDay() || 7);
      case "w":
        return String(date.getUTCDay());
      case "Z":
        return "UTC";
      case "z":
        return "+0000";
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "%":
        return "%";
      default:
        return undefined;
    }
  };
  return format.replace(/%(:?)([-]?)([A-Za-z%])/g, (whole, colon: string, dash: string, letter: string) => {
    if (colon === ":" && letter === "z") return "+00:00";
    const text = sequence(letter);
    return text === undefined ? whole : dash === "-" ? text.replace(/^[0 ]+(?=.)/, "") : text;
  });
}

const steps: Record<string, number> = {
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** `now`, `@seconds`, an ISO date, and `+2 days` or `1 hour ago` behind or alone; undefined for anything else. */
export function readTime(text: string, now: number): number | undefined {
  let left = text.trim().toLowerCase();
  let moment = now;
  const absolute =
    /^(@\d+|\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:z|[+-]\d{2}:?\d{2})?|now|today|tomorrow|yesterday)(?=\s|$)/.exec(
      left,
    )?.[0];
  if (absolute !== undefined) {
    left = left.slice(absolute.length).trim();
    if (absolute.startsWith("@")) moment = Number(absolute.slice(1)) * 1000;
    else if (absolute === "tomorrow") moment += 86_400_000;
    else if (absolute === "yesterday") moment -= 86_400_000;
    else if (/^\d/.test(absolute)) {
      const iso = absolute.toUpperCase().replace(" ", "T");
      moment = Date.parse(
        /(Z|[+-]\d{2}:?\d{2})$/.test(iso) && iso.includes("T")
          ? iso
          : iso.length === 10
            ? `${iso}T00:00:00Z`
            : `${iso}Z`,
      );
    }
  }
  const relative = /^([+-]?)\s*(\d+)\s*(second|sec|minute|min|hour|day|week)s?(\s+ago)?\s*/;
  for (let found = relative.exec(left); found; found = relative.exec(left)) {
    const [whole, sign, digits = "0", unit = "", ago] = found;
    const backwards = (sign === "-") !== (ago !== undefined);
    moment += (backwards ? -1 : 1) * Number(digits) * (steps[unit] ?? 0) * 1000;
    left = left.slice(whole.length);
  }
  // `Date` holds 100 million days around 1970.
  return left === "" && Math.abs(moment) <= 8.64e15 && !Number.isNaN(moment) ? moment : undefined;
}

export const date = filter(
  {
    name: "date",
    summary: "Print the virtual date and time.",
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
    if (moment === undefined) throw new Stop(1, `date: invalid date '${text}'`);
    const [format] = line.operands;
    if (line.operands.length > 1)
      throw new Stop(1, `date: extra operand '${line.operands[1]}'\nTry 'date --help' for more information.`);
    if (format !== undefined && !format.startsWith("+")) {
      if (readTime(format, moment) === undefined) throw new Stop(1, `date: invalid date '${format}'`);
      throw new Stop(1, "date: cannot set date: Operation not permitted", {
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
