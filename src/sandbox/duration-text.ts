const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** Returns milliseconds of virtual time in words, in at most two units: `10 min`, `3 min 20 s`, `1 d 2 h`. */
export function durationText(milliseconds: number): string {
  let remaining = Math.round(milliseconds / 1000) * 1000;
  const texts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(remaining / length);
    remaining -= count * length;
    if (count > 0 && texts.length < 2) texts.push(`${count} ${unit}`);
  }
  return texts.length === 0 ? "0 s" : texts.join(" ");
}
