/** Bytes as docker prints them: in powers of a thousand, three digits. */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))}${units[unit] ?? ""}`;
}

/** An age in words, as docker's tables have it. */
export function agoText(created: string, now: number): string {
  const at = Date.parse(created);
  if (Number.isNaN(at)) return "N/A";
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const spans: [number, string][] = [
    [365 * 24 * 3600, "year"],
    [30 * 24 * 3600, "month"],
    [7 * 24 * 3600, "week"],
    [24 * 3600, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, word] = spans.find(([length]) => seconds >= length) ?? [1, "second"];
  const count = Math.floor(seconds / size);
  return seconds < 1 ? "Less than a second ago" : `${count} ${word}${count === 1 ? "" : "s"} ago`;
}
