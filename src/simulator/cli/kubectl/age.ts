/** Returns a span in milliseconds as kubectl prints ages: 45s, 3m20s, 5h, 2d (k8s.io/apimachinery, util/duration). */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 8 && hours % 24 !== 0 ? `${days}d${hours % 24}h` : `${days}d`;
}

/**
 * Returns the age of a moment in ISO 8601 at `now`, in milliseconds of the epoch; `<unknown>` for text that isn't a moment.
 */
export function ageOf(moment: string, now: number): string {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? "<unknown>" : humanDuration(now - at);
}
