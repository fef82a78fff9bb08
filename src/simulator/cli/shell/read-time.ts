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
  let remaining = text.trim().toLowerCase();
  let moment = now;
  const absolute =
    /^(@\d+|\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:z|[+-]\d{2}:?\d{2})?|now|today|tomorrow|yesterday)(?=\s|$)/.exec(
      remaining,
    )?.[0];
  if (absolute !== undefined) {
    remaining = remaining.slice(absolute.length).trim();
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
  for (let found = relative.exec(remaining); found; found = relative.exec(remaining)) {
    const [whole, sign, digits = "0", unit = "", ago] = found;
    const backwards = (sign === "-") !== (ago !== undefined);
    moment += (backwards ? -1 : 1) * Number(digits) * (steps[unit] ?? 0) * 1000;
    remaining = remaining.slice(whole.length);
  }
  // `Date` holds 100 million days around 1970.
  return remaining === "" && Math.abs(moment) <= 8.64e15 && !Number.isNaN(moment) ? moment : undefined;
}
